import { Passphrase, utf8 } from '../../base/index.ts';
import { encodePem } from '../../crypto/index.ts';
import { encryptPrivateKey } from '../../crypto/private.ts';
import { openPrivateFolder } from '../storage/private-folder.ts';
import type { LocalScenarioKey, Scenario } from './scenario.ts';

/** Opens every key of the demo. It guards nothing, and is shown to whoever practises there. */
export const DEMO_PASSPHRASE = 'sandbox-passphrase';

/**
 * Writes the private keys of the person at this machine into the trust directory `dir`, as `notary` keeps them (facts
 * 8.1). Rejects with `folder-unusable`.
 */
export async function writeDemoTrustDir(dir: string, scenario: Scenario): Promise<void> {
  const folder = openPrivateFolder(dir).folder('private');
  const passphrase = new Passphrase(DEMO_PASSPHRASE);
  const files = scenario.localKeys.map(async (key) => ({
    name: `${key.canonicalId}.key`,
    text: await keyFile(key, passphrase),
  }));
  for (const { name, text } of await Promise.all(files)) {
    folder.write(name, utf8(text));
  }
}

/** Encrypted PKCS#8 with the headers by which the tools know what a key is for. */
async function keyFile({ handle, role, gun }: LocalScenarioKey, passphrase: Passphrase): Promise<string> {
  const headers = new Map([['role', role], ...(gun === null ? [] : [['gun', gun] as const])]);
  const bytes = await encryptPrivateKey(handle, passphrase);
  return encodePem({ type: 'ENCRYPTED PRIVATE KEY', headers, bytes });
}
