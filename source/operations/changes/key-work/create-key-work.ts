import type { Clock } from '../../../base/index.ts';
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
}

/** Everything that is done to private keys, over the ports. One file beside this one for each verb. */
export function createKeyWork(ports: KeyWorkPorts): KeyWork {
  const { keyring, vault } = ports;
  return {
    generate: (request, asking) => generateKey(request, ports, asking),
    newKey: (algorithm) => keyring.generate(algorithm),
    readPublicKey: (path) => readPublicKey(path, ports),
    checkCertificate: (path) => checkCertificate(path, ports),
    readIncoming: (path, options, asking) => readIncoming({ path, ...options }, ports, asking),
    changePassphrase: (key, asking) => changePassphrase(key, ports, asking),
    remove: async (key) => {
      await vault.remove(key);
      keyring.lock();
    },
    export: (keys, path) => exportKeys(keys, path, ports),
    exportPublic: (key, path, asking) => exportPublicKey({ key, path }, ports, asking),
    backup: (keys, path, asking) => backUpKeys({ keys, path }, ports, asking),
    lock: () => keyring.lock(),
  };
}
