import type { BackupRecord } from './backup-record.ts';
import { listKeys } from './key-store.ts';
import type { KeyVault } from './key-vault-types.ts';
import type { Place } from './place.ts';
import type { RunFiles } from './run-files.ts';

/**
 * The vault of a trust directory, whose code is loaded by the first thing done with a private key. What asks for an
 * unlocked key comes after that, so it can be synchronous.
 */
export function lazyVault(place: Place): KeyVault {
  let opened: KeyVault | null = null;
  const open = async (): Promise<KeyVault> => {
    const { openKeyVault } = await import('./key-vault.ts');
    opened ??= openKeyVault(place);
    return opened;
  };
  const atOnce = (): KeyVault => {
    if (opened === null) {
      throw new TypeError('no key of this vault was unlocked yet');
    }
    return opened;
  };
  return {
    list: () => listKeys(place.trustDir),
    generate: async (algorithm) => (await open()).generate(algorithm),
    unlock: async (key, passphrase) => (await open()).unlock(key, passphrase),
    readPem: async (text, options) => (await open()).readPem(text, options),
    save: async (key, options) => (await open()).save(key, options),
    remove: async (key) => (await open()).remove(key),
    tighten: async (key) => (await open()).tighten(key),
    exportPem: async (keys) => (await open()).exportPem(keys),
    readPublicKey: async (text, options) => (await open()).readPublicKey(text, options),
    readCertificate: async (text, options) => (await open()).readCertificate(text, options),
    publicPem: (key, role) => atOnce().publicPem(key, role),
    rootCertificate: (key, options) => atOnce().rootCertificate(key, options),
    selfSigned: (key, options) => atOnce().selfSigned(key, options),
    signingRequest: (key, options) => atOnce().signingRequest(key, options),
  };
}

export function lazyRuns(place: Place): RunFiles {
  const open = async (): Promise<RunFiles> => (await import('./run-files.ts')).openRunFiles(place);
  return {
    read: async () => (await open()).read(),
    write: async (id, text) => (await open()).write(id, text),
    remove: async (id) => (await open()).remove(id),
  };
}

export function lazyBackups(place: Place): BackupRecord {
  const open = async (): Promise<BackupRecord> =>
    (await import('./backup-record.ts')).openBackupRecord(place);
  return {
    backedUp: async () => (await open()).backedUp(),
    note: async (ids, at) => (await open()).note(ids, at),
  };
}
