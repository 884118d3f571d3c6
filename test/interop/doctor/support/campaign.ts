import { expect } from 'vitest';
import { carryKey } from '../../matrix/support/team.ts';
import type { RealClients } from '../../support/real-clients.ts';
import type { RunResult } from '../../support/run.ts';
import { brief, consult, type FindingJson, findingsOf, fixAutomatically, type WayJson } from './doctor.ts';
import { inProcess, wordsOf } from './in-process.ts';
import type { RandomRepository } from './random-repository.ts';

type Sense = (way: WayJson, finding: FindingJson, repository: RandomRepository) => boolean;

/**
 * What somebody with sense chooses where the doctor leaves the choice, by the finding: the first way that this allows.
 * Nobody gives up a signed tag as long as there is another way, here or elsewhere.
 */
const SENSE: ReadonlyMap<string, Sense> = new Map<string, Sense>([
  ['tag-disagrees', ({ id }) => !id.startsWith('revoke')],
  // A signer's role is for the signer's own key, not for another's; and who has signed something is not removed.
  [
    'delegation-keys-below-threshold',
    ({ id }, { role }, { signed }) =>
      id === 'remove' ? !isSignedRole(role, signed) : `targets/${id}` === role,
  ],
  // Somebody else would have to be sent the new key; without it, the weak one goes.
  ['weak-key', ({ here, operation }) => here || operation !== 'rotate-signer'],
]);

function isSignedRole(role: string | null, signed: RandomRepository['signed']): boolean {
  return [...signed].some(([signer, tags]) => `targets/${signer}` === role && tags.size > 0);
}

/** The way of `outside` that is gone all the same: somebody sends the file with the public key of the signer. */
const SENT_KEY = 'key-file';

/**
 * What is agreed to beyond a plain yes: by whoever has read the content that nobody's key vouches for any more, knows
 * that what a step leaves broken is the next finding, and that a role was made again under the name of one that was
 * removed. Nothing is ever deleted at the server: no way of the doctor asks for that.
 */
const ACCEPTED_RISKS = [
  'unverified-content',
  'last-signer',
  'releases-unusable',
  'trust-data-deleted',
] as const;

const MOST_ROUNDS = 25;

/** One step of the treatment, for whoever reads why it went wrong. */
export type History = string[];

/** Who has which private key, by its canonical ID, beside the owner. */
export type Holders = ReadonlyMap<string, RealClients>;

/**
 * Puts a repository right, with what nobody has to judge and then choice by choice, until nothing is left that can be
 * done with the keys of this machine. Resolves with what is left.
 */
export async function treatHere(
  repository: RandomRepository,
  history: History,
): Promise<readonly FindingJson[]> {
  const { owner, gun } = repository;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { repositories } = await fixAutomatically(owner, [gun], {}, inProcess);
    history.push(
      ...repositories.flatMap(({ fixes }) => fixes).map(({ code, way }) => `automatic: ${code} ${way}`),
    );
    const findings = await look(owner, gun);
    const choice = findings
      .map((finding) => ({ finding, way: chosenWay(finding, repository, ({ here }) => here) }))
      .find(({ way }) => way !== undefined);
    if (choice?.way === undefined) {
      return findings;
    }
    const line = trustdeckLine(choice.way);
    history.push(`chosen: ${brief(choice.finding)}: ${line}`);
    await runLine(owner, line);
    const left = (await look(owner, gun)).map(likeness);
    expect(left, `${line} has put nothing right`).not.toContain(likeness(choice.finding));
  }
  throw new Error(`it never ends:\n${history.join('\n')}`);
}

/** Two findings that are the same trouble. */
function likeness(finding: FindingJson): string {
  return [brief(finding), ...finding.subjects].join(' ');
}

/**
 * Somebody else's task: it says so, names a key that could do it, and with that key on this machine the very command
 * that it prints does do it. Resolves with the key that was brought.
 */
