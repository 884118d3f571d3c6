import { describe, expect, it } from 'vitest';
import type { RealClients } from '../../support/real-clients.ts';
import { describeRealWorld } from '../../support/suite.ts';
import type { TrustdeckOptions } from '../../support/trustdeck.ts';
import { complaints, confirmHealthy } from './confirm.ts';
import { brief, consult, type DoctorJson, type FindingJson, findingsOf, fixAutomatically } from './doctor.ts';
import { type HealthyOptions, makeHealthy, type Patient } from './healthy.ts';
import { paste } from './pasted.ts';

/** One step of putting a repository right. */
export type Treatment =
  /** `doctor --fix --yes`: only what nobody has to judge. */
  | { readonly kind: 'automatic' }
  /** The command that a finding's fix prints, pasted: somebody has chosen this way of those that can be gone here. */
  | {
      readonly kind: 'choice';
      readonly code: string;
      /** Of the way, or how it begins before the ID of a key; the first when left out. */
      readonly way?: string;
      /** Risks that are agreed to beforehand. */
      readonly accept?: readonly string[];
      /** What a person fills in, by the words that stand for it. */
      readonly replace?: (line: string, patient: Patient) => string;
    }
  /** All commands of a way whose steps say to run them one after the other. */
  | {
      readonly kind: 'steps';
      /** Its ID. */
      readonly way: string;
      readonly code: string;
      readonly accept?: readonly string[];
      readonly replace?: (line: string, patient: Patient) => string;
    }
  /** Something that is not done with trustdeck. */
  | { readonly kind: 'outside'; readonly code: string; readonly act: (patient: Patient) => Promise<void> };

/** What real people do to a repository, what the doctor then finds, and how it is put right. */
export interface Case {
  /** What they do, as a test's title says it. */
  readonly name: string;
  readonly make?: (owner: RealClients, gun: string) => Promise<Patient>;
  readonly healthy?: Omit<HealthyOptions, 'gun'>;
  /** Things that look similar, of which the doctor has nothing to say. */
  readonly neighbour?: (patient: Patient) => Promise<void>;
  readonly harm: (patient: Patient) => Promise<void>;
  /** What notary or docker print then, on a machine that never saw the repository; nothing when left out. */
  readonly theySay?: RegExp;
  /** Findings in brief, in their order. */
  readonly finds: readonly string[];
  readonly examine?: (document: DoctorJson, patient: Patient) => void;
  readonly treat: readonly Treatment[];
  /** Tags, with the role that has them, which the chosen treatment gives up or changes. */
  readonly givesUp?: readonly string[];
  /** Options of every doctor that is asked, and of every command that is pasted. */
  readonly options?: TrustdeckOptions;
}

/** Runs the cases, several at a time: nearly all of it waits for processes. */
export function describeCases(title: string, cases: readonly Case[]): void {
  describeRealWorld(title, (world) => {
    describe.concurrent('the doctor', () => {
      for (const one of cases) {
        it(`finds and mends: ${one.name}`, async () => {
          const slug = one.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
          await runCase(one, await world.clients(slug), `registry.example.com/doctor/${slug}`);
        });
      }
    });
  });
}

async function runCase(one: Case, owner: RealClients, gun: string): Promise<void> {
  const patient = await (one.make?.(owner, gun) ?? makeHealthy(owner, { gun, ...one.healthy }));
  const before = await confirmHealthy(owner, gun);
  await one.neighbour?.(patient);
  const ask = () => consult(owner, [gun], one.options);
  expect(findingsOf(await ask()).map(brief), 'while nothing is wrong').toEqual([]);
  await one.harm(patient);
  await hearRealTools(one, patient);
  const found = await ask();
  expect(findingsOf(found).map(brief)).toEqual(one.finds);
  one.examine?.(found, patient);
  for (const treatment of one.treat) {
    await treat(treatment, patient, one.options);
  }
  expect(findingsOf(await ask()).map(brief), 'after the treatment').toEqual([]);
  const after = await confirmHealthy(owner, gun);
  expect(Object.fromEntries(after.tags)).toMatchObject(
    Object.fromEntries([...before.tags].filter(([tag]) => !one.givesUp?.includes(tag))),
  );
}

async function hearRealTools({ theySay }: Case, { owner, gun }: Patient): Promise<void> {
  const reader = await owner.colleague('listener');
  const heard = [await reader.notary(['list', gun]), await reader.docker(['inspect', gun])];
  const said = heard.map(complaints).filter((text) => text !== '');
  if (theySay === undefined) {
    expect(said).toEqual([]);
  } else {
    expect(said.join('\n')).toMatch(theySay);
  }
}

async function treat(
  treatment: Treatment,
  patient: Patient,
  options: TrustdeckOptions | undefined,
): Promise<void> {
  const { owner, gun } = patient;
  if (treatment.kind === 'automatic') {
    await fixAutomatically(owner, [gun], options);
    return;
  }
  const found = findingsOf(await consult(owner, [gun], options));
  const finding = found.find(({ code }) => code === treatment.code);
  if (finding === undefined) {
    throw new Error(`there is no ${treatment.code} among: ${found.map(brief).join(', ')}`);
  }
  if (treatment.kind === 'outside') {
    await treatment.act(patient);
    return;
  }
  const lines =
    treatment.kind === 'steps' ? linesOf(finding, treatment.way) : [lineOf(finding, treatment.way)];
  const risks = (treatment.accept ?? []).flatMap((risk) => ['--accept-risk', risk]);
  for (const line of lines) {
    const filled = treatment.replace?.(line, patient) ?? line;
    const pasted = [filled, '--yes', ...(TAKES_RISKS.test(filled) ? risks : [])].join(' ');
    const { exitCode, stdout, stderr } = await paste(owner, pasted, options);
    if (exitCode !== 0) {
      throw new Error(`${pasted} ended with ${String(exitCode)}: ${stdout}${stderr}`);
    }
  }
}

/** Changes of trust data, and not what only staged changes and key files are. */
const TAKES_RISKS = /^trustdeck (?!publish|reset|key (?!rotate))/;

/** The command of trustdeck that goes a way which can be gone here. */
export function lineOf({ code, fix }: FindingJson, id?: string): string {
  const ways = fix?.ways ?? [];
  const way =
    id === undefined
      ? ways.find(({ here }) => here)
      : ways.find((one) => one.id === id || one.id.startsWith(`${id}-`));
  const command = way?.commands.find(({ tool }) => tool === 'trustdeck');
  if (way === undefined || !way.here || command === undefined) {
    throw new Error(`${code} has no way ${id ?? ''} to be gone here: ${JSON.stringify(ways)}`);
  }
  return command.line;
}

function linesOf({ fix }: FindingJson, id: string): readonly string[] {
  const commands = fix?.ways.find((way) => way.id === id)?.commands ?? [];
  return commands.filter(({ tool }) => tool === 'trustdeck').map(({ line }) => line);
}
