import { encodePem } from '../crypto/index.ts';
import { bindsToGun } from './key-block.ts';
import { keyPlace, readKeyBlock } from './key-place.ts';
import type { LocalKey } from './key-store.ts';

/**
 * The keys' PEM blocks with their encryption as it is, each under the `path` that `notary key import` goes by. One in the
 * place of old clients gets the headers that today's has, as notary gives them when it moves such a file (facts 8.2).
 */
export function exportKeys(trustDir: string, keys: readonly LocalKey[]): string {
  return keys.map((key) => exportKey(trustDir, key)).join('');
}

function exportKey(trustDir: string, key: LocalKey): string {
  const { path, role, gun } = keyPlace(trustDir, key);
  const block = readKeyBlock(path);
  const headers = new Map(block.headers);
  if (role !== null && !headers.has('role')) {
    headers.set('role', role);
  }
  if (gun !== null && !headers.has('gun') && bindsToGun(headers.get('role') ?? '')) {
    headers.set('gun', gun);
  }
  headers.set('path', key.id);
  return encodePem({ ...block, headers });
}
