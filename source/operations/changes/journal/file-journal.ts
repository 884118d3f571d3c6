import type { ChangeJournal, JournalRun } from '../journal-port.ts';
import { readRunText, runText } from './run-text.ts';

/** Where the files of a journal are kept; implemented by `trust-dir`. */
export interface RunFiles {
  /** `text` is null for a file that cannot be read. */
  read(): Promise<readonly { readonly id: string; readonly path: string; readonly text: string | null }[]>;
  write(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The journal as files, one for each run that was started and not finished. */
export function fileJournal(files: RunFiles): ChangeJournal {
  return {
    async unfinished() {
      const runs: JournalRun[] = [];
      const unreadable: string[] = [];
      for (const { id, path, text } of await files.read()) {
        const run = text === null ? null : readRunText(text);
        // A file that was copied or renamed would be gone on with twice.
        if (run?.id === id) {
          runs.push(run);
        } else {
          unreadable.push(path);
        }
      }
      runs.sort((left, right) => right.startedAt.getTime() - left.startedAt.getTime());
      return { runs, unreadable };
    },
    write: (run) => files.write(run.id, runText(run)),
    remove: (id) => files.remove(id),
  };
}
