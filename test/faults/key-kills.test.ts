import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Passphrase } from '../../source/base/index.ts';
import { openTrustDir } from '../../source/trust-dir/index.ts';
import { PASSPHRASES } from '../cli/support/sandbox-story.ts';
import { checkMachine, leftAfterNextWrite, NEW_PASSPHRASE } from './support/machine-check.ts';
import {
  type ChildOptions,
  copyOf,
  inWorld,
  newPlace,
  type Place,
  removePlace,
  type World,
} from './support/place.ts';
import { inTurns } from './support/scene.ts';

const OLD_PASSPHRASE = PASSPHRASES.DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE;
const BACKUP = 'backup.pem';
const READ_BY_OTHERS = 0o077;

/** Something that is done to keys, without a server. */
interface KeyStory {
  readonly name: string;
  readonly argv: (world: World) => Promise<readonly string[]>;
  readonly input?: Omit<ChildOptions, 'dieAt'>;
  /** What has to hold whenever it was killed; says whether it was done all the same. */
  readonly check: (world: World) => Promise<boolean>;
  /** One more of its kind, which finds what the killed one left. */
  readonly next: readonly string[];
}

async function jeffsKey({ trustDir }: World) {
  const { vault } = openTrustDir(trustDir);
  const key = (await vault.list()).keys.find(({ role }) => role === 'jeff');
  if (key === undefined) {
    throw new Error('the key is lost');
  }
  const opensWith = async (text: string) => {
    const [attempt] = await Promise.allSettled([vault.unlock(key, new Passphrase(text))]);
    return attempt?.status === 'fulfilled';
  };
  return { id: key.id, opensWith };
}

const PASSWD: KeyStory = {
  name: 'key passwd',
  argv: async (world) => ['key', 'passwd', (await jeffsKey(world)).id],
  input: { env: {}, input: `${OLD_PASSPHRASE}\n${NEW_PASSPHRASE}\n` },
  check: async (world) => {
    const { opensWith } = await jeffsKey(world);
    const [isOld, isNew] = [await opensWith(OLD_PASSPHRASE), await opensWith(NEW_PASSPHRASE)];
    expect(isOld).not.toBe(isNew);
    return isNew;
  },
  next: ['key', 'generate', 'ben'],
};

const BACK_UP: KeyStory = {
  name: 'key backup',
  argv: async () => ['key', 'backup', '-o', BACKUP],
  check: async (world) => {
    const { home } = world.place;
    for (const name of readdirSync(home).filter((one) => one.endsWith('.tmp'))) {
      expect(statSync(join(home, name)).mode & READ_BY_OTHERS, name).toBe(0);
    }
    const file = join(home, BACKUP);
    if (!existsSync(file)) {
      return false;
    }
    const { vault } = openTrustDir(world.trustDir);
    const bundle = await vault.readPem(readFileSync(file, 'utf8'));
    const opened = await Promise.all(bundle.map((key) => key.unlock(new Passphrase(OLD_PASSPHRASE))));
    expect(opened).toHaveLength((await vault.list()).keys.length);
    return true;
  },
  next: ['key', 'backup', '-o', 'next.pem'],
};

async function prepare(place: Place): Promise<readonly string[]> {
  return inWorld(place, async (world) => {
    await world.done(['key', 'generate', 'jeff']);
    await world.done(['key', 'generate', 'zoe']);
    return (await checkMachine(world)).keys;
  });
}

async function stepsOf(place: Place, { argv, input, check }: KeyStory): Promise<number> {
  const rehearsal = copyOf(place);
  const steps = await inWorld(rehearsal, async (world) => {
    const { code, stderr, steps: met } = await world.start(await argv(world), input).ended;
    expect(code, stderr).toBe(0);
    expect(await check(world)).toBe(true);
    return met.length;
  });
  removePlace(rehearsal);
  return steps;
}

async function killAndRepeat(
  dieAt: number,
  {
    place,
    keys,
    story,
  }: { readonly place: Place; readonly keys: readonly string[]; readonly story: KeyStory },
): Promise<void> {
  const killed = copyOf(place);
  await inWorld(killed, async (world) => {
    const argv = await story.argv(world);
    const { signal, stderr } = await world.start(argv, { ...story.input, dieAt }).ended;
    expect(signal, stderr).toBe('SIGKILL');
    expect((await checkMachine(world)).keys).toEqual(keys);
    if (!(await story.check(world))) {
      await world.done(argv, story.input);
      expect((await checkMachine(world)).keys).toEqual(keys);
    }
    expect(await story.check(world)).toBe(true);
    await world.done(story.next);
    expect(await leftAfterNextWrite(world)).toEqual([]);
  });
  removePlace(killed);
}

describe.each([PASSWD, BACK_UP])('a process that is killed during $name', (story) => {
  it('leaves the old or the new, never less than every key', { timeout: 180_000 }, async () => {
    const place = newPlace();
    const keys = await prepare(place);
    const steps = await stepsOf(place, story);
    const numbers = Array.from({ length: steps }, (_, index) => index + 1);
    await inTurns(numbers, async (dieAt) => {
      try {
        await killAndRepeat(dieAt, { place, keys, story });
      } catch (cause) {
        throw new Error(`killed at step ${dieAt}`, { cause });
      }
    });
    removePlace(place);
    console.info(`${story.name}: killed at ${steps} points`);
    expect(steps).toBeGreaterThan(5);
  });
});
