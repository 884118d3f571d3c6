import { describe, expect, it } from 'vitest';
import { fakeServices } from '../support/fake-services.ts';
import { runApp } from '../support/run-app.ts';
import { inDays } from '../support/sample-parts.ts';
import { KEYS, type TerminalDriver } from '../support/terminal-driver.ts';
import { type FakeChangesOptions, fakeChanges, PASSPHRASE } from './support/fake-changes.ts';

const SIZES = [
  [80, 24],
  [120, 36],
] as const;

function start(size: readonly [number, number] = [110, 30], options: FakeChangesOptions = {}) {
  const changes = fakeChanges(options);
  const [columns, rows] = size;
  const app = runApp({ columns, rows, fake: fakeServices({ changes }) });
  return { ...app, changes };
}

/** The screen once it shows this, after checking that nothing is wider or higher than it. */
async function shown(terminal: TerminalDriver, text: string | RegExp, [columns, rows]: readonly number[]) {
  const screen = await terminal.waitFor(text);
  const lines = screen.split('\n');
  expect(lines).toHaveLength(rows ?? 0);
  expect(lines.filter((line) => line.length > (columns ?? 0))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('│') && !line.endsWith('│'))).toEqual([]);
  return screen;
}

/** Jeff's key rotated as far as the review. */
async function review(terminal: TerminalDriver) {
  terminal.press('2jT');
  await terminal.waitFor('Whose key is to be replaced?');
  terminal.press(enter.repeat(4));
  await terminal.waitFor('What changes');
}

/** Keys to press, and what the page after them shows. */
type Walk = readonly (readonly [keys: string, page: string | RegExp])[];

const { enter, tab } = KEYS;

const WALKS: Readonly<Record<string, Walk>> = {
  'generate key': [
    ['n', 'Whose key is it?'],
    ['zoe', 'zoe'],
    [enter, 'Which algorithm?'],
    [enter, 'Does the key need a certificate?'],
    ['jj', '▸ Sign one ourselves'],
    [enter, 'Whose name stands in the certificate?'],
    [enter, 'For how many days is it valid?'],
    [enter, 'Where does the public key go?'],
    [enter, 'Where does the certificate go?'],
    [enter, "New passphrase for zoe's key"],
  ],
  'load key': [
    ['i', 'Which file holds the private key?'],
    ['keys/Jeff.pem', 'keys/Jeff.pem'],
    [enter, 'Whose key is it?'],
    [enter, '1 key in this file'],
    [enter, "Jeff's key 77ab01c is on this machine now."],
  ],
  restore: [
    ['B', 'Which file holds the backup?'],
    ['backup.pem', 'backup.pem'],
    [enter, 'will be added'],
    [enter, 'is on this machine now'],
  ],
  backup: [
    ['b', /\[x\] root/],
    [enter, 'trust-backup-2026-11-23.pem'],
    [enter, 'Backup: trust-backup-2026-11-23.pem'],
  ],
  'export keys': [
    ['3x', /\[x\] jeff/],
    [enter, 'keys.pem'],
    [enter, 'Exported keys: keys.pem'],
  ],
  'remove key': [
    ['3jjD', /▸ .*aa01bb2/],
    [enter, 'Type the beginning'],
    ['aa01bb2', 'aa01bb2'],
    [enter, 'is removed from this machine'],
  ],
  initialise: [
    ['I', 'Which repository gets trust data?'],
    ['new/app', 'registry.example.com/new/app'],
    [enter, 'Which root key vouches for it?'],
    [enter, 'What changes'],
  ],
  'add signer': [
    ['A', 'What is the signer called?'],
    ['alex', 'Add signer alex'],
    [enter, 'Which key will they sign with?'],
    [enter, 'alex.pub'],
    [enter, 'What changes'],
    [tab, '▸[ Publish ]'],
    [enter, 'Passphrase of the repository key 262dc4a'],
    [PASSPHRASE, '(hidden)'],
    [enter, 'published, downloaded again and verified'],
  ],
  'remove signer': [
    ['2D', 'Who is to be removed?'],
    [enter, 'What becomes of what they signed?'],
    [enter, 'What changes'],
  ],
  'rotate signer key': [
    ['2jT', "Rotate jeff's key"],
    [enter, 'What is the new key?'],
    [enter, 'Which old keys go out?'],
    [enter, 'Remove the old private key'],
    [enter, 'What it means'],
    [tab, '▸[ Publish ]'],
    [enter, 'Passphrase of the repository key 262dc4a'],
    [`wrong${enter}`, 'attempt 2 of 3'],
    [`${PASSPHRASE}${enter}`, 'published, downloaded again and verified'],
    [enter, '1 Repositories'],
  ],
  'rotate administrative key': [
    [']]]', '▸Roles'],
    ['T', 'Which key is to be replaced?'],
    [KEYS.end, '▸ timestamp'],
    [enter, 'What changes'],
  ],
  'add delegation': [
    [']', '▸Delegations'],
    ['M', 'Which role?'],
    ['qa', 'Add delegation qa'],
    [enter, 'Which key may sign it?'],
    [enter, 'qa.pub'],
    [enter, 'Which tags may it sign?'],
    ['nightly-', 'nightly-'],
    [enter, 'What changes'],
  ],
  'remove delegation': [
    [']', '▸Delegations'],
    ['D', 'Which delegation?'],
    [enter, 'What is to be removed?'],
    [`j${enter}`, 'Which keys go out?'],
    [`${enter}`, 'nothing is ticked'],
    [` ${enter}`, 'What changes'],
  ],
  witness: [
    ['W', 'Which roles are to be signed again?'],
    [enter, 'nothing is ticked'],
    [' ', '[x] releases'],
    [enter, 'What changes'],
  ],
};

