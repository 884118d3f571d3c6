import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotaryError } from '../../../source/notary/index.ts';
import { type NotaryRemote, planResumed } from '../../../source/operations/index.ts';
import { RELEASES, type RoleName } from '../../../source/tuf/index.ts';
import { never } from '../support/fakes.ts';
import { between } from './support/between.ts';
import { type ChangeWorld, GUN, openWorld } from './support/change-world.ts';

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const TARGETS = 'targets' as RoleName;

/** A change by somebody whose way to the server is `way`, which begins to differ once the change is published. */
async function publishThrough(way: (real: NotaryRemote) => Partial<NotaryRemote>) {
  const first = world.machine('admin');
  const jeff = await first.keyWork.newKey('ecdsa');
  await first.mustChange({ kind: 'signer-add', signer: 'jeff', keys: [jeff] });
  let isPublished = false;
  const admin = first.restart((real) => {
    const changed = way(real);
    return between(real, {
      publish: async (gun, files, signal) => {
        await (changed.publish ?? real.publish.bind(real))(gun, files, signal);
        isPublished = true;
      },
      fetchFile: (gun, request, signal) =>
        isPublished && changed.fetchFile !== undefined
          ? changed.fetchFile(gun, request, signal)
          : real.fetchFile(gun, request, signal),
    });
  });
  const key = await admin.keyWork.newKey('ecdsa');
  const results = await admin.change({ kind: 'signer-add', signer: 'zoe', keys: [key] });
  return { admin, first, results };
}

describe('what was published is only called done when', () => {
  it('the server serves every role by the hash under which it is listed', async () => {
    // The fixed-point trap: the server answers 200 and has the file under another name than the snapshot says.
    const { results, admin } = await publishThrough((real) => ({
      fetchFile: async (gun, request, signal) =>
        request.role === TARGETS && request.by.kind === 'sha256'
          ? { kind: 'missing' }
          : real.fetchFile(gun, request, signal),
    }));
    expect(results).toMatchObject([
      {
        result: 'published',
        verified: false,
        error: { code: 'publish-not-verified', detail: { gun: GUN, role: null, reason: 'untrusted' } },
      },
    ]);
    expect(await admin.unfinished()).toMatchObject([
      { repositories: [{ status: 'publishing', error: 'publish-not-verified' }] },
    ]);
    expect(admin.progress.at(-1)).toMatchObject({ step: 'failed', error: { code: 'publish-not-verified' } });
  });

  it('the server can be read', async () => {
    const away = new NotaryError('too-slow', {
      server: 'https://notary.example.com',
      phase: 'total',
      milliseconds: 30_000,
    });
    const { results } = await publishThrough(() => ({ fetchFile: () => Promise.reject(away) }));
    expect(results).toMatchObject([
      { result: 'published', verified: false, error: { detail: { reason: 'unreadable' }, cause: away } },
    ]);
  });

  it('the server serves it, and not what was before', async () => {
    const kept = new Map<string, Awaited<ReturnType<NotaryRemote['fetchFile']>>>();
    const { results } = await publishThrough((real) => ({
      publish: async (gun, files, signal) => {
        for (const role of ['timestamp', 'root'] as RoleName[]) {
          const by = { kind: 'current' } as const;
          kept.set(role, await real.fetchFile(gun, { role, by, maxBytes: 1_000_000 }, signal));
        }
        await real.publish(gun, files, signal);
      },
      fetchFile: async (gun, request, signal) =>
        (request.by.kind === 'current' ? kept.get(request.role) : undefined) ??
        real.fetchFile(gun, request, signal),
    }));
    expect(results).toMatchObject([
      {
        result: 'published',
        verified: false,
        error: { code: 'publish-not-verified', detail: { role: TARGETS, reason: 'not-served' } },
      },
    ]);
  });

  it('somebody who published on top of it left it as the version that the server took', async () => {
    const { results } = await publishThrough((real) => ({
      publish: async (gun, files, signal) => {
        await real.publish(gun, files, signal);
        const other = world.machine('admin');
        await other.mustChange({ kind: 'signer-remove', signer: 'zoe', resignAs: null });
      },
    }));
    expect(results).toMatchObject([{ result: 'published', verified: true, error: null }]);
  });
});

it('is not done once more by whoever goes on, when only the verification was missing', async () => {
  const first = world.machine('admin');
  await first.mustChange({ kind: 'init', rootKey: null, rootCertificate: null });
  const refused = new NotaryError('not-authorised', {
    server: 'https://notary.example.com',
    status: 403,
    message: null,
  });
  let isPublished = false;
  const admin = first.restart((real) =>
    between(real, {
      publish: async (gun, files, signal) => {
        await real.publish(gun, files, signal);
        isPublished = true;
      },
      fetchFile: (gun, request, signal) =>
        isPublished ? Promise.reject(refused) : real.fetchFile(gun, request, signal),
    }),
  );
  const rotation = { kind: 'key-rotate', role: 'root', serverManaged: false, newKey: null } as const;
  expect(await admin.change(rotation)).toMatchObject([{ result: 'published', verified: false }]);
  const again = admin.restart();
  const [run] = await first.unfinished();
  if (run === undefined) {
    throw new Error('no run');
  }
  isPublished = false;
  const plan = await planResumed(run, again.ports, never);
  expect(plan.repositories).toMatchObject([{ plan: { outcome: 'nothing-to-do' } }]);
  expect(await again.unfinished()).toEqual([]);
});

it('fetches the root by its hash, which an update only asks for by its name', async () => {
  const admin = world.machine('admin').restart((real) =>
    between(real, {
      fetchFile: async (gun, request, signal) =>
        request.role === 'root' && request.by.kind === 'sha256'
          ? { kind: 'missing' }
          : real.fetchFile(gun, request, signal),
    }),
  );
  const results = await admin.change({ kind: 'init', rootKey: null, rootCertificate: null });
  expect(results).toMatchObject([
    {
      verified: false,
      error: { code: 'publish-not-verified', detail: { role: 'root', reason: 'not-served' } },
    },
  ]);
});

it('is not misled by an update that was under way before, and is shared', async () => {
  const first = world.machine('admin');
  const jeff = await first.keyWork.newKey('ecdsa');
  await first.mustChange({ kind: 'signer-add', signer: 'jeff', keys: [jeff] });
  let late: Promise<unknown> | null = null;
  let isHolding = false;
  let held = false;
  let answer: () => void = () => undefined;
  const admin = first.restart((real) =>
    between(real, {
      publish: async (gun, files, signal) => {
        // Somebody presses refresh; the old timestamp is on its way when the change is published.
        isHolding = true;
        late = admin.ports.session.open(gun, { refresh: true, signal });
        await expect.poll(() => held).toBe(true);
        await real.publish(gun, files, signal);
        isHolding = false;
        setImmediate(answer);
      },
      fetchFile: async (gun, request, signal) => {
        const reply = await real.fetchFile(gun, request, signal);
        if (isHolding && request.role === 'timestamp') {
          held = true;
          await new Promise<void>((resolve) => {
            answer = resolve;
          });
        }
        return reply;
      },
    }),
  );
  const key = await admin.keyWork.newKey('ecdsa');
  const plan = await admin.plan({ kind: 'signer-add', signer: 'zoe', keys: [key] });
  const results = await admin.execute(plan);
  await late;
  expect(results).toMatchObject([{ result: 'published', verified: true, error: null }]);
  expect(admin.ports.session.opened.get(GUN)?.state.delegations.has(RELEASES)).toBe(true);
});
