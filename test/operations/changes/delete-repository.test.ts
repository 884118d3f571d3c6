import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotaryError } from '../../../source/notary/index.ts';
import { stateOf, withJeff } from './support/administrator.ts';
import { between } from './support/between.ts';
import { type ChangeWorld, GUN, openWorld } from './support/change-world.ts';

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('deleting', () => {
  it('removes a repository from the server and from this machine, and keeps the keys', async () => {
    const { admin } = await withJeff(world);
    const keys = (await admin.ports.vault.list()).keys.length;
    expect(await admin.change({ kind: 'delete', remote: true })).toMatchObject([
      { result: 'published', verified: true, error: null },
    ]);
    expect((await stateOf(world)).failure).toMatchObject({ code: 'repository-not-initialised' });
    expect((await admin.ports.cache.read(GUN)).files.size).toBe(0);
    expect((await admin.ports.vault.list()).keys).toHaveLength(keys);
    await admin.mustChange({ kind: 'init', rootKey: null, rootCertificate: null });
    expect((await stateOf(world)).trusted).toBe(true);
  });

  it('leaves the server alone when only this machine is meant, also while it is away', async () => {
    const { admin } = await withJeff(world);
    const away = new NotaryError('server-unreachable', {
      server: 'https://notary.example.com',
      reason: 'refused',
      systemCode: null,
    });
    const offline = admin.restart((real) => between(real, { fetchFile: () => Promise.reject(away) }));
    expect(await offline.change({ kind: 'delete', remote: false })).toMatchObject([
      { result: 'published', verified: true, error: null },
    ]);
    expect((await admin.ports.cache.read(GUN)).files.size).toBe(0);
    expect((await stateOf(world)).trusted).toBe(true);
  });

  it('says so when the server goes on serving it, and leaves this machine alone', async () => {
    const { admin } = await withJeff(world);
    const deaf = admin.restart((real) => between(real, { deleteRepository: async () => undefined }));
    expect(await deaf.change({ kind: 'delete', remote: true })).toMatchObject([
      {
        result: 'failed',
        verified: false,
        error: { code: 'delete-not-verified', detail: { reason: 'still-there' } },
      },
    ]);
    expect((await admin.ports.cache.read(GUN)).files.size).toBeGreaterThan(0);
  });

  it('does not say that nothing was deleted when the server cannot be read afterwards', async () => {
    const { admin } = await withJeff(world);
    const silent = new NotaryError('not-a-notary-server', {
      server: 'https://notary.example.com',
      status: 200,
      reason: 'html',
    });
    let isDeleted = false;
    const hidden = admin.restart((real) =>
      between(real, {
        deleteRepository: async (name, signal) => {
          await real.deleteRepository(name, signal);
          isDeleted = true;
        },
        fetchFile: (name, request, signal) =>
          isDeleted ? Promise.reject(silent) : real.fetchFile(name, request, signal),
      }),
    );
    expect(await hidden.change({ kind: 'delete', remote: true })).toMatchObject([
      { result: 'failed', error: { code: 'delete-not-verified', detail: { reason: 'unreadable' } } },
    ]);
    await admin.restart().mustChange({ kind: 'delete', remote: true });
    expect((await admin.ports.cache.read(GUN)).files.size).toBe(0);
  });

  it('stays in doubt when the first answer never came and the second says no', async () => {
    const { admin } = await withJeff(world);
    const server = 'https://notary.example.com';
    const doubt = new NotaryError('outcome-uncertain', { server, action: 'delete', reason: 'no-answer' });
    const denial = new NotaryError('not-authorised', { server, status: 403, message: null });
    const answers = [doubt, denial];
    const unsure = admin.restart((real) =>
      between(real, { deleteRepository: () => Promise.reject(answers.shift()) }),
    );
    expect(await unsure.change({ kind: 'delete', remote: true })).toMatchObject([
      { result: 'failed', error: doubt },
    ]);
    expect(answers).toEqual([]);
  });

  it('asks again when no answer came', async () => {
    const { admin } = await withJeff(world);
    const server = 'https://notary.example.com';
    let asked = 0;
    const unsure = admin.restart((real) =>
      between(real, {
        deleteRepository: async (name, signal) => {
          asked += 1;
          if (asked === 1) {
            throw new NotaryError('outcome-uncertain', { server, action: 'delete', reason: 'no-answer' });
          }
          await real.deleteRepository(name, signal);
        },
      }),
    );
    expect(await unsure.change({ kind: 'delete', remote: true })).toMatchObject([{ verified: true }]);
    expect(asked).toBe(2);
  });
});
