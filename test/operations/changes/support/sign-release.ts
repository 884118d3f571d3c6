import type { LocalKey } from '../../../../source/operations/index.ts';
import { draftChanges, RELEASES, signDraft, type TufKey } from '../../../../source/tuf/index.ts';
import { tag } from '../../../support/repository-builder.ts';
import { never } from '../../support/fakes.ts';
import { GUN, type Machine, NOW } from './change-world.ts';

/** Publishes a new version of the releases with one tag more, signed by one key of the machine alone. */
export async function signRelease({ ports, answers }: Machine, key: TufKey): Promise<void> {
  const { state } = await ports.session.open(GUN, { refresh: true, signal: never });
  const local = (await ports.vault.list()).keys.find(({ id }) => id === key.canonicalId) as LocalKey;
  const why = { kind: 'sign', repositories: [GUN], roles: [RELEASES] } as const;
  const unlocked = await ports.keyring.unlock(local, why, { passphrases: answers, signal: never });
  const name = `v${(state.delegations.get(RELEASES)?.document?.version ?? 0) + 1}`;
  const edits = [{ kind: 'put-target', role: RELEASES, target: tag(name) }] as const;
  const draft = draftChanges(state, edits, { now: NOW });
  const files = signDraft(draft, (named) =>
    named.canonicalId === key.canonicalId ? { key: named, sign: unlocked.sign } : null,
  );
  await (await ports.remotes.remoteFor(GUN)).publish(GUN, files, never);
}
