import { expect } from 'vitest';
import { digestOf, type RealClients } from '../../support/real-clients.ts';
import { trustdeckJson } from '../../support/trustdeck.ts';
import { newSignerKey } from './signer-keys.ts';
import { shareSnapshotKeys, type Team } from './team.ts';

/** A signer who is left after a change, and the machine that holds the key. */
export interface Remaining {
  readonly name: string;
  readonly machine: RealClients;
}

interface Inspection {
  readonly SignedTags: readonly {
    readonly SignedTag: string;
    readonly Digest: string;
    readonly Signers: readonly string[];
  }[];
  readonly Signers: readonly { readonly Name: string; readonly Keys: readonly { readonly ID: string }[] }[];
}

/**
 * The real tools go on from what trustdeck left: each remaining signer signs and publishes with notary, docker adds a
 * signer, and trustdeck on a machine that was there before reads all of it.
 */
export async function goOnWithRealTools(
  team: Team,
  gun: string,
  signers: readonly Remaining[],
): Promise<void> {
  await shareSnapshotKeys(team);
  for (const { name, machine } of signers) {
    await machine.sign(gun, `after-${name}`, name);
  }
  const newcomer = await newSignerKey(team.fresh, 'newcomer');
  await team.owner.addSigner(gun, 'newcomer', [newcomer.file]);
  const [found] = await trustdeckJson<readonly Inspection[]>(team.behindWithUs, ['inspect', gun]);
  expect(found?.SignedTags).toEqual(
    expect.arrayContaining(
      signers.map(({ name }) => ({
        ...{ SignedTag: `after-${name}`, Digest: digestOf(`after-${name}`), Signers: [name] },
      })),
    ),
  );
  expect(found?.Signers).toContainEqual({ Name: 'newcomer', Keys: [{ ID: newcomer.id }] });
}
