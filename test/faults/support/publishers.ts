import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Finished } from '../../cli/support/run.ts';
import { types } from '../../cli/support/typist.ts';
import { type Fault, PASS } from '../../support/fault-proxy.ts';
import { removePlace, type World } from './place.ts';
import { APP, ROTATE, shapeIn } from './stories.ts';

const NAMES = ['ann', 'bob', 'cem', 'dan', 'eva', 'fay', 'gil', 'hue', 'ida', 'jan', 'kim', 'leo'];

/** Lets the next requests that publish go on to the server only when all of them are there. */
function atTheSameInstant(world: World, count: number): void {
  const { promise: allThere, resolve } = Promise.withResolvers<void>();
  const start = world.proxy.requests.filter(({ method }) => method === 'POST').length;
  world.proxy.programme = ({ method, ofMethod }): Fault => {
    if (method !== 'POST' || ofMethod >= start + count) {
      return PASS;
    }
    if (ofMethod === start + count - 1) {
      resolve();
    }
    return { kind: 'wait', before: 'request', until: () => allThere };
  };
}

export interface PublishersOptions {
  readonly rounds: number;
  readonly open: () => Promise<World>;
}

/** What has to hold between several who publish to one repository at once, each on a machine with the same keys. */
export function describePublishers({ rounds, open }: PublishersOptions): void {
  let world: World;
  let folder: string;
  let homes: readonly string[];

  beforeEach(async () => {
    world = await open();
    await ROTATE.prepare(world);
    folder = mkdtempSync(join(tmpdir(), 'trustdeck-publishers-'));
    homes = ['one', 'two', 'three'].map((name) => join(folder, name));
    for (const home of homes) {
      cpSync(world.place.home, home, { recursive: true });
    }
  });
  afterEach(async () => {
    await world.close();
    removePlace(world.place);
    rmSync(folder, { recursive: true, force: true });
  });

  const addingOf = async (signer: string, home: string) => {
    await world.done(['key', 'generate', signer], { home });
    return ['signer', 'add', signer, APP, '--key', `${signer}.pub`, '-y'];
  };
  const told = ({ code, stdout, stderr }: Finished) => ({ code, text: stdout + stderr });

  /** Each machine adds a signer of its own, all at once. */
  async function addAtOnce(signers: readonly string[]): Promise<void> {
    const runs = signers.map((signer, index) => ({ signer, home: homes[index] ?? '' }));
    const commands = await Promise.all(
      runs.map(async ({ signer, home }) => ({ home, argv: await addingOf(signer, home) })),
    );
    atTheSameInstant(world, signers.length);
    const ends = await Promise.all(commands.map(({ argv, home }) => world.run(argv, { home })));
    expect(ends.map(told)).toEqual(signers.map(() => expect.objectContaining({ code: 0 })));
  }

  /** Begins a change and holds back what it publishes until it is released. */
  async function heldBack(begin: () => Promise<Finished>) {
    const released = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    world.proxy.programme = ({ method }): Fault => {
      if (method !== 'POST') {
        return PASS;
      }
      reached.resolve();
      return { kind: 'wait', before: 'request', until: () => released.promise };
    };
    const second = begin();
    await reached.promise;
    world.proxy.programme = () => PASS;
    return { second, release: () => released.resolve() };
  }

  const signersNow = async () => {
    const shape = await shapeIn(world);
    expect(shape?.isSound).toBe(true);
    const roles = Object.keys(shape?.roles ?? {}).filter((role) => /^targets\/(?!releases)/.test(role));
    const releases = shape?.roles['targets/releases']?.keys ?? [];
    for (const role of roles) {
      expect(releases).toEqual(expect.arrayContaining([...(shape?.roles[role]?.keys ?? [])]));
    }
    expect(shape?.tags).toEqual(['targets/jeff v1', 'targets/releases v1']);
    return roles.map((role) => role.slice('targets/'.length));
  };

  it('two add different signers: both come to the end, and both signers are there', async () => {
    const added: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const signers = NAMES.slice(2 * round, 2 * round + 2);
      await addAtOnce(signers);
      added.push(...signers);
      expect(await signersNow()).toEqual([...added, 'jeff'].toSorted());
    }
  });

  it('three do', async () => {
    await addAtOnce(['ann', 'bob', 'cem']);
    expect(await signersNow()).toEqual(['ann', 'bob', 'cem', 'jeff']);
  });

  it('two do as processes of their own', async () => {
    const [one = '', two = ''] = homes;
    const first = await addingOf('ann', one);
    const second = await addingOf('bob', two);
    atTheSameInstant(world, 2);
    const children = [world.start(first, { home: one }), world.start(second, { home: two })];
    for (const { code, stderr } of await Promise.all(children.map(({ ended }) => ended))) {
      expect(code, stderr).toBe(0);
    }
    expect(await signersNow()).toEqual(['ann', 'bob', 'jeff']);
  });

  it('two rotate the same signer: one is told how its change differs now, and that nothing was published', async () => {
    atTheSameInstant(world, 2);
    const ends = await Promise.all(homes.slice(0, 2).map((home) => world.run(ROTATE.argv, { home })));
    const [winner, loser] = ends.toSorted((left, right) => left.code - right.code).map(told);
    expect(winner?.code).toBe(0);
    expect(loser).toMatchObject({ code: 1, text: expect.stringContaining('has changed in between') });
    expect(loser?.text).toContain('What the change comes to now differs:');
    expect(loser?.text).toContain('Nothing was published.');
    const shape = await shapeIn(world);
    expect(shape?.roles['targets/jeff']).toMatchObject({ version: 2, keys: [expect.any(String)] });
    expect(await signersNow()).toEqual(['jeff']);
  });

  it('two rotate the same signer, and the second agrees to what it comes to now', async () => {
    const [one = '', two = ''] = homes;
    const argv = ROTATE.argv.filter((word) => word !== '-y');
    const answers = [types('Publish?', 'y'), types('Publish it like that?', 'y')];
    const { second, release } = await heldBack(() => world.run(argv, { home: two, answers }));
    await world.done(ROTATE.argv, { home: one });
    release();
    expect(told(await second)).toMatchObject({ code: 0 });
    const shape = await shapeIn(world);
    expect(shape?.roles['targets/jeff']).toMatchObject({ version: 3, keys: [expect.any(String)] });
    expect(await signersNow()).toEqual(['jeff']);
  });

  it('who signed with a targets key that another has replaced is told so, and publishes nothing', async () => {
    const [one = '', two = ''] = homes;
    const argv = await addingOf('ann', two);
    const { second, release } = await heldBack(() => world.run(argv, { home: two }));
    await world.done(['key', 'rotate', APP, '--role', 'targets', '-y'], { home: one });
    release();
    expect(told(await second)).toMatchObject({
      code: 1,
      text: expect.stringContaining('has changed in between'),
    });
    expect(await signersNow()).toEqual(['jeff']);
  });

  it('two rotate the root key: the server takes one', async () => {
    const argv = ['key', 'rotate', APP, '--role', 'root', '-y', '--accept-risk', 'root-rotation'];
    atTheSameInstant(world, 2);
    const ends = await Promise.all(homes.slice(0, 2).map((home) => world.run(argv, { home })));
    const [winner, loser] = ends.toSorted((left, right) => left.code - right.code).map(told);
    expect(winner?.code).toBe(0);
    expect(loser).toMatchObject({ code: 1, text: expect.stringContaining('has changed in between') });
    expect((await shapeIn(world))?.roles['root']).toMatchObject({ version: 2 });
  });
}
