import { randomBytes } from 'node:crypto';
import { access, constants, type FileHandle, link, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError, decodeUtf8 } from './base/index.ts';
import type { PreparedFile, UserFiles } from './operations/index.ts';

/** What stands in the way of a file that a person named. Paths are absolute. */
export interface UserFileProblems {
  'file-not-found': { readonly path: string };
  /** `systemCode` as the operating system names it; null for what is no text, or no file. */
  'file-unreadable': { readonly path: string; readonly systemCode: string | null };
  'file-too-large': { readonly path: string; readonly limit: number };
  'file-exists': { readonly path: string };
  'file-unwritable': { readonly path: string; readonly systemCode: string };
}

export type UserFileProblemCode = keyof UserFileProblems;

export class UserFileError<Code extends UserFileProblemCode = UserFileProblemCode> extends AppError<
  Code,
  UserFileProblems[Code]
> {
  constructor(code: Code, detail: UserFileProblems[Code], options?: { readonly cause?: unknown }) {
    super(code, detail, options);
    this.name = 'UserFileError';
  }
}

/** Bytes. A bundle of a thousand keys takes less. */
const MAX_BYTES = 1024 * 1024;
/** Which editors on Windows begin a file with; PEM would not be found behind it. */
const BYTE_ORDER_MARK = '\u{feff}';
const OTHERS = 0o077;
const TEMPORARY_BYTES = 8;
/** What file systems without hard links, such as FAT, say when one is to be made. */
const WITHOUT_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Files by the names that people give them, below `folder` unless they are absolute. */
export function userFiles(folder: string): UserFiles {
  return {
    readText: (path) => readText(resolve(folder, path)),
    async isExposed(path) {
      if (process.platform === 'win32') {
        return false;
      }
      const found = resolve(folder, path);
      const { mode } = await stat(found).catch((error: unknown) => {
        throw readFailure(error, found);
      });
      return (mode & OTHERS) !== 0;
    },
    checkNew: (path) => checkNew(resolve(folder, path)),
    prepareNew: (path, text, { mode }) => prepareNew(resolve(folder, path), text, mode),
    async writeNew(path, text, { mode }) {
      const file = await prepareNew(resolve(folder, path), text, mode);
      try {
        await file.keep();
      } finally {
        await file.discard();
      }
      return file.path;
    },
  };
}

/** Follows links, as people mean what they point to; a pipe is refused, not waited for. */
async function readText(path: string): Promise<string> {
  try {
    const found = await stat(path);
    if (!found.isFile()) {
      throw new UserFileError('file-unreadable', { path, systemCode: found.isDirectory() ? 'EISDIR' : null });
    }
    const file = await open(path, 'r');
    try {
      return decoded(await readAtMost(file, MAX_BYTES + 1), path);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw readFailure(error, path);
  }
}

async function readAtMost(file: FileHandle, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  for (let read = 1; read > 0 && filled < length; filled += read) {
    read = (await file.read(bytes, filled, length - filled)).bytesRead;
  }
  return bytes.subarray(0, filled);
}

function decoded(bytes: Uint8Array, path: string): string {
  if (bytes.byteLength > MAX_BYTES) {
    throw new UserFileError('file-too-large', { path, limit: MAX_BYTES });
  }
  const text = decodeUtf8(bytes);
  if (text === null) {
    throw new UserFileError('file-unreadable', { path, systemCode: null });
  }
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** Follows nothing: what is there by that name, be it a link that leads nowhere, is never replaced. */
async function checkNew(path: string): Promise<void> {
  const found = await lstat(path).catch((error: unknown) => {
    if (systemCodeOf(error) !== 'ENOENT') {
      throw writeFailure(error, path);
    }
    return null;
  });
  if (found !== null) {
    throw new UserFileError('file-exists', { path });
  }
  await access(dirname(path), constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
}

/** Everything that may fail for want of room or permission is done before the file has its name. */
async function prepareNew(path: string, text: string, mode: number): Promise<PreparedFile> {
  await checkNew(path);
  const temporary = join(dirname(path), `.trustdeck-${randomBytes(TEMPORARY_BYTES).toString('hex')}.tmp`);
  const discard = () => rm(temporary, { force: true });
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await discard();
    throw writeFailure(error, path);
  }
  return {
    path,
    discard,
    keep: async () => {
      try {
        await nameExclusively(temporary, path);
        await discard();
        await syncFolder(dirname(path));
      } catch (error) {
        throw writeFailure(error, path);
      }
    },
  };
}

/** Gives a file its name unless something has it: a second link does so, where a rename would replace. */
async function nameExclusively(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!WITHOUT_LINKS.has(systemCodeOf(error) ?? '')) {
      throw error;
    }
    await (await open(path, 'wx')).close();
    await rename(temporary, path);
  }
}

/** Makes the new name durable. Where a folder cannot be opened (Windows), the system takes care of that itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function readFailure(error: unknown, path: string): unknown {
  const systemCode = systemCodeOf(error);
  if (systemCode === null) {
    return error;
  }
  return systemCode === 'ENOENT'
    ? new UserFileError('file-not-found', { path }, { cause: error })
    : new UserFileError('file-unreadable', { path, systemCode }, { cause: error });
}

function writeFailure(error: unknown, path: string): unknown {
  const systemCode = systemCodeOf(error);
  if (systemCode === null) {
    return error;
  }
  return systemCode === 'EEXIST'
    ? new UserFileError('file-exists', { path }, { cause: error })
    : new UserFileError('file-unwritable', { path, systemCode }, { cause: error });
}

function systemCodeOf(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' && !(error instanceof AppError) ? code : null;
}
