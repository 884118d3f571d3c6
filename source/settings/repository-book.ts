import { join } from 'node:path';
import Conf from 'conf';
import { asGun, type Gun } from '../tuf/index.ts';
import { SettingsError } from './errors.ts';

const FILE = 'settings';
const EXTENSION = 'json';

/** Repositories that were added by hand, in trustdeck's settings file. */
export interface RepositoryBook {
  list(): Promise<readonly Gun[]>;
  add(gun: Gun): Promise<boolean>;
  forget(gun: Gun): Promise<boolean>;
}

interface Settings {
  readonly repositories: readonly string[];
}

/**
 * Opens the settings in `folder`, which need not exist before the first change. Rejects with `SettingsError`; a file that
 * is not understood is left alone.
 */
export function openRepositoryBook(folder: string): RepositoryBook {
  const path = join(folder, `${FILE}.${EXTENSION}`);
  const open = () => reading(path, () => openSettings(folder));
  const change = (settings: Conf<Settings>, repositories: readonly Gun[]) =>
    writing(path, () => settings.set('repositories', [...repositories]));
  return {
    list: async () => readRepositories(open(), path),
    add: async (gun) => {
      const settings = open();
      const known = readRepositories(settings, path);
      if (known.includes(gun)) {
        return false;
      }
      change(settings, [...known, gun]);
      return true;
    },
    forget: async (gun) => {
      const settings = open();
      const known = readRepositories(settings, path);
      if (!known.includes(gun)) {
        return false;
      }
      change(
        settings,
        known.filter((other) => other !== gun),
      );
      return true;
    },
  };
}

function openSettings(folder: string): Conf<Settings> {
  return new Conf<Settings>({
    cwd: folder,
    configName: FILE,
    fileExtension: EXTENSION,
    clearInvalidConfig: false,
    configFileMode: 0o600,
  });
}

function readRepositories(settings: Conf<Settings>, path: string): readonly Gun[] {
  const value: unknown = reading(path, () => settings.get('repositories', []));
  const guns = Array.isArray(value)
    ? value.map((text) => (typeof text === 'string' ? asGun(text) : null))
    : [null];
  if (guns.includes(null)) {
    throw new SettingsError('settings-invalid', { path, reason: 'repositories is not a list of names' });
  }
  return guns.filter((gun) => gun !== null);
}

function reading<Value>(path: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new SettingsError('settings-invalid', { path, reason: 'it is not JSON' }, { cause: error });
    }
    throw failure('settings-unreadable', path, error);
  }
}

function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw failure('settings-unwritable', path, error);
  }
}

/** Anything that is no failure of the operating system is a defect and comes back unchanged. */
function failure(code: 'settings-unreadable' | 'settings-unwritable', path: string, error: unknown): unknown {
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^E[A-Z0-9]+$/.test(systemCode)
    ? new SettingsError(code, { path, systemCode }, { cause: error })
    : error;
}
