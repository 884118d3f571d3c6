import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotaryError } from '../../../source/notary/index.ts';
import type { ChangeRequest, NotaryRemote } from '../../../source/operations/index.ts';
import { RELEASES, type RepositoryState, type RoleName, type TufKey } from '../../../source/tuf/index.ts';
import { never } from '../support/fakes.ts';
import { between, script } from './support/between.ts';
import { type ChangeWorld, GUN, type Machine, openWorld } from './support/change-world.ts';
import { signRelease } from './support/sign-release.ts';

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** A repository with the signer jeff, as two administrators with the same keys have it. */
async function twoAdmins(remote: (real: NotaryRemote) => NotaryRemote) {
  const admin = world.machine('admin');
  await addSigner(admin, 'jeff');
  return { other: admin.restart(), admin: admin.restart(remote) };
}

async function addSigner(machine: Machine, signer: string): Promise<TufKey> {
  const key = await machine.keyWork.newKey('ecdsa');
  await machine.mustChange({ kind: 'signer-add', signer, keys: [key] });
  return key;
}

async function stateNow(): Promise<RepositoryState> {
  const { state } = await world.machine('reader').ports.session.open(GUN, { refresh: true, signal: never });
  expect(state.trusted).toBe(true);
  return state;
}

const signers = (state: RepositoryState) =>
  [...state.delegations.keys()].filter((role) => role !== RELEASES).sort();

const ZOE = 'targets/zoe' as RoleName;

const lost = new NotaryError('publish-uncertain', {
  server: 'https://notary.example.com',
  reason: 'no-answer',
});

describe('two who publish at once', () => {
  /** The other one is first, as often as `others` says. */
  async function race(...others: readonly ((other: Machine) => Promise<unknown>)[]) {
    let other: Machine | null = null;
    const admins = await twoAdmins((real) =>
      between(real, {
        publish: script(
          (gun, files, signal) => real.publish(gun, files, signal),
          ...others.map((first) => async (gun: never, files: never, signal: never) => {
            await first(other as Machine);
            await real.publish(gun, files, signal);
          }),
        ),
      }),
    );
    other = admins.other;
    return admins;
  }

  it('come to the same as one after the other, when what they do does not touch', async () => {
    const { admin } = await race((other) => addSigner(other, 'ben'));
    const key = await admin.keyWork.newKey('ecdsa');
    const results = await admin.change(
      { kind: 'signer-add', signer: 'zoe', keys: [key] },
      { confirmNewPlan: async () => true },
    );
    expect(results).toMatchObject([{ result: 'published', verified: true, error: null }]);
    const state = await stateNow();
    expect(signers(state)).toEqual(['targets/ben', 'targets/jeff', 'targets/zoe']);
    expect(state.delegations.get(RELEASES)?.keys).toHaveLength(3);
  });

  it('go on without a question when the new plan does the same', async () => {
    const { admin } = await race((other) =>
      other.mustChange({ kind: 'witness', roles: ['targets' as RoleName], as: null }),
    );
    const key = await admin.keyWork.newKey('ecdsa');
    const results = await admin.change({ kind: 'signer-add', signer: 'zoe', keys: [key] });
    expect(admin.newPlans).toEqual([]);
    expect(results).toMatchObject([{ result: 'published', verified: true, error: null }]);
    expect(admin.progress.map(({ step }) => step)).toEqual([
      'unlocking',
      'signing',
      'publishing',
      'planning-again',
      'signing',
      'publishing',
      'verifying',
      'done',
    ]);
  });

  it('do not go on where nobody has agreed, although the new plan does the same', async () => {
    const { admin } = await race((other) =>
      other.mustChange({ kind: 'witness', roles: ['targets' as RoleName], as: null }),
    );
    const results = await admin.change(
      { kind: 'witness', roles: ['targets' as RoleName], as: null },
      { unasked: true, confirmNewPlan: async () => true },
    );
    expect(results).toMatchObject([{ result: 'failed', error: { code: 'plan-outdated' } }]);
    expect(admin.progress.filter(({ step }) => step === 'publishing')).toHaveLength(1);
  });

  it('ask before they do something else than was agreed to, and stop at a no', async () => {
    const { admin } = await race((other) => addSigner(other, 'zoe'));
    const key = await admin.keyWork.newKey('ecdsa');
    const results = await admin.change({ kind: 'signer-add', signer: 'zoe', keys: [key] });
    expect(results).toMatchObject([
      { result: 'failed', verified: false, error: { code: 'plan-outdated', detail: { gun: GUN } } },
    ]);
    expect(admin.newPlans).toHaveLength(1);
    expect((await stateNow()).delegations.get(ZOE)?.keys).toHaveLength(1);
  });

  it('go on at a yes, on top of what the other one did', async () => {
    const { admin } = await race((other) => addSigner(other, 'zoe'));
    const key = await admin.keyWork.newKey('ecdsa');
    const results = await admin.change(
      { kind: 'signer-add', signer: 'zoe', keys: [key] },
      { confirmNewPlan: async () => true },
    );
    expect(results).toMatchObject([{ result: 'published', verified: true, error: null }]);
    expect((await stateNow()).delegations.get(ZOE)?.keys).toHaveLength(2);
  });

  it('publish nothing when what was planned makes no sense any more', async () => {
    const { admin } = await race((other) =>
      other.mustChange({ kind: 'signer-remove', signer: 'jeff', resignAs: null }),
    );
    const results = await admin.change({
      kind: 'signer-rotate',
      signer: 'jeff',
      newKey: await admin.keyWork.newKey('ecdsa'),
      oldKeys: null,
      keepOld: false,
    });
    expect(results).toMatchObject([{ result: 'failed', verified: false, error: { name: 'OperationError' } }]);
    expect(signers(await stateNow())).toEqual([]);
  });

  it('have nothing to do when the other one did the same', async () => {
    let key: TufKey | null = null;
    const { admin } = await race(async (other) => {
      await other.mustChange({ kind: 'signer-add', signer: 'zoe', keys: [key as TufKey] });
    });
    key = await admin.keyWork.newKey('ecdsa');
    const results = await admin.change({ kind: 'signer-add', signer: 'zoe', keys: [key] });
    expect(results).toMatchObject([{ result: 'nothing-to-do', verified: true, error: null }]);
    expect(await admin.unfinished()).toEqual([]);
  });

  it('stop when the others never end', async () => {
    const again = (other: Machine) =>
      other.mustChange({ kind: 'witness', roles: ['targets' as RoleName], as: null }).then(() => undefined);
    const { admin } = await race(again, again, again, again);
    const key = await admin.keyWork.newKey('ecdsa');
    const results = await admin.change({ kind: 'signer-add', signer: 'zoe', keys: [key] });
    expect(results).toMatchObject([
      { result: 'failed', error: { code: 'publish-contended', detail: { attempts: 4 } } },
    ]);
    expect(signers(await stateNow())).toEqual(['targets/jeff']);
  });
});

