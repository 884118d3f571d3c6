import { encodePem } from '../crypto/index.ts';
import { writtenHeaders } from './key-block.ts';
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
  const written = writtenHeaders({ role: headers.get('role') ?? role ?? '', gun: headers.get('gun') ?? gun });
  for (const [name, value] of [
    ['role', written.role],
    ['gun', written.gun],
    ['path', key.id],
  ] as const) {
    if (value !== null && value !== '') {
      headers.set(name, value);
    }
  }
  return encodePem({ ...block, headers });
}
