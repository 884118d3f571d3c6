import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTrustDir } from '../../source/trust-dir/index.ts';
import type { KeyId } from '../../source/tuf/index.ts';
import { keyId } from '../support/sample-parts.ts';
import { put, temporaryFolder } from './support/trust-folder.ts';

const IDS = ['a', 'b'].map(keyId) as [KeyId, KeyId];

describe('files of the journal', () => {
  it('are written, replaced, read in order and removed', async () => {
    const trustDir = join(temporaryFolder(), 'new');
    const { runs } = openTrustDir(trustDir);
    expect(await runs.read()).toEqual([]);
    await runs.write('second', '2');
    await runs.write('first', '1');
    await runs.write('second', 'two');
    const path = (id: string) => join(trustDir, 'trustdeck', 'journal', `${id}.json`);
    expect(await runs.read()).toEqual([
      { id: 'first', path: path('first'), text: '1' },
      { id: 'second', path: path('second'), text: 'two' },
    ]);
    expect(statSync(path('first')).mode & 0o777).toBe(0o600);
    expect(statSync(join(trustDir, 'trustdeck')).mode & 0o777).toBe(0o700);
    await runs.remove('first');
    await runs.remove('first');
    expect((await runs.read()).map(({ id }) => id)).toEqual(['second']);
  });

  it('that cannot be read are named, and the rest is read', async () => {
    const trustDir = temporaryFolder();
    const { runs } = openTrustDir(trustDir);
    await runs.write('good', 'text');
    mkdirSync(join(trustDir, 'trustdeck/journal/folder.json'));
    put(trustDir, 'trustdeck/journal/no-utf8.json', Buffer.of(0xff));
    put(trustDir, 'trustdeck/journal/strange name.json', '');
    put(trustDir, 'trustdeck/journal/.good.json.0123456789ab.tmp', 'left by a crash');
    const read = await runs.read();
    expect(read.map(({ id, text }) => [id, text])).toEqual([
      ['folder', null],
      ['good', 'text'],
      ['no-utf8', ''],
      ['strange name', null],
    ]);
  });

  it.each(['', '../x', 'a/b', '.hidden', 'a'.repeat(101), 'a.b'])('have no name such as %j', async (id) => {
    const trustDir = temporaryFolder();
    const { runs } = openTrustDir(trustDir);
    await expect(runs.write(id, '')).rejects.toThrow(RangeError);
    await expect(runs.remove(id)).rejects.toThrow(RangeError);
    expect(readdirSync(trustDir)).toEqual([]);
  });
});

describe('the record of backups', () => {
  it('keeps the last date of each key', async () => {
    const { backups } = openTrustDir(temporaryFolder());
    expect(await backups.backedUp()).toEqual(new Map());
    const [first, second] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-02-02T00:00:00.123Z')];
    await backups.note(IDS, first);
    await backups.note([IDS[1]], second);
    expect(await backups.backedUp()).toEqual(
      new Map([
        [IDS[0], first],
        [IDS[1], second],
      ]),
    );
  });

  it('forgets nothing when several are noted at a time', async () => {
    const trustDir = temporaryFolder();
    const ids = Array.from({ length: 10 }, (_item, index) => keyId(`${index}`));
    await Promise.all(ids.map((id) => openTrustDir(trustDir).backups.note([id], new Date(0))));
    expect([...(await openTrustDir(trustDir).backups.backedUp()).keys()].toSorted()).toEqual(ids.toSorted());
  });

  it.each([
    '',
    '[]',
    'null',
    '{"version":2,"keys":{}}',
    '{"version":1,"keys":[]}',
    '{"version":1,"keys":{"short":"2026-01-01T00:00:00Z"}}',
    `{"version":1,"keys":{"${'ab'.repeat(32)}":"yesterday"}}`,
    `{"version":1,"keys":{"${'ab'.repeat(32)}":7}}`,
  ])('is not made anew over what it does not know: %s', async (text) => {
    const trustDir = temporaryFolder();
    put(trustDir, 'trustdeck/backups.json', text);
    const { backups } = openTrustDir(trustDir);
    await expect(backups.backedUp()).rejects.toMatchObject({ code: 'record-unreadable' });
    await expect(backups.note(IDS, new Date(0))).rejects.toMatchObject({ code: 'record-unreadable' });
  });
});
