import { AppError } from '../base/index.ts';
import type { ErrorReport } from './error-report.ts';
import { isAbort } from './failure-kind.ts';
import { CRYPTO_WORDS } from './words/crypto-words.ts';
import { DOCKER_WORDS } from './words/docker-words.ts';
import { DRAFT_WORDS } from './words/draft-words.ts';
import { NOTARY_WORDS } from './words/notary-words.ts';
import { OPERATION_WORDS } from './words/operation-words.ts';
import { SANDBOX_WORDS } from './words/sandbox-words.ts';
import { SETTINGS_WORDS } from './words/settings-words.ts';
import { TRUST_DIR_WORDS } from './words/trust-dir-words.ts';
import { TUF_WORDS } from './words/tuf-words.ts';
import { USER_FILE_WORDS } from './words/user-file-words.ts';
import type { Words } from './words/words.ts';

type AnyWordTable = Readonly<Record<string, (detail: never) => Words>>;

/** Words by the class that a layer's errors have; a test proves that every code of every layer is among them. */
const WORDS: ReadonlyMap<string, AnyWordTable> = new Map<string, AnyWordTable>([
  ['TufError', TUF_WORDS],
  ['DraftError', DRAFT_WORDS],
  ['NotaryError', NOTARY_WORDS],
  ['TrustDirError', TRUST_DIR_WORDS],
  ['CryptoError', CRYPTO_WORDS],
  ['DockerError', DOCKER_WORDS],
  ['SandboxError', SANDBOX_WORDS],
  ['SettingsError', SETTINGS_WORDS],
  ['OperationError', OPERATION_WORDS],
  ['UserFileError', USER_FILE_WORDS],
]);

/** Puts an error into words for people. Anything that was not thrown on purpose is reported as a defect. */
export function reportError(error: unknown): ErrorReport {
  if (isAbort(error)) {
    return {
      code: 'interrupted',
      message: 'Interrupted',
      why: 'The operation was cancelled before it was done; nothing was changed.',
      next: 'Start it again when you are ready.',
    };
  }
  if (error instanceof AppError) {
    const table = WORDS.get(error.name);
    const describe = table !== undefined && Object.hasOwn(table, error.code) ? table[error.code] : undefined;
    if (describe !== undefined) {
      return { code: error.code, ...describe(error.detail as never) };
    }
  }
  return {
    code: 'internal-error',
    message: 'trustdeck met a defect of its own',
    why: error instanceof Error ? error.message : String(error),
    next: 'Run the command again with --debug and report what it prints.',
  };
}
