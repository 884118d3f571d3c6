import type { KeyId, RoleName, Target, TufKey } from '../../tuf/index.ts';

/**
 * What a person wants changed, as data: planned, planned again after a lost race, written to the journal, and printed
 * as a command line. New keys have been made before (`Keyring.generate`) and stand here by their public half. The
 * same request can be made of many repositories.
 */
export type ChangeRequest =
  | {
      readonly kind: 'init';
      /** The plain public key to make a root certificate of; null for the first root key here, or a new one. */
      readonly rootKey: TufKey | null;
      /** PEM of a ready certificate (or a chain, leaf first) for that key; its common name has to match the GUN. */
      readonly rootCertificate: string | null;
    }
  /** Initialises the repository when it is not. Adds `keys` to `targets/SIGNER` and `targets/releases`. */
  | { readonly kind: 'signer-add'; readonly signer: string; readonly keys: readonly TufKey[] }
  | {
      readonly kind: 'signer-remove';
      readonly signer: string;
      /** A signer whose key is here: signs the tags that only the leaver signed, and re-signs releases. */
      readonly resignAs: string | null;
    }
  | {
      readonly kind: 'signer-rotate';
      readonly signer: string;
      readonly newKey: TufKey;
      /** Canonical IDs of the keys to retire; null for all keys of the signer but the new one. */
      readonly oldKeys: readonly KeyId[] | null;
      /** Only adds the new key and re-signs with it. */
      readonly keepOld: boolean;
    }
  | {
      readonly kind: 'delegation-add';
      readonly role: RoleName;
      readonly keys: readonly TufKey[];
      /** Canonical IDs of keys that the repository lists already, in whichever role. */
      readonly keyIds: readonly KeyId[];
      /** `['']` for all paths. */
      readonly paths: readonly string[];
      readonly threshold: number | null;
      /** Signs what the role holds again in the same publish, as `witness`: for a role that lacked keys. */
      readonly resign: boolean;
    }
  /** Keys (canonical IDs) and paths out of a role; the whole role when both are empty. */
  | {
      readonly kind: 'delegation-remove';
      readonly role: RoleName;
      readonly keys: readonly KeyId[];
      readonly paths: readonly string[] | 'all';
    }
  | { readonly kind: 'delegation-purge'; readonly keys: readonly KeyId[] }
  | {
      readonly kind: 'witness';
      readonly roles: readonly RoleName[];
      /** The signer whose keys are to sign, before any others that are here; null for whichever are here. */
      readonly as: string | null;
    }
  /**
   * Tags with their digests into `targets/releases` and `targets/SIGNER`, as docker does; into `targets` while there are no
   * delegations (facts 11.5).
   */
  | {
      readonly kind: 'sign';
      readonly tags: readonly Target[];
      /** null for every signer whose key is here. */
      readonly signer: string | null;
    }
  /** Tags out of the roles that can be signed here, as docker does (facts 11.6). */
  | {
      readonly kind: 'revoke';
      readonly tags: readonly string[] | 'all';
      /** Only out of this signer's role and releases; null for every role that can be signed here. */
      readonly signer: string | null;
    }
  | {
      readonly kind: 'key-rotate';
      readonly role: 'root' | 'targets' | 'snapshot' | 'timestamp';
      /** The server makes and keeps the new key; only for snapshot and timestamp. */
      readonly serverManaged: boolean;
      /** The plain public key to rotate to; null for a new one, made for each repository. */
      readonly newKey: TufKey | null;
    }
  /** Publishes what is staged in the changelist and clears it. */
  | { readonly kind: 'publish' }
  /** Deletes the trust data: on this machine, with `remote` also on the server. */
  | { readonly kind: 'delete'; readonly remote: boolean };

export type ChangeKind = ChangeRequest['kind'];
