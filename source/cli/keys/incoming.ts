import type { Asking, IncomingKey, IncomingKeys, IncomingOptions, LocalKey } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';
import { CommandPassphrases } from '../dialog/passphrases.ts';
import { WordedError, wordsOf } from '../errors.ts';
import type { Changes } from '../ports.ts';

/** A file of keys that has been read, and nothing of it written. */
export interface IncomingFile {
  readonly file: string;
  readonly incoming: IncomingKeys;
}

export function askingOf(context: CommandContext): Asking {
  return { passphrases: new CommandPassphrases(context), signal: context.io.signal };
}

/** Reads keys of files, one after the other, as each may need a passphrase. */
export async function readIncoming(
  files: readonly string[],
  options: IncomingOptions,
  { changes, asking }: { readonly changes: Changes; readonly asking: Asking },
): Promise<readonly IncomingFile[]> {
  const read: IncomingFile[] = [];
  for (const file of files) {
    read.push({ file, incoming: await changes.keyWork.readIncoming(file, options, asking) });
  }
  return read;
}

const ACTIONS: Readonly<Record<IncomingKey['action'], string>> = {
  add: 'is added',
  same: 'is here already',
  conflict: 'is here for another role, and stays as it is',
};

/** What would become of each key, as a person reads it. */
export function incomingLines(files: readonly IncomingFile[]): readonly string[] {
  return files.flatMap(({ incoming }) =>
    incoming.keys.map(
      ({ keyId, role, gun, algorithm, format, action }) =>
        `${role} key ${keyId.slice(0, 12)}${gun === null ? '' : ` of ${gun}`} (${algorithm}, ${format}) ${ACTIONS[action]}`,
    ),
  );
}

/** The same as data; `saved` are the files that were written. */
export function incomingJson(files: readonly IncomingFile[], saved: readonly LocalKey[]) {
  const paths = new Map(saved.map(({ id, path }) => [id, path]));
  return {
    keys: files.flatMap(({ file, incoming }) =>
      incoming.keys.map(({ keyId, role, gun, algorithm, format, action }) => ({
        id: keyId,
        role,
        gun,
        algorithm,
        format,
        file,
        action,
        path: paths.get(keyId) ?? null,
      })),
    ),
    unreadable: files.flatMap(({ file, incoming }) =>
      incoming.unreadable.map(({ index, error }) => ({ file, index, error: wordsOf(error) })),
    ),
  };
}

/** What stands in the way of some of the keys, each worth a failure. */
export function incomingErrors(files: readonly IncomingFile[]): readonly unknown[] {
  return files.flatMap(({ file, incoming }) => [
    ...incoming.unreadable.map(({ error }) => error),
    ...incoming.keys
      .filter(({ action }) => action === 'conflict')
      .map(
        ({ keyId }) =>
          new WordedError(
            {
              code: 'key-exists',
              message: `Key ${keyId.slice(0, 12)} of ${file} is here already, for another role`,
              why: 'One key is kept for one role, as docker and notary do.',
              next: 'Look at trustdeck key list; back the key up and remove it there if the new role is the right one.',
            },
            null,
          ),
      ),
  ]);
}

/** Saves what is to be added, and says what became of everything. Returns the exit code. */
export async function takeIn(
  files: readonly IncomingFile[],
  context: CommandContext,
  { asking, dryRun }: { readonly asking: Asking; readonly dryRun: boolean },
): Promise<{ readonly code: number; readonly saved: readonly LocalKey[] }> {
  const saved: LocalKey[] = [];
  for (const { incoming } of dryRun ? [] : files) {
    saved.push(...(await incoming.save(asking)));
  }
  const { output } = context;
  const errors = incomingErrors(files);
  if (output.isJson) {
    output.json(incomingJson(files, saved));
  }
  const codes = errors.map((error) => output.fail(error));
  return { code: Math.max(0, ...codes), saved };
}
