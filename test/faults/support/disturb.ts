import { expect } from 'vitest';
import { PASS, type ProxiedRequest } from '../../support/fault-proxy.ts';
import { type FaultName, faultOf } from './faults.ts';
import { checkMachine, checkRepository } from './machine-check.ts';
import type { World } from './place.ts';
import { isAsBefore, type Met, type Scene } from './scene.ts';
import type { Shape } from './shape.ts';
import { shapeIn } from './stories.ts';

const QUICK = { backoffMs: 1 };
/** Long enough for a busy machine, and short enough to wait for. */
const IMPATIENT = { ...QUICK, headersMs: 800, changeMs: 0 };

/** What nobody can say whether it has happened. */
const UNCERTAIN: ReadonlySet<string> = new Set([
  'publish-unknown',
  'publish-uncertain',
  'outcome-uncertain',
  'delete-not-verified',
]);
const DENIALS = /Nothing (was|is|of it was|of this change was) (published|changed)/;

interface Told {
  readonly code: number;
  readonly result: string;
  readonly verified: boolean;
  readonly error: { readonly code: string; readonly message: string; readonly why: string } | null;
}

export interface Disturbance {
  readonly met: Pick<Met, 'method'>;
  readonly fault: FaultName;
  /** Whether it is this request that is disturbed. */
  readonly hits: (request: Pick<ProxiedRequest, 'index' | 'method'>) => boolean;
}

/** A story that is about to be told. */
export type Telling = Pick<Scene, 'story' | 'before' | 'keysBefore'>;

/** Runs the story's command while one of its requests is disturbed, and says what it told. */
async function disturbed(world: World, { hits, fault }: Disturbance, { story }: Telling): Promise<Told> {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  world.proxy.programme = (request) => (hits(request) ? faultOf(fault, () => over) : PASS);
  const notaryLimits = fault === 'wait' ? IMPATIENT : QUICK;
  const { code, json } = await world.run([...story.argv, '--json'], { notaryLimits });
  end();
  world.proxy.programme = () => PASS;
  const document = json() as { repositories?: readonly Omit<Told, 'code'>[]; error?: Told['error'] };
  const [told] = document.repositories ?? [];
  return told === undefined
    ? { code, result: 'failed', verified: false, error: document.error ?? null }
    : { ...told, code };
}

/** What a command tells is what has happened. */
function checkTruth({ code, result, verified, error }: Told, isDone: boolean): void {
  expect(code === 0).toBe(error === null);
  if (error === null) {
    expect({ isDone, verified }).toEqual({ isDone: true, verified: true });
    return;
  }
  const text = `${error.message} ${error.why}`;
  if (result === 'published') {
    expect(isDone, text).toBe(true);
    expect(text).not.toMatch(DENIALS);
  } else if (UNCERTAIN.has(error.code)) {
    expect(text).not.toMatch(DENIALS);
  } else {
    expect(isDone, text).toBe(false);
  }
}

/** The faults that a request which only reads survives, as it is made again. */
const SURVIVED: ReadonlySet<FaultName> = new Set([
  'drop-request',
  'drop-answer',
  'cut-answer',
  'repeat',
  'too-many',
  'unavailable',
  'updating',
]);
const EXIT_CODES: ReadonlyMap<FaultName, number> = new Map([
  ['unauthorised', 4],
  ['forbidden', 4],
  ['html', 5],
  ['garbage', 5],
]);

function checkExitCode({ code, result, error }: Told, { met, fault }: Disturbance): void {
  if (met.method === 'GET' && SURVIVED.has(fault)) {
    expect(code, JSON.stringify(error)).toBe(0);
  }
  if (error !== null && result !== 'published' && !UNCERTAIN.has(error.code)) {
    expect(code, JSON.stringify(error)).toBe(EXIT_CODES.get(fault) ?? code);
  }
}

/**
 * Tells the story with one request disturbed: what the command says of it is true, and whoever goes on comes to the same
 * as without the disturbance.
 */
export async function disturb(world: World, disturbance: Disturbance, telling: Telling): Promise<void> {
  const { story, before, keysBefore } = telling;
  const told = await disturbed(world, disturbance, telling);
  const { keys, unfinished } = await checkMachine(world);
  const isKnown = (now: Shape | null) => isAsBefore(now, before) || story.isDone(before, now);
  const shape = await checkRepository(world, keys, isKnown);
  checkTruth(told, story.isDone(before, shape));
  checkExitCode(told, disturbance);
  if (unfinished > 0) {
    await world.done(story.resume);
  }
  if (!story.isDone(before, await shapeIn(world))) {
    await world.done(story.argv);
  }
  const after = await checkMachine(world);
  const final = await checkRepository(world, after.keys, (now) => story.isDone(before, now));
  expect(after.unfinished).toBe(0);
  expect(after.keys.length).toBeLessThanOrEqual(keysBefore.length + story.keysAdded + story.keysMade);
  // Nothing was done twice.
  for (const [role, { version }] of Object.entries(final?.roles ?? {})) {
    expect(version, role).toBeLessThanOrEqual((before?.roles[role]?.version ?? 0) + 1);
  }
}
