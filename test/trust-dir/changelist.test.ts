import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trustDirectoryFixture } from '../../fixtures/load.ts';
import { openTrustDir } from '../../source/trust-dir/index.ts';
import { gun } from '../support/sample-parts.ts';
import { put, putPipe, temporaryFolder } from './support/trust-folder.ts';

const GUN = gun('registry.example.com/a');
const FOLDER = `tuf/${GUN}/changelist`;
const change = (parts: object = {}) =>
  JSON.stringify({ action: 'create', role: 'targets', type: 'target', path: 'v1', data: null, ...parts });
const readIn = (trustDir: string) => openTrustDir(trustDir).changelist.read(GUN);

describe('staged changes', () => {
  it('are those that notary staged, in its order, with names unescaped', async () => {
    const trustDir = trustDirectoryFixture('staged-changes');
    const { changes, unreadable } = await openTrustDir(trustDir).changelist.read(
      gun('registry.example.com/staged-changes'),
    );
    const status = readFileSync(join(trustDir, '../notary-status.txt'), 'utf8');
    const expected = status
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => line.trim().split(/ {4,}/).slice(1));
    expect(
      changes.map(({ action, scope, type, path }) => [action, scope, type, path].filter(Boolean)),
    ).toEqual(expected);
    expect(changes[0]?.path).toBe('v2&<latest>');
    expect(unreadable).toEqual([]);
  });

  it('apply in the order of their names by bytes, whatever their extension', async () => {
    const trustDir = temporaryFolder();
    for (const name of ['b.change', 'a', 'Z.json', '\u{1f433}', '\uffee', '0']) {
      put(trustDir, `${FOLDER}/${name}`, change({ path: name }));
    }
    const { changes } = await readIn(trustDir);
    expect(changes.map((found) => found.file)).toEqual([
      '0',
      'Z.json',
      'a',
      'b.change',
      '\uffee',
      '\u{1f433}',
    ]);
  });

  it.each([
    ['garbage', 'not JSON'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe])],
    ['an unknown action', change({ action: 'rename' })],
    ['an unknown type', change({ type: '__proto__' })],
    ['a role that is no name', change({ role: 7 })],
    ['no path', change({ path: undefined })],
    ['a payload that is no text', change({ data: {} })],
    ['more than a change can take', change({ data: 'A'.repeat(1024 * 1024) })],
  ])('are told from files with %s, which are named', async (_what, content) => {
    const trustDir = temporaryFolder();
    put(trustDir, `${FOLDER}/1.change`, change());
    put(trustDir, `${FOLDER}/2.change`, content);
    const { changes, unreadable } = await readIn(trustDir);
    expect(changes.map((found) => found.file)).toEqual(['1.change']);
    expect(unreadable).toEqual(['2.change']);
  });

  it('are not looked for behind links and pipes, nor in folders below', async () => {
    const trustDir = temporaryFolder();
    const outside = put(temporaryFolder(), 'other.change', change());
    putPipe(trustDir, `${FOLDER}/pipe`);
    symlinkSync(outside, join(trustDir, FOLDER, 'link'));
    mkdirSync(join(trustDir, FOLDER, 'metadata'));
    expect(await readIn(trustDir)).toEqual({ changes: [], unreadable: ['link', 'pipe'] });
  });

  it('are none without a changelist', async () => {
    expect(await readIn(temporaryFolder())).toEqual({ changes: [], unreadable: [] });
    expect(await readIn(join(temporaryFolder(), 'none'))).toEqual({ changes: [], unreadable: [] });
  });

  it('are not read from a folder elsewhere', async () => {
    const trustDir = temporaryFolder();
    const outside = temporaryFolder();
    put(outside, '1.change', change());
    mkdirSync(join(trustDir, 'tuf/registry.example.com/a'), { recursive: true });
    symlinkSync(outside, join(trustDir, FOLDER));
    await expect(readIn(trustDir)).rejects.toMatchObject({ code: 'symbolic-link' });
  });
});
