import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotaryError } from '../../../source/notary/index.ts';
import { gun } from '../support/fakes.ts';
import { rotation, withJeff } from './support/administrator.ts';
import { between } from './support/between.ts';
import { type ChangeWorld, openWorld } from './support/change-world.ts';

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('a change is never planned', () => {
  it('on what this machine remembers while the server is away', async () => {
    const { admin } = await withJeff(world);
    const away = new NotaryError('server-unreachable', {
      server: 'https://notary.example.com',
      reason: 'refused',
      systemCode: null,
    });
    const offline = admin.restart((real) => between(real, { fetchFile: () => Promise.reject(away) }));
    const plan = await offline.plan(rotation(await offline.keyWork.newKey('ecdsa')));
    expect(plan.repositories).toMatchObject([{ plan: null, error: away }]);
  });

  it('as a beginning anew of a repository that the server has lost', async () => {
    const { admin } = await withJeff(world);
    await world.machine('somebody').mustChange({ kind: 'delete', remote: true });
    const plan = await admin.restart().plan({ kind: 'init', rootKey: null, rootCertificate: null });
    expect(plan.repositories).toMatchObject([{ plan: null, error: { code: 'repository-gone' } }]);
  });

  it('on a repository that does not verify', async () => {
    const { admin } = await withJeff(world);
    const attacked = admin.restart((real) =>
      between(real, {
        fetchFile: async (name, request, signal) => {
          const reply = await real.fetchFile(name, request, signal);
          return request.role === 'timestamp' && reply.kind === 'found'
            ? {
                kind: 'found',
                bytes: Buffer.from(Buffer.from(reply.bytes).toString().replace('"version":', '"version":1')),
              }
            : reply;
        },
      }),
    );
    const plan = await attacked.plan(rotation(await attacked.keyWork.newKey('ecdsa')));
    expect(plan.repositories).toMatchObject([{ plan: null, error: { name: 'TufError' } }]);
  });
});

describe('a failure that would be the same for all', () => {
  it('is met once', async () => {
    const guns = Array.from({ length: 12 }, (_, index) => gun(`registry.example.com/same/${index}`));
    let requests = 0;
    const admin = world.machine('admin').restart((real) =>
      between(real, {
        publish: async () => {
          requests += 1;
          throw new NotaryError('authentication-required', {
            server: 'https://notary.example.com',
            scheme: 'bearer',
            realm: null,
          });
        },
      }),
    );
    const results = await admin.change({ kind: 'init', rootKey: null, rootCertificate: null }, {}, guns);
    expect(results.every(({ error }) => (error as NotaryError).code === 'authentication-required')).toBe(
      true,
    );
    // Those that were under way together met it each.
    expect(requests).toBeLessThanOrEqual(8);
  });

  it('one of a single repository stops no other', async () => {
    const guns = Array.from({ length: 12 }, (_, index) => gun(`registry.example.com/one/${index}`));
    const admin = world.machine('admin').restart((real) =>
      between(real, {
        publish: (name, files, signal) =>
          name === guns[0]
            ? Promise.reject(
                new NotaryError('not-authorised', { server: 'https://a', status: 403, message: null }),
              )
            : real.publish(name, files, signal),
      }),
    );
    const results = await admin.change({ kind: 'init', rootKey: null, rootCertificate: null }, {}, guns);
    expect(results.filter(({ verified }) => verified)).toHaveLength(11);
  });
});
