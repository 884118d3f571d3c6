import type { RealClients } from '../../support/real-clients.ts';
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
  readonly who: readonly { readonly canonicalId: string; readonly owner: string | null }[];
  readonly commands: readonly { readonly tool: 'trustdeck' | 'notary' | 'docker'; readonly line: string }[];
  readonly steps: readonly string[];
  readonly hindrance: string | null;
}

const WELL = 0;
const FOUND_ERRORS = 3;

/** Runs `trustdeck doctor` and reads its document. Whether there are errors has to agree with the exit code. */
export async function consult(
  clients: RealClients,
  args: readonly string[],
  options: TrustdeckOptions = {},
): Promise<DoctorJson> {
  const { exitCode, stdout, stderr } = await trustdeck(clients, ['doctor', ...args, '--json'], options);
  const document = parsed(stdout);
  if (document === null) {
    throw new Error(`trustdeck doctor ${args.join(' ')} ended with ${String(exitCode)}: ${stdout}${stderr}`);
  }
  const expected = findingsOf(document).some(({ level }) => level === 'error') ? FOUND_ERRORS : WELL;
  if (exitCode !== expected) {
    throw new Error(`the exit code is ${String(exitCode)} instead of ${expected}: ${stdout}${stderr}`);
  }
  return document;
}

/** Of all repositories and of the machine. */
export function findingsOf({ repositories, machine }: DoctorJson): readonly FindingJson[] {
  return [...repositories.flatMap(({ findings }) => findings), ...machine.findings];
}

/** A finding in brief: `error role-expired targets/jeff`. */
export function brief({ level, code, role }: FindingJson): string {
  return [level, code, ...(role === null ? [] : [role])].join(' ');
}

function parsed(text: string): DoctorJson | null {
  try {
    const document = JSON.parse(text) as Partial<DoctorJson>;
    return document.repositories === undefined ? null : (document as DoctorJson);
  } catch {
    return null;
  }
}
