import { type Gun, type KeyId, signerNameOf, type TufKey } from '../../../tuf/index.ts';
import type { AppState } from '../../store/state.ts';

/** A public key that some opened repository trusts, with the signer that it belongs to there. */
export interface KnownKey {
  readonly key: TufKey;
  readonly owner: string;
  readonly gun: Gun;
}

/** Signers' keys of all opened repositories: a key that is trusted in one can be trusted in the next without a file. */
export function knownKeys(app: AppState): readonly KnownKey[] {
  const known = new Map<KeyId, KnownKey>();
  for (const [gun, { report }] of app.loads) {
    for (const [role, state] of report?.trusted === true ? report.state.delegations : []) {
      const owner = signerNameOf(role);
      for (const key of owner === null ? [] : state.keys) {
        if (owner !== null && !known.has(key.canonicalId)) {
          known.set(key.canonicalId, { key, owner, gun });
        }
      }
    }
  }
  return [...known.values()];
}
