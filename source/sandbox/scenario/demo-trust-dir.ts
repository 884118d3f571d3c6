import { utf8 } from '../../base/index.ts';
import { encodePem, parsePem } from '../../crypto/index.ts';
import { encodePrivateKey } from '../../crypto/private.ts';
import { openPrivateFolder } from '../storage/private-folder.ts';
import type { LocalScenarioKey, Scenario } from './scenario.ts';

/**
 * Writes the private keys of the person at this machine into the trust directory `dir`, as `notary` keeps keys that
 * have no passphrase (facts 8.1). Throws `folder-unusable`.
 */
export function writeDemoTrustDir(dir: string, scenario: Scenario): void {
  const folder = openPrivateFolder(dir).folder('private');
  for (const key of scenario.localKeys) {
    folder.write(`${key.canonicalId}.key`, utf8(keyFile(key)));
  }
}

/** PKCS#8 with the headers by which the tools know what a key is for. */
function keyFile({ handle, role, gun }: LocalScenarioKey): string {
  const headers = new Map([['role', role], ...(gun === null ? [] : [['gun', gun] as const])]);
  return parsePem(encodePrivateKey(handle))
    .map((block) => encodePem({ ...block, headers }))
    .join('');
}
