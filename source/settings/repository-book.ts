import { statSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { asGun, type Gun } from '../tuf/index.ts';
import { SettingsError } from './errors.ts';

const FILE = 'settings';
const EXTENSION = 'json';
const MAX_BYTES = 4 * 1024 * 1024;

/** Repositories that were added by hand, in trustdeck's settings file. */
export interface RepositoryBook {
  list(): Promise<readonly Gun[]>;
  add(gun: Gun): Promise<boolean>;
  forget(gun: Gun): Promise<boolean>;
}

interface Settings {
  readonly repositories: readonly string[];
}

/** Runs `work` while nobody else changes the files of `folder`, which is made when it is missing. */
export type Exclusively = <Result>(folder: string, work: () => Result) => Promise<Result>;

/**
 * Opens the settings in `folder`, which need not exist before the first change; reading writes nothing. Rejects with
 * `SettingsError`; a file that is not understood is left alone. Two that add at once are both remembered.
 */
export function openRepositoryBook(folder: string, exclusively: Exclusively): RepositoryBook {
  const path = join(folder, `${FILE}.${EXTENSION}`);
  const change = (decide: (known: readonly Gun[]) => readonly Gun[]): Promise<boolean> =>
    exclusively(folder, () => {
      const known = readRepositories(folder, path);
      const changed = decide(known);
      if (changed.length === known.length) {
        return false;
      }
      writing(path, () => openSettings(folder, path).set('repositories', [...changed]));
      return true;
    });
  return {
    list: async () => readRepositories(folder, path),
    add: (gun) => change((known) => (known.includes(gun) ? known : [...known, gun])),
    forget: (gun) => change((known) => known.filter((other) => other !== gun)),
  };
}

function openSettings(folder: string, path: string): Conf<Settings> {
  return new Conf<Settings>({
    cwd: folder,
    configName: FILE,
    fileExtension: EXTENSION,
    clearInvalidConfig: false,
    configFileMode: 0o600,
    // conf takes anything but an object for no settings, and would write over it.
    deserialize: (text) => parseSettings(text, path),
  });
}

function parseSettings(text: string, path: string): Settings {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SettingsError('settings-invalid', { path, reason: 'it is not a JSON object' });
  }
  return { repositories: [], ...value };
}

/** Whether there is a file to read. Opening a pipe would wait for its other end for ever. */
function isThere(path: string): boolean {
  const found = reading(path, () => statSync(path, { throwIfNoEntry: false }));
  if (found === undefined) {
    return false;
  }
  if (!found.isFile() || found.size > MAX_BYTES) {
    const reason = found.isFile() ? 'it is far larger than settings can be' : 'it is not a file';
    throw new SettingsError('settings-invalid', { path, reason });
  }
  return true;
}

function readRepositories(folder: string, path: string): readonly Gun[] {
  if (!isThere(path)) {
    return [];
  }
  const value: unknown = reading(path, () => openSettings(folder, path).get('repositories', []));
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
