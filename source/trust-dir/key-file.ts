import { decodeUtf8 } from '../base/index.ts';
import { type PemBlock, parsePem } from '../crypto/index.ts';
import { asKeyId, type KeyId } from '../tuf/index.ts';

/** What the PEM text of a private key says without being decrypted (facts 8.1). */
export interface KeyFileContent {
  readonly role: string | null;
  readonly gun: string | null;
  readonly encrypted: boolean;
}

/** What the place and name of a key file say (facts 8.2). */
export interface KeyFileName {
  readonly id: KeyId;
  readonly role: string | null;
  readonly gun: string | null;
}

const SUFFIX = '.key';
const LEGACY_ROOT_KEYS = 'root_keys';
const LEGACY_TUF_KEYS = 'tuf_keys';

/** Whether such a block needs a passphrase, by its PEM type; DEK-Info is looked for in all of them. */
const PRIVATE_KEY_TYPES: ReadonlyMap<string, { readonly encrypted: boolean }> = new Map([
  ['ENCRYPTED PRIVATE KEY', { encrypted: true }],
  ['PRIVATE KEY', { encrypted: false }],
  ['EC PRIVATE KEY', { encrypted: false }],
  ['RSA PRIVATE KEY', { encrypted: false }],
  ['ED25519 PRIVATE KEY', { encrypted: false }],
]);

/** Reads the headers of a key file; only its first block counts, as for notary. */
export function readKeyFile(bytes: Uint8Array): KeyFileContent | 'not-pem' | 'not-a-private-key' {
  const text = decodeUtf8(bytes);
  const block = text === null ? undefined : parsePem(text)[0];
  if (block === undefined) {
    return 'not-pem';
  }
  return PRIVATE_KEY_TYPES.has(block.type) && block.bytes.byteLength > 0
    ? readKeyBlockHeaders(block)
    : 'not-a-private-key';
}

/** What a block of a private key says without being decrypted. */
export function readKeyBlockHeaders(block: PemBlock): KeyFileContent {
  return {
    role: header(block, 'role'),
    gun: header(block, 'gun'),
    encrypted:
      (PRIVATE_KEY_TYPES.get(block.type)?.encrypted ?? false) ||
      (header(block, 'Proc-Type')?.endsWith('ENCRYPTED') ?? false),
  };
}

/** Whether notary would take a file in the key folder for a key at all, by its name. */
export function isKeyFileName(name: string): boolean {
  return name.endsWith(SUFFIX);
}

/**
 * What the path of a key file below `private` tells, or null when it names no key. Today's files are called by their
 * key ID and nothing else; the old layout adds the role to the name and the GUN as folders.
 */
export function readKeyFileName(segments: readonly string[]): KeyFileName | null {
  const [layout, ...below] = segments;
  const stem = (segments.at(-1) ?? '').slice(0, -SUFFIX.length);
  const isLegacy = segments.length > 1 && (layout === LEGACY_ROOT_KEYS || layout === LEGACY_TUF_KEYS);
  const [idText = '', role] = isLegacy ? stem.split('_') : [stem];
  const id = asKeyId(idText);
  if (id === null) {
    return null;
  }
  const gun = layout === LEGACY_TUF_KEYS ? below.slice(0, -1).join('/') : '';
  return { id, role: emptyToNull(role), gun: emptyToNull(gun) };
}

/** A header that says something, or null. */
export function header(block: PemBlock, name: string): string | null {
  return emptyToNull(block.headers.get(name));
}

function emptyToNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
