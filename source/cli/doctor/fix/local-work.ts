import type { LocalKey } from '../../../operations/index.ts';
import { droppedWords, dropQuestion, dropStaged, stagedLines } from '../../changes/staged.ts';
import { askLine, askUntil } from '../../dialog/ask-line.ts';
import { wordsOf } from '../../errors.ts';
import { askingOf, incomingErrors, incomingLines, readIncoming } from '../../keys/incoming.ts';
import { agreedToRemoval, keyRemoval, removedWords } from '../../keys/remove-key.ts';
import {
  DONE,
  isAutomatic,
  isDryRun,
  NOTHING_TO_DO,
  type Operation,
  type Perform,
  PLANNED,
  showForReview,
} from './operation.ts';
import { reviewHere } from './review-here.ts';

export const resetStaged: Perform<'reset-staged'> = async (_, operation) => {
  const { gun, run } = operation;
  if (gun === null) {
    return null;
  }
  const { changes } = await run.workspace.changelist.read(gun);
  if (changes.length === 0) {
    return NOTHING_TO_DO;
  }
  return reviewHere(
    {
      lines: stagedLines(changes),
      question: dropQuestion(changes),
      perform: async () => {
        await dropStaged(gun, changes, run.workspace);
        run.context.output.remark(droppedWords(gun));
      },
    },
    operation,
  );
};

export const tightenKeys: Perform<'tighten-keys'> = async ({ keyIds }, operation) => {
  const { changes, context } = operation.run;
  const keys = await keysHere(keyIds, operation);
  return reviewHere(
    {
      lines: keys.map(({ path }) => `0600 ${path}`),
      question: `Make ${keys.length === 1 ? 'this file' : `these ${keys.length} files`} readable to you alone?`,
      perform: async () => {
        for (const key of keys) {
          await changes.keyWork.tighten(key);
          context.output.remark(`Only you can read ${key.path} now.`);
        }
      },
    },
    operation,
  );
};

export const removeKey: Perform<'remove-key'> = async ({ keyId }, operation) => {
  const { changes, context, workspace } = operation.run;
  const [key] = await keysHere([keyId], operation);
  if (key === undefined) {
    return NOTHING_TO_DO;
  }
  const removal = await keyRemoval(key, workspace, context);
  if (isDryRun(operation)) {
    if (!context.output.isJson) {
      context.output.lines(removal.lines);
    }
    return PLANNED;
  }
  showForReview(removal.lines, operation.run);
  if (!(await agreedToRemoval(removal, { yes: isAutomatic(operation), accepted: [] }, context))) {
    context.output.aside(['Nothing was removed.']);
    return PLANNED;
  }
  await changes.keyWork.remove(key);
  context.output.remark(removedWords(key));
  return DONE;
};

export const backUpKeys: Perform<'back-up-keys'> = async ({ keyIds }, operation) => {
  const { changes, context } = operation.run;
  const keys = await keysHere(keyIds, operation);
  if (isDryRun(operation) || isAutomatic(operation)) {
    return null;
  }
  const prompt = 'File to write the backup to, away from this machine if you can; Enter to leave it: ';
  const path = await askLine(prompt, context);
  if (path === null) {
    return null;
  }
  const { path: written, notNoted } = await changes.keyWork.backup(keys, path, askingOf(context));
  context.output.remark(`Backed up ${keys.length === 1 ? '1 key' : `${keys.length} keys`} to ${written}`);
  if (notNoted !== undefined && notNoted !== null) {
    context.output.warn(`That they are backed up could not be noted: ${wordsOf(notNoted).message}.`);
  }
  return DONE;
};

export const restoreKeys: Perform<'restore-keys'> = async (_, operation) => {
  const { changes, context } = operation.run;
  if (isDryRun(operation) || isAutomatic(operation)) {
    return null;
  }
  const asking = askingOf(context);
  const files = await askUntil(
    'File with the backup; Enter to leave it: ',
    (file) => readIncoming([file], { role: null, gun: null, why: 'restore' }, { changes, asking }),
    context,
  );
  if (files === null) {
    return null;
  }
  for (const error of incomingErrors(files)) {
    context.output.fail(error);
  }
  const incoming = files.flatMap((file) => file.incoming.keys);
  const added = incoming.filter(({ action }) => action === 'add');
  if (added.length === 0) {
    context.output.aside([...incomingLines(files), 'There is nothing in it to restore.']);
    return NOTHING_TO_DO;
  }
  return reviewHere(
    {
      lines: incomingLines(files),
      question: `Restore ${added.length === 1 ? 'this key' : `these ${added.length} keys`}?`,
      perform: async () => {
        for (const file of files) {
          const saved = await file.incoming.save(asking);
          context.output.remark(`Restored ${saved.length === 1 ? '1 key' : `${saved.length} keys`}.`);
        }
      },
    },
    operation,
  );
};

async function keysHere(keyIds: readonly string[], { run }: Operation): Promise<readonly LocalKey[]> {
  const { keys } = await run.workspace.keys.list();
  return keys.filter(({ id }) => keyIds.includes(id));
}