describe.each(SIZES)('at %i×%i', (columns, rows) => {
  it.each(Object.entries(WALKS))('walks through: %s', async (_name, walk) => {
    const size = [columns, rows] as const;
    const { terminal } = start(size);
    await terminal.waitFor('Pulls work');
    for (const [keys, page] of walk) {
      terminal.press(keys);
      await shown(terminal, page, size);
    }
  });
});

describe('a wizard', () => {
  it('shows its steps: what is done, what is being done, what is to come', async () => {
    const { terminal } = start();
    await terminal.waitFor('Pulls work');
    terminal.press('2jT');
    await terminal.waitFor('Whose key is to be replaced?');
    terminal.press(`${enter}${enter}`);
    const screen = await terminal.waitFor('Which old keys go out?');
    expect(screen).toContain('✓ Signer   ✓ New key   ▸ Old keys   ○ Afterwards   ○ Review');
    expect(screen).toContain('step 3 of 7 · old keys');
  });

  it('is found in the palette, from wherever one is', async () => {
    const { terminal } = start();
    await terminal.waitFor('Pulls work');
    terminal.press(':');
    await terminal.waitFor('Command or repository');
    terminal.press('administrative');
    await terminal.waitFor('Rotate an administrative key');
    terminal.press(enter);
    await terminal.waitFor('Which key is to be replaced?');
  });

  it('copies the command line from the review', async () => {
    const { terminal } = start();
    await terminal.waitFor('Pulls work');
    await review(terminal);
    terminal.press('y');
    await terminal.waitFor('Copied: command line');
    const line = 'trustdeck signer rotate jeff registry.example.com/admin/api';
    expect(terminal.written()).toContain(Buffer.from(line).toString('base64'));
  });

  it('publishes nothing when it is left in the middle', async () => {
    const { terminal, changes, exit } = start();
    await terminal.waitFor('Pulls work');
    await review(terminal);
    terminal.press(`${tab}${enter}`);
    await terminal.waitFor('Passphrase of');
    terminal.press(KEYS.escape);
    await terminal.waitFor('▸[ Cancel ]');
    expect(changes.executed[0]?.options.signal.aborted).toBe(true);
    terminal.press('q');
    await terminal.waitFor('1 Repositories');
    terminal.press('q');
    expect(await exit).toBe(0);
  });

  it('keeps running while it asks whether to stop, and says what came of it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { terminal, changes } = start([110, 30], { publishing: promise });
    await terminal.waitFor('Pulls work');
    await review(terminal);
    terminal.press(`${tab}${enter}`);
    await terminal.waitFor('Passphrase of');
    terminal.press(`${PASSPHRASE}${enter}`);
    await terminal.waitFor('publishing');
    terminal.press(KEYS.control('c'));
    await terminal.waitFor('A change is being carried out');
    terminal.press('n');
    await terminal.waitFor('readers see the old or the new state');
    terminal.press(KEYS.escape);
    await terminal.waitFor('Stop before the next request');
    resolve();
    await terminal.waitFor('published, downloaded again and verified');
    expect(changes.executed).toHaveLength(1);
  });

  it('shows what differs when somebody else published, and asks again', async () => {
    const newPlan = { effects: [{ kind: 'tags-stay-released', count: 13 }] } as const;
    const { terminal } = start([110, 30], { newPlan });
    await terminal.waitFor('Pulls work');
    await review(terminal);
    terminal.press(`${tab}${enter}`);
    await terminal.waitFor('Passphrase of');
    terminal.press(`${PASSPHRASE}${enter}`);
    const screen = await terminal.waitFor('Somebody else published in between');
    expect(screen).toContain('≠   13 tags stay trusted.');
    terminal.press(`${tab}${enter}`);
    await terminal.waitFor('published, downloaded again and verified');
  });

  it('offers at the start what was not finished, and goes on with it', async () => {
    const request = { kind: 'signer-add', signer: 'alex', keys: [] } as const;
    const repositories = [
      { gun: 'registry.example.com/admin/api' as never, status: 'planned', error: null, sent: [] } as const,
    ];
    const run = { id: '1', startedAt: inDays(-1), request, newKeys: [], repositories };
    const { terminal } = start([110, 30], { runs: [run] });
    await terminal.waitFor('1 change was started and not finished: u goes on');
    terminal.press('u');
    await terminal.waitFor(/▸ Add a signer: alex +admin\/api · started/);
    terminal.press(`${enter}${enter}`);
    await terminal.waitFor('What changes');
  });

  it('reads as sentences with numbered choices in screen-reader mode', async () => {
    const { terminal } = runApp({ screenReader: true, fake: fakeServices({ changes: fakeChanges() }) });
    await terminal.waitFor('1 of');
    terminal.press('2jT');
    const screen = await terminal.waitFor('Whose key is to be replaced?');
    expect(screen).toContain("Rotate jeff's key · admin/api, step 1 of");
    expect(screen).toContain('▸ 2. jeff');
  });
});
