import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Passphrase } from '../../../source/base/index.ts';
import {
  type Asking,
  createKeyring,
  createKeyWork,
  type GenerateKeyRequest,
  type KeyWork,
  type LocalKey,
  type PassphraseQuestion,
  type UserFiles,
} from '../../../source/operations/index.ts';
import { openTrustDir, type TrustDir } from '../../../source/trust-dir/index.ts';
import { userFiles } from '../../../source/user-files.ts';

export const NOW = new Date('2026-11-23T10:00:00Z');

/** What is answered, by the question; null for nobody who answers. */
export type Answer = (question: PassphraseQuestion) => string | null;

export interface KeyMachine {
  readonly folder: string;
  readonly trustDir: TrustDir;
  readonly keyWork: KeyWork;
  readonly asked: PassphraseQuestion[];
  /** Answers with `answer`, and remembers what was asked. */
  asking(answer: Answer): Asking;
  file(name: string, content: string | Uint8Array): string;
  /** A key in the trust directory, under this passphrase. */
  key(role: string, passphrase: string, request?: Partial<GenerateKeyRequest>): Promise<LocalKey>;
  list(): Promise<readonly LocalKey[]>;
}

/** A real trust directory in a temporary folder, with files beside it, and everything that is done to its keys. */
export function keyMachine(override: Partial<UserFiles> = {}): KeyMachine {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trustdeck-keys-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'files'));
  const trustDir = openTrustDir(join(folder, 'trust'));
  const { vault, backups } = trustDir;
  const clock = { now: () => NOW };
  const keyring = createKeyring({ vault, clock, timer: () => () => undefined });
  const files = { ...userFiles(join(folder, 'files')), ...override };
  const keyWork = createKeyWork({ vault, keyring, files, backups, clock });
  const asked: PassphraseQuestion[] = [];
  const asking = (answer: Answer): Asking => ({
    passphrases: {
      ask: async (question) => {
        asked.push(question);
        const text = answer(question);
        return text === null ? null : new Passphrase(text);
      },
    },
    signal: new AbortController().signal,
  });
  return {
    folder: join(folder, 'files'),
    trustDir,
    keyWork,
    asked,
    asking,
    file: (name, content) => {
      writeFileSync(join(folder, 'files', name), content, { mode: 0o600 });
      return name;
    },
    key: async (role, passphrase, request = {}) => {
      const { key } = await keyWork.generate(
        {
          role,
          gun: null,
          algorithm: 'ecdsa',
          publicKeyFile: null,
          subject: null,
          signingRequestFile: null,
          selfSigned: null,
          ...request,
        },
        { ...asking(() => passphrase), signal: new AbortController().signal },
      );
      keyWork.lock();
      asked.length = 0;
      return key;
    },
    list: async () => (await vault.list()).keys,
  };
}
