/**
 * Measures trustdeck beside the real clients, in one run against one real notary-server, and prints ratios. Then the
 * app: first painted list, key press to frame, memory. Exits 1 when a limit is missed. `npm run bench`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startNotaryServer } from '../interop/support/notary-server.ts';
import { RealClients } from '../interop/support/real-clients.ts';
import { realToolsMissing } from '../interop/support/real-tools.ts';
import { gunOf } from '../interop/support/scenarios/scenario.ts';
import { targetScenarios } from '../interop/support/scenarios/targets.ts';
import { measureApp } from './app.ts';
import { measureChanges } from './changes.ts';
import { type Command, peakMemory, timeInTurn } from './measure.ts';
import { type Row, table } from './report.ts';

const ROUNDS = 20;
const REPOSITORIES = 40;
const MEMORY_LIMIT_MIB = 150;
/** Wall time of doctor, as a multiple of that of inspect. */
const DOCTOR_LIMIT = 1.3;
const trustdeckBin = resolve(import.meta.dirname, '../../bin/trustdeck.js');

const dir = await mkdtemp(join(tmpdir(), 'trustdeck-bench-'));
try {
  const rows = [...show(await measureClients()), ...show(await measureApp({ dir, trustdeckBin }))];
  process.exitCode = rows.some((row) => row.value > row.limit) ? 1 : 0;
} finally {
  await rm(dir, { recursive: true, force: true });
}

function show(rows: readonly Row[]): readonly Row[] {
  process.stdout.write(table(rows));
  return rows;
}

async function measureClients(): Promise<Row[]> {
  const missing = realToolsMissing();
  if (missing !== null) {
    process.stdout.write(`Not measured beside the real clients: ${missing}\n`);
    return [];
  }
  const server = await startNotaryServer({ dir: join(dir, 'server') });
  try {
    const clients = await RealClients.create({ dir: join(dir, 'client'), server });
    const guns = await setUpRepositories(clients);
    const large = await setUpLargeRepository(clients);
    return [
      ...(await compareInspect(clients, {
        name: 'inspect, 1 repository',
        guns: guns.slice(0, 1),
        limit: 1.5,
      })),
      ...(await compareInspect(clients, { name: `inspect, ${guns.length} repositories`, guns, limit: 0.4 })),
      ...(await compareInspect(clients, { name: 'inspect, 5,000 tags', guns: [large], limit: 0.8 })),
      await compareDoctor(clients, guns),
      ...(await measureChanges({ clients, guns, trustdeckBin })),
    ];
  } finally {
    await server.stop();
  }
}

async function setUpRepositories(clients: RealClients): Promise<string[]> {
  const publicKey = await clients.generateKey('maria');
  const guns = Array.from(
    { length: REPOSITORIES },
    (_, index) => `registry.example.com/bench/repository-${index}`,
  );
  for (const gun of guns) {
    await clients.addSigner(gun, 'maria', [publicKey]);
    for (const tag of ['v1', 'v2', 'latest']) {
      await clients.tag(gun, tag, { roles: ['targets/releases', 'targets/maria'] });
    }
    await clients.publish(gun);
  }
  return guns;
}

async function setUpLargeRepository(clients: RealClients): Promise<string> {
  const scenario = targetScenarios.find(({ name }) => name === 'five-thousand-tags');
  if (scenario === undefined) {
    throw new Error('the scenario with 5,000 tags is gone');
  }
  await scenario.setUp(clients, gunOf(scenario));
  return gunOf(scenario);
}

/** What looking for everything that is wrong costs more than reading alone. */
async function compareDoctor(clients: RealClients, guns: readonly string[]): Promise<Row> {
  const env = { ...clients.env, PATH: process.env['PATH'] ?? '' };
  const command = (name: string): Command => ({
    file: process.execPath,
    args: [trustdeckBin, name, ...guns],
    env,
  });
  const [inspect, doctor] = await timeInTurn([command('inspect'), command('doctor')], ROUNDS);
  if (inspect === undefined || doctor === undefined) {
    throw new Error('a command was not measured');
  }
  return {
    what: `doctor, ${guns.length} repositories`,
    value: doctor.median / inspect.median,
    limit: DOCTOR_LIMIT,
    unit: 'x',
    detail: `doctor ${doctor.median.toFixed(0)} ms, inspect ${inspect.median.toFixed(0)} ms`,
  };
}

interface Comparison {
  readonly name: string;
  readonly guns: readonly string[];
  /** trustdeck's wall time may be this many times docker's. */
  readonly limit: number;
}

async function compareInspect(clients: RealClients, { name, guns, limit }: Comparison): Promise<Row[]> {
  const env = { ...clients.env, PATH: process.env['PATH'] ?? '' };
  const docker: Command = { file: 'docker', args: ['trust', 'inspect', ...guns], env };
  const trustdeck: Command = { file: process.execPath, args: [trustdeckBin, 'inspect', ...guns], env };
  const [theirs, ours] = await timeInTurn([docker, trustdeck], ROUNDS);
  if (theirs === undefined || ours === undefined) {
    throw new Error('a command was not measured');
  }
  const memory = await peakMemory(trustdeck);
  return [
    {
      what: name,
      value: ours.median / theirs.median,
      limit,
      unit: 'x',
      detail: `trustdeck ${ours.median.toFixed(0)} ms, docker ${theirs.median.toFixed(0)} ms`,
    },
    {
      what: `${name}: peak memory`,
      value: memory,
      limit: MEMORY_LIMIT_MIB,
      unit: 'MiB',
      detail: `docker ${(await peakMemory(docker)).toFixed(0)} MiB`,
    },
  ];
}