describe('a change of the keys of root or targets', () => {
  type Publish = NotaryRemote['publish'];

  const rotate = (role: 'root' | 'targets') =>
    ({ kind: 'key-rotate', role, serverManaged: false, newKey: null }) as const;

  /** Says what a change ends with whose first request is handed to `first`. */
  async function racing(
    request: (admin: Machine) => Promise<ChangeRequest>,
    first: (other: Machine, real: Publish) => Publish,
  ) {
    let other: Machine | null = null;
    let sent = 0;
    const admins = await twoAdmins((real) => {
      const usual: Publish = (gun, files, signal) => real.publish(gun, files, signal);
      return between(real, {
        publish: async (gun, files, signal) => {
          sent += 1;
          await (sent === 1 ? first(other as Machine, usual) : usual)(gun, files, signal);
        },
      });
    });
    other = admins.other;
    const results = await admins.admin.change(await request(admins.admin));
    return { ...admins, results, sent: () => sent };
  }

  const afterOther =
    (request: ChangeRequest) =>
    (other: Machine, real: Publish): Publish =>
    async (gun, files, signal) => {
      await other.mustChange(request);
      await expect(real(gun, files, signal)).rejects.toMatchObject({ code: 'update-rejected' });
      await real(gun, files, signal);
    };

  it('is a race like others for who signed with the keys of before', async () => {
    const { admin, results } = await racing(
      async (machine) => ({
        kind: 'signer-add',
        signer: 'zoe',
        keys: [await machine.keyWork.newKey('ecdsa')],
      }),
      afterOther(rotate('targets')),
    );
    expect(admin.progress.map(({ step }) => step)).toContain('planning-again');
    expect(results).toMatchObject([{ result: 'failed', error: { code: 'plan-outdated' } }]);
    // Another key signs than was shown, so that it has to be agreed to.
    expect(admin.newPlans).toHaveLength(1);
    expect(signers(await stateNow())).toEqual(['targets/jeff']);
  });

  it('is one too for who changes the same key', async () => {
    const { admin, results } = await racing(async () => rotate('root'), afterOther(rotate('root')));
    expect(results).toMatchObject([{ result: 'failed', error: { code: 'plan-outdated' } }]);
    expect(admin.newPlans).toHaveLength(1);
    expect((await stateNow()).root.document?.version).toBe(2);
  });

  it('is done once when something on the way sends it twice', async () => {
    const { admin, results, sent } = await racing(
      async () => rotate('root'),
      (_, real) => async (gun, files, signal) => {
        await real(gun, files, signal);
        await real(gun, files, signal);
      },
    );
    expect(results).toMatchObject([{ result: 'published', verified: true, error: null }]);
    expect(sent()).toBe(1);
    expect(admin.newPlans).toEqual([]);
    expect((await stateNow()).root.document?.version).toBe(2);
  });

  it('is no reason to try again what the server refuses for itself', async () => {
    const refused = new NotaryError('update-rejected', {
      server: 'https://notary.example.com',
      reason: 'invalid',
      status: 400,
      validation: null,
      message: null,
      retryAfterMs: null,
    });
    const { results, sent } = await racing(
      async () => rotate('root'),
      () => () => Promise.reject(refused),
    );
    expect(results).toMatchObject([{ result: 'failed', error: refused }]);
    expect(sent()).toBe(1);
  });
});

