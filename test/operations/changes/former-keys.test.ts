import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NotaryRemote } from '../../../source/operations/index.ts';
import { RELEASES, type TufKey } from '../../../source/tuf/index.ts';
import { between } from './support/between.ts';
import { type ChangeWorld, type Machine, openWorld } from './support/change-world.ts';
import { signRelease } from './support/sign-release.ts';

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** jeff alone signed the releases, and is gone without a trace; ben, elsewhere, is to sign them again. */
async function orphaned(): Promise<{
  readonly ben: Machine;
  readonly jeff: TufKey;
  readonly admin: Machine;
}> {
  const [admin, ben] = [world.machine('admin'), world.machine('ben')];
  const jeff = await admin.keyWork.newKey('ecdsa');
  const { publicKey } = await ben.keyWork.generate(
    {
      role: 'ben',
      gun: null,
      algorithm: 'ecdsa',
      publicKeyFile: null,
      subject: null,
      signingRequestFile: null,
      selfSigned: null,
    },
    { passphrases: ben.answers, signal: new AbortController().signal },
  );
  await admin.mustChange({ kind: 'signer-add', signer: 'jeff', keys: [jeff] });
  await admin.mustChange({ kind: 'signer-add', signer: 'ben', keys: [publicKey] });
  await signRelease(admin, jeff);
  await admin.mustChange({ kind: 'signer-remove', signer: 'jeff', resignAs: null });
  return { ben, jeff, admin };
}

const WITNESS = { kind: 'witness', roles: [RELEASES], as: null } as const;

async function witnessed(machine: Machine) {
  const [result] = (await machine.plan(WITNESS)).repositories;
  return result?.plan;
}

describe('content that only somebody has signed who was taken out', () => {
  it('is shown with who that was, by older versions of the repository', async () => {
    const { ben, jeff } = await orphaned();
    expect(await witnessed(ben)).toMatchObject({
      outcome: 'ready',
      risks: [],
      effects: expect.arrayContaining([
        {
          kind: 'content-signed-before-by',
          role: RELEASES,
          keys: [expect.objectContaining({ canonicalId: jeff.id, owner: { kind: 'signer', name: 'jeff' } })],
        },
      ]),
    });
  });

  it('is found also when the targets key was another one then', async () => {
    const { ben, admin } = await orphaned();
    await admin.mustChange({ kind: 'key-rotate', role: 'targets', serverManaged: false, newKey: null });
    await admin.mustChange({ kind: 'key-rotate', role: 'root', serverManaged: false, newKey: null });
    expect((await witnessed(ben))?.risks).toEqual([]);
  });

  it.each([
    ['are not signed as the root asks', (text: string) => text.replace('"version":', '"version":1')],
    ['are nothing', () => 'nothing'],
  ])('stays unverified while those versions %s', async (_name, forge) => {
    const { ben } = await orphaned();
    const attacked = ben.restart((real: NotaryRemote) =>
      between(real, {
        fetchFile: async (gun, request, signal) => {
          const reply = await real.fetchFile(gun, request, signal);
          return request.by.kind === 'version' && reply.kind === 'found'
            ? { kind: 'found', bytes: Buffer.from(forge(Buffer.from(reply.bytes).toString())) }
            : reply;
        },
      }),
    );
    expect((await witnessed(attacked))?.risks).toEqual(['unverified-content']);
  });
});
