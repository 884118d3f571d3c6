import type { Clock } from '../../../base/index.ts';
import type { UserFiles } from '../../ports.ts';
import type { KeyVault } from '../key-ports.ts';
import type { KeyWork } from '../key-work.ts';
import type { Keyring } from '../keyring.ts';
import { generateKey } from './generate-key.ts';
import { readPublicKey } from './read-public-key.ts';

export interface KeyWorkPorts {
  readonly vault: KeyVault;
  readonly keyring: Keyring;
  readonly files: UserFiles;
  readonly clock: Clock;
}

/** Everything that is done to private keys, over the ports. One file beside this one for each verb. */
export function createKeyWork(ports: KeyWorkPorts): KeyWork {
  const { keyring } = ports;
  const later = (): never => {
    throw new TypeError('not there yet');
  };
  return {
    generate: (request, asking) => generateKey(request, ports, asking),
    newKey: (algorithm) => keyring.generate(algorithm),
    readPublicKey: (path) => readPublicKey(path, ports),
    checkCertificate: later,
    readIncoming: later,
    changePassphrase: later,
    remove: later,
    export: later,
    backup: later,
    lock: () => keyring.lock(),
  };
}
