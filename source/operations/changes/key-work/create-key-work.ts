import type { Clock } from '../../../base/index.ts';
import type { KeyId } from '../../../tuf/index.ts';
import type { UserFiles } from '../../ports.ts';
import type { BackupRecord, KeyVault } from '../key-ports.ts';
import type { KeyWork } from '../key-work.ts';
import type { Keyring } from '../keyring.ts';
import { backUpKeys } from './back-up-keys.ts';
import { changePassphrase } from './change-passphrase.ts';
import { exportKeys } from './export-keys.ts';
import { exportPublicKey } from './export-public-key.ts';
import { generateKey } from './generate-key.ts';
import { readIncoming } from './read-incoming.ts';
import { checkCertificate, readPublicKey } from './read-public-key.ts';

export interface KeyWorkPorts {
  readonly vault: KeyVault;
  readonly keyring: Keyring;
  readonly files: UserFiles;
  readonly backups: Pick<BackupRecord, 'note'>;
  readonly clock: Clock;
  /** Where each key that was read has come from, by its ID; for `ChangePorts.keyPaths`. */
  readonly keyPaths?: Map<KeyId, string>;
}

/** Everything that is done to private keys, over the ports. One file beside this one for each verb. */
export function createKeyWork(ports: KeyWorkPorts): KeyWork {
  const { keyring, vault, keyPaths } = ports;
  return {
    generate: (request, asking) => generateKey(request, ports, asking),
    newKey: (algorithm) => keyring.generate(algorithm),
    readPublicKey: async (path) => {
      const key = await readPublicKey(path, ports);
      keyPaths?.set(key.id, path);
      return key;
    },
    checkCertificate: async (path) => {
      const checked = await checkCertificate(path, ports);
      keyPaths?.set(checked.key.id, path);
      return checked;
    },
    readIncoming: async (path, options, asking) => {
      const incoming = await readIncoming({ path, ...options }, ports, asking);
      for (const { publicKey } of incoming.keys) {
        keyPaths?.set(publicKey.id, path);
      }
      return incoming;
    },
    changePassphrase: (key, asking) => changePassphrase(key, ports, asking),
    remove: async (key) => {
      await vault.remove(key);
      keyring.lock();
    },
    tighten: (key) => vault.tighten(key),
    export: (keys, path) => exportKeys(keys, path, ports),
    exportPublic: (key, path, asking) => exportPublicKey({ key, path }, ports, asking),
    backup: (keys, path, asking) => backUpKeys({ keys, path }, ports, asking),
    lock: () => keyring.lock(),
  };
}