export async function bringKeyFor(
  finding: FindingJson,
  repository: RandomRepository,
  { holders, history }: { readonly holders: Holders; readonly history: History },
): Promise<void> {
  const { owner, gun } = repository;
  expect(finding.fix, brief(finding)).not.toBeNull();
  expect(finding.fix?.automatic, brief(finding)).toBe(false);
  const able = ({ who }: WayJson) => who.some(({ id }) => holders.has(id));
  const way = chosenWay(finding, repository, able);
  if (way === undefined) {
    await sendKeyFile(finding, repository, { holders, history });
    return;
  }
  expect(way).toMatchObject({ here: false, hindrance: expect.any(String) });
  const [key] = way.who.filter(({ id }) => holders.has(id));
  const holder = holders.get(key?.id ?? '');
  if (key === undefined || holder === undefined) {
    throw new Error(`nobody holds a key for ${brief(finding)}`);
  }
  const line = trustdeckLine(way);
  history.push(`with ${key.owner ?? 'the key'} ${key.id.slice(0, 7)}: ${brief(finding)}: ${line}`);
  await carryKey(holder, owner, key.id);
  await runLine(owner, line);
  const left = (await look(owner, gun)).map(likeness);
  expect(left, `${line} has put nothing right`).not.toContain(likeness(finding));
}

/** A signer whose key the repository lists nowhere any more sends it, to whoever has the repository key. */
async function sendKeyFile(
  finding: FindingJson,
  { owner, signers }: RandomRepository,
  { holders, history }: { readonly holders: Holders; readonly history: History },
): Promise<void> {
  const way = finding.fix?.ways.find(({ id }) => id === SENT_KEY);
  const signer = signers.find(({ name }) => `targets/${name}` === finding.role);
  if (way === undefined || signer === undefined) {
    throw new Error(`${brief(finding)} is nobody's task: ${JSON.stringify(finding.fix)}`);
  }
  for (const [id, holder] of holders) {
    if ((await holder.keyRole(id)) === 'targets') {
      await carryKey(holder, owner, id);
    }
  }
  const line = trustdeckLine(way).replace('KEY.pub', signer.key.file);
  history.push(`with the file that ${signer.name} sends: ${brief(finding)}: ${line}`);
  await runLine(owner, line);
}

function chosenWay(
  finding: FindingJson,
  repository: RandomRepository,
  isPossible: (way: WayJson) => boolean,
): WayJson | undefined {
  const isSensible = SENSE.get(finding.code) ?? (() => true);
  return finding.fix?.ways.find(
    (way) => isPossible(way) && way.operation !== 'outside' && isSensible(way, finding, repository),
  );
}

function trustdeckLine({ id, commands }: WayJson): string {
  const command = commands.find(({ tool }) => tool === 'trustdeck');
  if (command === undefined) {
    throw new Error(`the way ${id} has no command of trustdeck`);
  }
  return command.line.replace('new-signer', `whoever-has-${id.slice('name-'.length)}`);
}

/** Runs a line as it was printed, agreed to beforehand. */
async function runLine(clients: RealClients, line: string): Promise<RunResult> {
  const [program, ...args] = wordsOf(line);
  expect(program).toBe('trustdeck');
  const risks = ACCEPTED_RISKS.flatMap((risk) => ['--accept-risk', risk]);
  const takesRisks = !['key', 'reset', 'publish'].includes(args[0] ?? '');
  const result = await inProcess(clients, [...args, '--yes', ...(takesRisks ? risks : [])]);
  if (result.exitCode !== 0) {
    throw new Error(`${line} ended with ${String(result.exitCode)}: ${result.stdout}${result.stderr}`);
  }
  return result;
}

/** Without what is said of root keys: that they are not here, or not backed up, is nobody's fault in a campaign. */
export async function look(clients: RealClients, gun: string): Promise<readonly FindingJson[]> {
  const document = await consult(clients, [gun], {}, inProcess);
  return findingsOf(document).filter(({ code }) => !code.startsWith('root-key-'));
}
