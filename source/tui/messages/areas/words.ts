import type { KeyOwner, ServerReason } from '../../../operations/index.ts';

/** Words and phrases that several parts of the app share. */
export interface WordMessages {
  readonly app: string;
  /** A key's owner by kind, as the first word of a row: signers and local keys go by their name instead. */
  readonly owner: Readonly<Record<Exclude<KeyOwner['kind'], 'signer' | 'local'>, string>>;
  readonly unknownOwner: string;
  /** A key in a sentence, such as `jeff's key 5570b88`; `owner` is null for one that nobody is known for. */
  readonly keyOf: (owner: KeyOwner | null, shortId: string) => string;
  readonly here: string;
  readonly notHere: string;
  /** Where the private half of a key is that the server manages. */
  readonly onServer: string;
  /** `1 of 1`. */
  readonly signatures: (valid: number, threshold: number) => string;
  /** `0 of 1 signatures`. */
  readonly signaturesLong: (valid: number, threshold: number) => string;
  /** `a`, `a and b`, `a, b and 3 more`. */
  readonly list: (items: readonly string[], more: number) => string;
  readonly version: (version: number) => string;
  readonly server: string;
  readonly cache: string;
  /** Why a server is the one asked, after its address. */
  readonly serverReason: Readonly<Record<ServerReason, string>>;
}