describe('an answer that never came', () => {
  type Publish = NotaryRemote['publish'];

  async function publishing(...steps: readonly ((real: Publish) => Publish)[]) {
    let sent = 0;
    const { admin, other } = await twoAdmins((real) => {
      const publish: Publish = (gun, files, signal) => real.publish(gun, files, signal);
      return between(real, {
        publish: async (gun, files, signal) => {
          const step = steps[sent] ?? ((usual: Publish) => usual);
          sent += 1;
          return step(publish)(gun, files, signal);
        },
      });
    });
    const key = await admin.keyWork.newKey('ecdsa');
    const add = () => admin.change({ kind: 'signer-add', signer: 'zoe', keys: [key] });
    return { admin, other, add, sent: () => sent, key };
  }

  const takenButLost =
    (real: Publish): Publish =>
    async (gun, files, signal) => {
      await real(gun, files, signal);
      throw lost;
    };
  const lostOnTheWay = (): Publish => () => Promise.reject(lost);

  it('is found out: what was taken is verified, and not sent again', async () => {
    const { add, sent } = await publishing(takenButLost);
    expect(await add()).toMatchObject([{ result: 'published', verified: true, error: null }]);
    expect(sent()).toBe(1);
    expect(signers(await stateNow())).toEqual(['targets/jeff', 'targets/zoe']);
  });

  it('is made up for: what was not taken is sent again, the very same', async () => {
    const seen: string[] = [];
    const noting =
      (real: Publish): Publish =>
      async (gun, files, signal) => {
        seen.push(JSON.stringify(files.map(({ role, bytes }) => [role, Buffer.from(bytes).toString()])));
        return real(gun, files, signal);
      };
    const { add } = await publishing(
      () => noting(lostOnTheWay()),
      () => noting(lostOnTheWay()),
      (real) => noting(real),
    );
    expect(await add()).toMatchObject([{ result: 'published', verified: true, error: null }]);
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(1);
  });

  it('ends after three times in doubt, with a run to go on with', async () => {
    const { add, sent, admin } = await publishing(lostOnTheWay, lostOnTheWay, lostOnTheWay);
    expect(await add()).toMatchObject([
      { result: 'failed', verified: false, error: { code: 'publish-unknown' } },
    ]);
    expect(sent()).toBe(3);
    expect(await admin.unfinished()).toMatchObject([{ repositories: [{ status: 'publishing' }] }]);
  });

  it('is taken for ours when the late first request wins over the second', async () => {
    const late: { send: (() => Promise<void>) | null } = { send: null };
    const { add } = await publishing(
      (real) => async (gun, files, signal) => {
        late.send = () => real(gun, files, signal);
        throw lost;
      },
      (real) => async (gun, files, signal) => {
        await late.send?.();
        await real(gun, files, signal);
      },
    );
    expect(await add()).toMatchObject([{ result: 'published', verified: true, error: null }]);
  });

  it('leads to a new plan when somebody else took the versions', async () => {
    let other: Machine | null = null;
    const world = await publishing(() => async () => {
      await (other as Machine).mustChange({ kind: 'witness', roles: ['targets' as RoleName], as: null });
      throw lost;
    });
    other = world.other;
    expect(await world.add()).toMatchObject([{ result: 'published', verified: true, error: null }]);
    expect(world.admin.progress.map(({ step }) => step)).toContain('planning-again');
    expect(signers(await stateNow())).toEqual(['targets/jeff', 'targets/zoe']);
  });

  it('stays in doubt when the server cannot be read either', async () => {
    const away = new NotaryError('server-unreachable', {
      server: 'https://notary.example.com',
      reason: 'refused',
      systemCode: 'ECONNREFUSED',
    });
    let isAway = false;
    const { admin } = await twoAdmins((real) =>
      between(real, {
        publish: async (gun, files, signal) => {
          await real.publish(gun, files, signal);
          isAway = true;
          throw lost;
        },
        fetchFile: (gun, request, signal) =>
          isAway ? Promise.reject(away) : real.fetchFile(gun, request, signal),
      }),
    );
    const key = await admin.keyWork.newKey('ecdsa');
    const request = { kind: 'signer-add', signer: 'zoe', keys: [key] } as const;
    expect(await admin.change(request)).toMatchObject([
      { result: 'failed', verified: false, error: { code: 'publish-unknown', cause: away } },
    ]);
    isAway = false;
    const [run] = await admin.unfinished();
    expect(run?.repositories).toMatchObject([{ gun: GUN, status: 'publishing' }]);
  });

  it('is no reason to hide what the server refuses for good', async () => {
    const refused = new NotaryError('not-authorised', {
      server: 'https://notary.example.com',
      status: 403,
      message: null,
    });
    const { add } = await publishing(lostOnTheWay, () => () => Promise.reject(refused));
    expect(await add()).toMatchObject([{ result: 'failed', error: refused }]);
  });
});

