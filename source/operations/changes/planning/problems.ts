import type { Gun, KeyId, RoleName } from '../../../tuf/index.ts';

/** What makes a request for a change meaningless, by code. */
export interface PlanProblems {
  'signer-not-found': { readonly gun: Gun; readonly signer: string; readonly signers: readonly string[] };
  'signer-name-invalid': { readonly signer: string; readonly reason: 'malformed' | 'reserved' | 'too-long' };
  /** `keys` are those that the role has (canonical IDs). */
  'key-not-in-role': {
    readonly gun: Gun;
    readonly role: RoleName;
    readonly keyIds: readonly string[];
    readonly keys: readonly KeyId[];
  };
  /** The signer has no key in the role; `signers` are those who have. */
  'signer-not-in-role': {
    readonly gun: Gun;
    readonly role: RoleName;
    readonly signer: string;
    readonly signers: readonly string[];
  };
  /** Keys (canonical IDs) that no role of the repository lists. */
  'key-not-listed': { readonly gun: Gun; readonly keyIds: readonly KeyId[] };
  /** No role could hold the tag so that it counts: `role` stands in the way, where one does. */
  'tag-not-signable': {
    readonly gun: Gun;
    readonly tags: readonly string[];
    readonly role: RoleName | null;
    readonly reason: 'outside-paths' | 'too-few-keys';
  };
  /** Nothing to revoke: `tags` are those that no role concerned holds; empty when all were asked for. */
  'nothing-to-revoke': {
    readonly gun: Gun;
    readonly tags: readonly string[];
    readonly signer: string | null;
  };
  /** Initialised already, with a root key that is not on this machine. */
  'repository-exists': { readonly gun: Gun };
  'role-invalid': { readonly role: string; readonly reason: 'not-a-delegation' | 'no-parent' | 'threshold' };
  /** A new role or signer without any key. */
  'keys-required': { readonly role: RoleName };
  /** Too weak, or of a kind that nobody accepts. */
  'key-not-accepted': { readonly keyId: KeyId; readonly algorithm: string };
  'not-witnessable': {
    readonly gun: Gun;
    readonly role: RoleName;
    readonly reason: 'signed-by-server' | 'not-published' | 'too-few-keys';
  };
  /** Root or targets have ended and are not to be signed again; `roles` would do, with all that has to be. */
  'others-expired': {
    readonly gun: Gun;
    readonly missing: readonly RoleName[];
    readonly roles: readonly RoleName[];
  };
  /** Notary lets the server keep snapshot and timestamp keys, and people all but the timestamp key. */
  'key-place-refused': { readonly role: string; readonly serverManaged: boolean };
  /** The changelist holds a change that this version cannot publish. */
  'staged-change-unknown': { readonly gun: Gun; readonly file: string };
  'root-certificate-unfit': {
    readonly gun: Gun;
    readonly reason: 'unreadable' | 'another-key' | 'another-name' | 'out-of-date';
  };
}
