import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRepositoryBook } from '../../source/settings/index.ts';
import { exclusively } from '../../source/trust-dir/index.ts';
import { gun } from '../support/sample-parts.ts';

const run = promisify(execFile);
const A = gun('registry.example.com/a');

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trustdeck-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function settingsOf(content: string): { readonly folder: string; readonly file: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'settings.json');
  writeFileSync(file, content);
  return { folder, file };
}

describe('the book of repositories', () => {
  it('remembers, says what it knew already, and forgets', async () => {
    const folder = join(temporaryFolder(), 'new', 'trustdeck');
    const book = openRepositoryBook(folder, exclusively);
    expect([await book.add(A), await book.add(A)]).toEqual([true, false]);
    expect(await openRepositoryBook(folder, exclusively).list()).toEqual([A]);
    expect([await book.forget(A), await book.forget(A)]).toEqual([true, false]);
    expect(await book.list()).toEqual([]);
  });

  it('writes nothing, not even a folder, to be read', async () => {
    const folder = join(temporaryFolder(), 'new');
    expect(await openRepositoryBook(folder, exclusively).list()).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it('loses nothing when several processes add at once', async () => {
    const folder = temporaryFolder();
    const names = Array.from({ length: 6 }, (_, process) =>
      Array.from({ length: 5 }, (_unused, index) => `registry.example.com/${process}/${index}`),
    );
    const script = new URL('support/add-many.ts', import.meta.url).pathname;
    await Promise.all(names.map((own) => run(process.execPath, [script, folder, ...own])));
    const found = await openRepositoryBook(folder, exclusively).list();
    expect(found.toSorted()).toEqual(names.flat().toSorted());
  });

  it.each(['', '{', '[]', 'null', '"text"', '{"repositories":5}', '{"repositories":["../x"]}'])(
    'neither understands nor overwrites %j',
    async (content) => {
      const { folder, file } = settingsOf(content);
      const book = openRepositoryBook(folder, exclusively);
      await expect(book.list()).rejects.toMatchObject({ code: 'settings-invalid' });
      await expect(book.add(A)).rejects.toMatchObject({ code: 'settings-invalid' });
      expect(readFileSync(file, 'utf8')).toBe(content);
    },
  );

  it('does not wait at a pipe, and takes no folder for a file', async () => {
    const [pipe, directory] = [temporaryFolder(), temporaryFolder()];
    execFileSync('mkfifo', [join(pipe, 'settings.json')]);
    mkdirSync(join(directory, 'settings.json'));
    for (const folder of [pipe, directory]) {
      await expect(openRepositoryBook(folder, exclusively).list()).rejects.toMatchObject({
        code: 'settings-invalid',
      });
    }
  });
});