describe('a publish that shares no role with ours, which no server refuses', () => {
  /** Ben has signed the releases; jeff's key leaves them while only jeff signs a new version. */
  async function leaving(when: 'while the plan is reviewed' | 'with the request') {
    const admin = world.machine('admin');
    const jeff = await admin.keyWork.newKey('ecdsa');
    const ben = await admin.keyWork.newKey('ecdsa');
    await admin.mustChange({ kind: 'signer-add', signer: 'jeff', keys: [jeff] });
    await admin.mustChange({ kind: 'signer-add', signer: 'ben', keys: [ben] });
    await signRelease(admin, ben);
    const racing = admin.restart((real) =>
      between(real, {
        publish: async (gun, files, signal) => {
          if (when === 'with the request') {
            await signRelease(admin, jeff);
          }
          await real.publish(gun, files, signal);
        },
      }),
    );
    const plan = await racing.plan({ kind: 'signer-remove', signer: 'jeff', resignAs: null });
    expect(plan.repositories[0]?.plan?.draft?.documents.map(({ role }) => role)).toEqual(['targets']);
    if (when === 'while the plan is reviewed') {
      await signRelease(admin, jeff);
    }
    return { racing, results: await racing.execute(plan) };
  }

  it('is noticed before anything is signed, and the change planned anew', async () => {
    const { racing, results } = await leaving('while the plan is reviewed');
    expect(results).toMatchObject([{ result: 'failed', error: { code: 'plan-outdated' } }]);
    expect(racing.newPlans).toHaveLength(1);
    expect((await stateNow()).delegations.get(RELEASES)?.usable).toBe(true);
  });

  it('is told when it came too late to be noticed before', async () => {
    const { results } = await leaving('with the request');
    expect(results).toMatchObject([
      {
        result: 'published',
        verified: false,
        error: { code: 'publish-not-verified', detail: { role: RELEASES, reason: 'unusable' } },
      },
    ]);
  });
});
