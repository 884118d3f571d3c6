import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { userFiles } from '../../source/user-files.ts';

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trustdeck-user-files-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('reading a file that a person named', () => {
  it('begins at the working folder, and follows links', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key.pem'), 'text ü');
    symlinkSync('key.pem', join(folder, 'link'));
    const files = userFiles(folder);
    expect(await files.readText('key.pem')).toBe('text ü');
    expect(await files.readText('./link')).toBe('text ü');
    expect(await userFiles('/').readText(join(folder, 'key.pem'))).toBe('text ü');
  });

  it('passes over the mark with which editors on Windows begin a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key.pem'), '\u{feff}text \u{feff}');
    expect(await userFiles(folder).readText('key.pem')).toBe('text \u{feff}');
  });

  it('takes a tilde for what it is: the shell knows homes', async () => {
    await expect(userFiles(temporaryFolder()).readText('~/key.pem')).rejects.toMatchObject({
      name: 'UserFileError',
      code: 'file-not-found',
      detail: { path: expect.stringContaining('/~/key.pem') },
    });
  });

  it('refuses folders, pipes without waiting, and what is no text', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    writeFileSync(join(folder, 'bytes'), Buffer.of(0xff, 0xfe));
    for (const [name, systemCode] of [
      ['folder', 'EISDIR'],
      ['pipe', null],
      ['bytes', null],
    ] as const) {
      await expect(userFiles(folder).readText(name)).rejects.toMatchObject({
        code: 'file-unreadable',
        detail: { path: join(folder, name), systemCode },
      });
    }
  });

  it('reads a mebibyte and no byte more', async () => {
    const folder = temporaryFolder();
    const most = 1024 * 1024;
    writeFileSync(join(folder, 'large'), 'x'.repeat(most));
    writeFileSync(join(folder, 'larger'), 'x'.repeat(most + 1));
    expect(await userFiles(folder).readText('large')).toHaveLength(most);
    await expect(userFiles(folder).readText('larger')).rejects.toMatchObject({
      code: 'file-too-large',
      detail: { limit: most },
    });
    // A file that says it has no size, and has no end.
    await expect(userFiles(folder).readText('/dev/zero')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it.each([
    [0o600, false],
    [0o400, false],
    [0o640, true],
    [0o604, true],
    [0o620, true],
  ])('says that mode %o is open to others: %s', async (mode, exposed) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key'), '');
    chmodSync(join(folder, 'key'), mode);
    expect(await userFiles(folder).isExposed('key')).toBe(exposed);
  });
});

describe('making a file that a person named', () => {
  it('gives it the mode that was asked for, and its absolute path', async () => {
    const folder = temporaryFolder();
    const path = await userFiles(folder).writeNew('backup.pem', 'text', { mode: 0o600 });
    expect(path).toBe(join(folder, 'backup.pem'));
    expect(readFileSync(path, 'utf8')).toBe('text');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['backup.pem']);
  });

  it('replaces nothing, and follows no link, wherever it leads', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'there'), 'old');
    symlinkSync('nowhere', join(folder, 'dangling'));
    symlinkSync('there', join(folder, 'link'));
    for (const name of ['there', 'dangling', 'link']) {
      await expect(userFiles(folder).writeNew(name, 'new', { mode: 0o600 })).rejects.toMatchObject({
        code: 'file-exists',
      });
    }
    expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('old');
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('shows nothing before it is whole', async () => {
    const folder = temporaryFolder();
    const file = await userFiles(folder).prepareNew('key.pub', 'text', { mode: 0o644 });
    const path = join(folder, 'key.pub');
    expect(file.path).toBe(path);
    expect(existsSync(path)).toBe(false);
    await file.keep();
    await file.discard();
    expect(readFileSync(path, 'utf8')).toBe('text');
    expect(readdirSync(folder)).toEqual(['key.pub']);
  });

  it('leaves nothing of what is not wanted any more', async () => {
    const folder = temporaryFolder();
    await (await userFiles(folder).prepareNew('key.pub', 'text', { mode: 0o644 })).discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('replaces nothing that came while it was prepared', async () => {
    const folder = temporaryFolder();
    const file = await userFiles(folder).prepareNew('key.pub', 'new', { mode: 0o644 });
    writeFileSync(join(folder, 'key.pub'), 'old');
    await expect(file.keep()).rejects.toMatchObject({ code: 'file-exists' });
    await file.discard();
    expect(readFileSync(join(folder, 'key.pub'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['key.pub']);
  });

  it('tells beforehand what it would be refused for', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'there'), '');
    symlinkSync('nowhere', join(folder, 'dangling'));
    const files = userFiles(folder);
    await files.checkNew('new');
    await expect(files.checkNew('there')).rejects.toMatchObject({ code: 'file-exists' });
    await expect(files.checkNew('dangling')).rejects.toMatchObject({ code: 'file-exists' });
    await expect(files.checkNew('no/folder')).rejects.toMatchObject({ code: 'file-unwritable' });
    await expect(files.checkNew('there/file')).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'there']);
  });

  it('says where it cannot write', async () => {
    const path = join(temporaryFolder(), 'no', 'folder');
    await expect(userFiles('/').writeNew(path, '', { mode: 0o600 })).rejects.toMatchObject({
      code: 'file-unwritable',
      detail: { path, systemCode: 'ENOENT' },
    });
  });
});
