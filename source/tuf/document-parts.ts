import { fromBase64, type Sha256Hex, toHex } from '../base/index.ts';
import type { FieldProblems } from './field-problems.ts';
import { asKeyId, type KeyId, type TufKey } from './key.ts';
import { makeTufKey } from './key-id.ts';
import type { FileMeta, JsonValue, RoleKeys } from './metadata.ts';

type Read = JsonValue | undefined;

const KEY = new Set(['keytype', 'keyval']);
const KEY_VALUE = new Set(['private', 'public']);
const ROLE_KEYS = new Set(['keyids', 'threshold', 'name', 'paths']);
const FILE_META = new Set(['custom', 'hashes', 'length']);
const DIGEST_BYTES = { sha256: 32, sha512: 64 } as const;

/**
 * The keys of a document, each under the ID by which the document calls it. Whether that is the ID of its content is
 * decided where a signature relies on it (`verifySignatures`), as Notary does.
 */
export function readKeys(value: Read, at: string, problems: FieldProblems): ReadonlyMap<KeyId, TufKey> {
  const keys = new Map<KeyId, TufKey>();
  for (const [name, item] of Object.entries(problems.optionalMap(value, at))) {
    const place = `${at}.${name}`;
    const members = problems.object(item, place, KEY);
    const keyType = problems.text(members['keytype'], `${place}.keytype`);
    const keyValue = problems.object(members['keyval'], `${place}.keyval`, KEY_VALUE);
    const publicBytes = problems.base64(keyValue['public'], `${place}.keyval.public`);
    const id = asKeyId(name);
    if (id === null) {
      problems.add(place, 'is not under a key ID');
    } else {
      keys.set(id, { ...makeTufKey(keyType, publicBytes), id });
    }
  }
  return keys;
}

/** Key IDs, each once, and threshold of a role. */
export function readRoleKeys(value: Read, at: string, problems: FieldProblems): RoleKeys {
  const members = problems.object(value, at, ROLE_KEYS);
  const keyIds = new Set<KeyId>();
  for (const [index, item] of problems.optionalList(members['keyids'], `${at}.keyids`).entries()) {
    const id = typeof item === 'string' ? asKeyId(item) : null;
    if (id === null) {
      problems.add(`${at}.keyids[${index}]`, 'is not a key ID');
    } else {
      keyIds.add(id);
    }
  }
  return { keyIds: [...keyIds], threshold: problems.count(members['threshold'], `${at}.threshold`, 1) };
}

/** Size and digests. A digest of another length than its algorithm's is none: nothing could ever match it. */
export function readFileMeta(value: Read, at: string, problems: FieldProblems): FileMeta {
  const members = problems.object(value, at, FILE_META);
  const hashes = problems.optionalMap(members['hashes'], `${at}.hashes`);
  return {
    length: problems.count(members['length'], `${at}.length`, 0),
    sha256: readDigest(hashes['sha256'], 'sha256') as Sha256Hex | null,
    sha512: readDigest(hashes['sha512'], 'sha512'),
  };
}

function readDigest(value: Read, algorithm: keyof typeof DIGEST_BYTES): string | null {
  const bytes = typeof value === 'string' ? fromBase64(value) : null;
  return bytes?.length === DIGEST_BYTES[algorithm] ? toHex(bytes) : null;
}
