import type { RealClients } from '../../support/real-clients.ts';
import type { RunResult } from '../../support/run.ts';
import { type TrustdeckOptions, trustdeck } from '../../support/trustdeck.ts';

/** What `doctor --json` prints (docs/json.md), as far as these suites look at it. */
export interface DoctorJson {
  readonly repositories: readonly {
    readonly gun: string;
    readonly level: string;
    readonly findings: readonly FindingJson[];
  }[];
  readonly machine: { readonly findings: readonly FindingJson[] };
}

export interface FindingJson {
  readonly code: string;
  readonly level: 'error' | 'warning' | 'notice';
  readonly role: string | null;
  readonly summary: string;
  readonly subjects: readonly string[];
  readonly evidence: readonly { readonly text: string; readonly keyId: string | null }[];
  readonly fix: FixJson | null;
}

export interface FixJson {
  readonly operation: string;
  readonly command: string | null;
  readonly automatic: boolean;
  readonly label: string;
  readonly judgement: string | null;
  readonly ways: readonly WayJson[];
}

export interface WayJson {
  readonly id: string;
  readonly operation: string;
  readonly here: boolean;
  /** Keys by their canonical IDs. */
  readonly who: readonly { readonly id: string; readonly owner: string | null }[];
  readonly commands: readonly { readonly tool: 'trustdeck' | 'notary' | 'docker'; readonly line: string }[];
  readonly steps: readonly string[];
  readonly hindrance: string | null;
}

const WELL = 0;
const FOUND_ERRORS = 3;

/** What `doctor --fix --yes --json` prints: what was found, what was done, what is left. */
export interface FixedJson {
  readonly repositories: readonly CourseJson[];
  readonly machine: CourseJson;
}

interface CourseJson {
  readonly findings: readonly FindingJson[];
  readonly fixes: readonly FixedFindingJson[];
  readonly remaining: readonly FindingJson[];
}

export interface FixedFindingJson {
  readonly code: string;
  readonly way: string;
  readonly result: string;
  readonly verified: boolean;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** A way to run trustdeck: as a program of its own, or within this process. */
export type Run = (
  clients: RealClients,
  args: readonly string[],
  options?: TrustdeckOptions,
) => Promise<RunResult>;

/** Runs `trustdeck doctor` and reads its document. Whether there are errors has to agree with the exit code. */
export async function consult(
  clients: RealClients,
  args: readonly string[],
  options: TrustdeckOptions = {},
  runIt: Run = trustdeck,
): Promise<DoctorJson> {
  const result = await runIt(clients, ['doctor', ...args, '--json'], options);
  return documentOf<DoctorJson>(result, findingsOf);
}

/** Runs `trustdeck doctor --fix --yes`: whatever it began has to end well, and the exit code says what is left. */
export async function fixAutomatically(
  clients: RealClients,
  args: readonly string[],
  options: TrustdeckOptions = {},
  runIt: Run = trustdeck,
): Promise<FixedJson> {
  const result = await runIt(clients, ['doctor', ...args, '--fix', '--yes', '--json'], options);
  const document = documentOf<FixedJson>(result, remainingOf);
  const failed = coursesOf(document)
    .flatMap(({ fixes }) => fixes)
    .filter(({ error, result: became }) => error !== null || became === 'failed');
  if (failed.length > 0) {
    throw new Error(`what was begun has failed: ${JSON.stringify(failed)}`);
  }
  return document;
}

export function remainingOf(document: FixedJson): readonly FindingJson[] {
  return coursesOf(document).flatMap(({ remaining }) => remaining);
}

export function fixesOf(document: FixedJson): readonly FixedFindingJson[] {
  return coursesOf(document).flatMap(({ fixes }) => fixes);
}

function coursesOf({ repositories, machine }: FixedJson): readonly CourseJson[] {
  return [...repositories, machine];
}

function documentOf<Document extends object>(
  { exitCode, stdout, stderr }: RunResult,
  findingsIn: (document: Document) => readonly FindingJson[],
): Document {
  const document = parsed(stdout);
  if (document === null) {
    throw new Error(`trustdeck doctor ended with ${String(exitCode)}: ${stdout}${stderr}`);
  }
  const isIll = findingsIn(document as Document).some(({ level }) => level === 'error');
  const expected = isIll ? FOUND_ERRORS : WELL;
  if (exitCode !== expected) {
    throw new Error(`the exit code is ${String(exitCode)} instead of ${expected}: ${stdout}${stderr}`);
  }
  return document as Document;
}

/** Of all repositories and of the machine. */
export function findingsOf({ repositories, machine }: DoctorJson): readonly FindingJson[] {
  return [...repositories.flatMap(({ findings }) => findings), ...machine.findings];
}

/** A finding in brief: `error role-expired targets/jeff`. */
export function brief({ level, code, role }: FindingJson): string {
  return [level, code, ...(role === null ? [] : [role])].join(' ');
}

function parsed(text: string): object | null {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null && 'repositories' in document ? document : null;
  } catch {
    return null;
  }
}

/** All findings of one look. */
export async function findings(
  clients: RealClients,
  args: readonly string[],
  options: TrustdeckOptions = {},
): Promise<readonly FindingJson[]> {
  return findingsOf(await consult(clients, args, options));
}

/** The same, in brief. */
export async function briefs(...given: Parameters<typeof findings>): Promise<readonly string[]> {
  return (await findings(...given)).map(brief);
}
