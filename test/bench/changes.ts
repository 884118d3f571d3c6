import { performance } from 'node:perf_hooks';
import type { RealClients } from '../interop/support/real-clients.ts';
import { mustRun } from '../interop/support/run.ts';
import { quantile } from './measure.ts';
import type { Row } from './report.ts';

/** Changes are not undone between rounds, so that each needs new names and keys; few rounds over many repositories. */
const ROUNDS = 3;
const ADD_LIMIT = 0.35;
const ROTATE_LIMIT = 0.25;

interface Contest {
  readonly clients: RealClients;
  /** Repositories that already have a signer; everybody's keys are in the clients' trust directory. */
  readonly guns: readonly string[];
  readonly trustdeckBin: string;
}

/**
 * Adding and rotating a signer in many repositories: trustdeck beside a loop of the clients' commands that ends in the
 * same state, in turn and over the same repositories.
 */
export async function measureChanges(contest: Contest): Promise<Row[]> {
  const adding = await compare({
    theirs: (round) => addWithDocker(contest, `docker-${round}`),
    ours: (round) => addWithTrustdeck(contest, `ours-${round}`),
  });
  for (const signer of ['docker-0', 'ours-0']) {
    await signTags(contest, signer);
  }
  const rotating = await compare({
    theirs: (round) => rotateWithClients(contest, 'docker-0', round),
    ours: (round) => rotateWithTrustdeck(contest, 'ours-0', round),
  });
  const { length } = contest.guns;
  return [
    row(`signer add, ${length} repositories`, ADD_LIMIT, adding),
    row(`signer rotate, ${length} repositories`, ROTATE_LIMIT, rotating),
  ];
}

/** Prepares a round, and returns the work whose time counts. */
type Prepare = (round: number) => Promise<() => Promise<void>>;

interface Walls {
  readonly theirs: number;
  readonly ours: number;
}

async function compare(sides: { readonly theirs: Prepare; readonly ours: Prepare }): Promise<Walls> {
  const theirs: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    theirs.push(await timed(await sides.theirs(round)));
    ours.push(await timed(await sides.ours(round)));
  }
  // As with every other command that is measured, the first round of both only warms up.
  theirs.shift();
  ours.shift();
  return { theirs: quantile(theirs, 0.5), ours: quantile(ours, 0.5) };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function addWithDocker({ clients, guns }: Contest, signer: string) {
  const publicKey = await clients.generateKey(signer);
  return async () => {
    for (const gun of guns) {
      await clients.addSigner(gun, signer, [publicKey]);
    }
  };
}

async function addWithTrustdeck(contest: Contest, signer: string) {
  const publicKey = await contest.clients.generateKey(signer);
  return () => trustdeck(contest, ['signer', 'add', signer, ...contest.guns, '--key', publicKey]);
}

async function signTags({ clients, guns }: Contest, signer: string): Promise<void> {
  for (const gun of guns) {
    await clients.sign(gun, `by-${signer}`, signer);
  }
}

/** Both keys in, everything signed again, the old key out of both roles: four publishes for each repository. */
async function rotateWithClients({ clients, guns }: Contest, signer: string, round: number) {
  const publicKey = await clients.generateKey(`${signer}-next-${round}`);
  const [gun = ''] = guns;
  const oldKeys = await clients.delegationKeyIds(gun, `targets/${signer}`);
  return async () => {
    for (const each of guns) {
      await clients.addSigner(each, signer, [publicKey]);
      await clients.mustNotary(['witness', each, 'targets/releases', `targets/${signer}`, '--publish']);
      await clients.removeDelegation(each, 'targets/releases', oldKeys);
      await clients.removeDelegation(each, `targets/${signer}`, oldKeys);
    }
  };
}

async function rotateWithTrustdeck(contest: Contest, signer: string, round: number) {
  const publicKey = await contest.clients.generateKey(`${signer}-next-${round}`);
  return () => trustdeck(contest, ['signer', 'rotate', signer, ...contest.guns, '--key', publicKey]);
}

async function trustdeck({ clients, trustdeckBin }: Contest, args: readonly string[]): Promise<void> {
  await mustRun(process.execPath, [trustdeckBin, ...args, '--yes'], {
    env: clients.env,
    cwd: clients.workDir,
  });
}

function row(what: string, limit: number, { theirs, ours }: Walls): Row {
  const detail = `trustdeck ${ours.toFixed(0)} ms, docker and notary ${theirs.toFixed(0)} ms`;
  return { what, value: ours / theirs, limit, unit: 'x', detail };
}
