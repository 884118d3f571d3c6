import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS } from '../support/terminal-driver.ts';
import { endPrograms, expectRestored, startProgram } from './support/program.ts';
import { keyFiles, keyWith, openKeyFile, published } from './support/trust-state.ts';
import { type WizardDriver, wizardDriver } from './support/wizard-driver.ts';

const API = 'registry.example.com/admin/api';
/** Letters that the app has no other reason to write: not even one of them may appear. */
const NEW_PASSPHRASE = 'ŻŹĆĄŚĘŁÓŃ';
const WRONG = 'ÞÐÆŒŊ';
const TOO_SHORT = 'ĞŞİ';
const SECRET_LETTERS = /[ŻŹĆĄŚĘŁÓŃÞÐÆŒŊĞŞİ]/u;

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
] as const;

afterEach(endPrograms);

interface Demo extends WizardDriver {
  readonly folder: string;
  readonly server: string;
  readonly trustDir: string;
}

/** The demo, once it shows its first repository; with its server and its files for the test to read. */
async function demo(size: (typeof SIZES)[number]): Promise<Demo> {
  const { app, folder } = startProgram('--demo', size);
  const screen = await app.waitFor('Pulls work');
  const address = /127\.0\.0\.1:\d+/.exec(screen)?.[0];
  const inside = readdirSync(folder).find((name) => name.startsWith('trustdeck-demo-'));
  if (address === undefined || inside === undefined) {
    throw new Error(`The demo says nothing of its server or has no folder:\n${screen}`);
  }
  return {
    ...wizardDriver(app),
    folder,
    server: `http://${address}`,
    trustDir: join(folder, inside, 'trust'),
  };
}

/** The first group of a pattern on the screen. */
function found(screen: string, pattern: RegExp): string {
  const [, group] = pattern.exec(screen) ?? [];
  if (group === undefined) {
    throw new Error(`Nothing is like ${String(pattern)} in:\n${screen}`);
  }
  return group;
}

describe.each(SIZES)('rotating a signer key at $columns x $rows', (size) => {
  it('puts the new key in and the old one out, whatever is mistyped on the way', async () => {
    const desk = await demo(size);
    const { press, page, app } = desk;
    const before = await published(desk.server, API);
    const filesBefore = keyFiles(desk.trustDir);

    // The signer.
    press('2');
    await app.waitFor(/▸ +ben/);
    press(KEYS.down);
    await app.waitFor(/▸ +jeff/);
    press('T');
    await page('signer', 'Whose key is to be replaced?', /▸ jeff/, 'Esc back', 'Enter continue');

    // Their new key; there and back, and it is still what was chosen.
    press(KEYS.enter);
    await page('new key', 'What is the new key?', /▸ Make a new key here: ECDSA P-256/, 'Enter continue');
    press(KEYS.down);
    await page('new key', /▸ Make a new key here: Ed25519/);
    press(KEYS.enter);
    await page('old keys', 'Which old keys go out?', /▸ \[x\] jeff's key/, 'Space tick', 'Enter continue');
    press(KEYS.escape);
    await page('new key', /▸ Make a new key here: Ed25519/);
    press(KEYS.escape);
    await page('signer', /▸ jeff/);
    press(KEYS.enter);
    await page('new key', /▸ Make a new key here: Ed25519/);
    press(KEYS.up);
    await page('new key', /▸ Make a new key here: ECDSA P-256/);

    // What becomes of the old one.
    press(KEYS.enter);
    await page('old keys', /▸ \[x\] jeff's key/);
    press(KEYS.enter);
    await page('afterwards', 'Remove the old private key', 'It still signs for', /▸ No, keep the file/);

    // The review: looked at, left, come back to.
    press(KEYS.enter);
    const review = await page(
      'review',
      'What changes',
      /targets +v\d+ → v\d+ +signed by the repository key [0-9a-f]{7} \(here\)/,
      /- jeff [0-9a-f]{7}/,
      /\+ jeff [0-9a-f]{7} .*new, made here/,
      /targets\/releases +v\d+ → v\d+/,
      /targets\/jeff +v\d+ → v\d+/,
      '4 tags stay trusted.',
      '▸[ Cancel ]',
      '[ Publish ]',
    );
    const oldKey = found(review, /- jeff ([0-9a-f]{7})/);
    const newKey = found(review, /\+ jeff ([0-9a-f]{7})/);
    press(KEYS.escape);
    await page('afterwards', /▸ No, keep the file/);
    press(KEYS.enter);
    await page('review', `+ jeff ${newKey}`, '▸[ Cancel ]');

    // The passphrase of the repository key, first a wrong one; then second thoughts.
    press(KEYS.tab);
    await page('review', '▸[ Publish ]');
    press(KEYS.enter);
    const asked = await page(
      'passphrases',
      'Passphrase of the repository key',
      `to sign targets of ${API}`,
      '(nothing typed yet)',
      'In the sandbox every key opens with',
      'neither shown nor written down',
      'Enter continue',
    );
    const passphrase = found(asked, /opens with: (\S+)/);
    press(WRONG);
    await page('passphrases', '(hidden)');
    press(KEYS.enter);
    await page(
      'passphrases',
      'That passphrase does not open the key.',
      'attempt 2 of 3',
      '(nothing typed yet)',
    );
    press(KEYS.escape);
    await page('review', `+ jeff ${newKey}`, '▸[ Cancel ]');
    expect(await published(desk.server, API)).toEqual(before);
    expect(keyFiles(desk.trustDir)).toEqual(filesBefore);

    // Again, now the right one; and a passphrase for the new key, too short and not the same twice at first.
    press(KEYS.tab);
    await page('review', '▸[ Publish ]');
    press(KEYS.enter);
    await page('passphrases', 'Passphrase of the repository key', '(nothing typed yet)');
    press(passphrase, KEYS.enter);
    await page('passphrases', `New passphrase for jeff's key ${newKey}`, 'at least 8 characters');
    press(TOO_SHORT, KEYS.enter);
    await page('passphrases', 'That is too short', '(nothing typed yet)');
    press(NEW_PASSPHRASE, KEYS.enter);
    await page('passphrases', `The same passphrase for jeff's key ${newKey} again`);
    press(WRONG, KEYS.enter);
    await page('passphrases', `New passphrase for jeff's key ${newKey}`, 'The two were not the same.');
    press(NEW_PASSPHRASE, KEYS.enter);
    await page('passphrases', `The same passphrase for jeff's key ${newKey} again`);
    press(NEW_PASSPHRASE, KEYS.enter);
    await page(
      'publish and verify',
      'admin/api  published, downloaded again and verified',
      `Jeff's key ${newKey} is on this machine now.`,
      `trustdeck signer rotate jeff ${API}`,
      'Enter Done',
    );

    // The screen below shows it at once.
    press(KEYS.enter);
    await app.waitFor(new RegExp(`jeff +${newKey} .*signs 2`));
    expect(app.screen()).toMatch(/✓ admin\/api/);

    const after = await published(desk.server, API);
    expect(after.trusted).toBe(true);
    expect(after.targets).toBe(before.targets + 1);
    for (const role of ['targets/releases', 'targets/jeff']) {
      const { keys, usable, tags } = after.roles.get(role) ?? {};
      expect(usable).toBe(true);
      expect(keys?.filter((id) => id.startsWith(newKey))).toHaveLength(1);
      expect(keys?.filter((id) => id.startsWith(oldKey))).toEqual([]);
      expect(tags).toEqual(before.roles.get(role)?.tags);
    }
    expect(after.roles.get('targets/mia')).toEqual(before.roles.get('targets/mia'));

    const files = keyFiles(desk.trustDir);
    expect([...files.keys()]).toEqual(expect.arrayContaining([...filesBefore.keys()]));
    expect(files.size).toBe(filesBefore.size + 1);
    const [, text] = keyWith(files, newKey);
    expect(text).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\nrole: jeff\n/);
    expect(openKeyFile(text, NEW_PASSPHRASE).asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(() => openKeyFile(text, passphrase)).toThrow();

    press('L');
    await app.waitFor('▸Activity');
    press('q');
    await expectRestored(app, 0);
    expect(app.written()).not.toMatch(SECRET_LETTERS);
  });
});

describe.each(SIZES)('adding a signer at $columns x $rows', (size) => {
  it('takes the public key from a file, after every mistake on the way', async () => {
    const desk = await demo(size);
    const { press, page, app } = desk;
    const before = await published(desk.server, API);
    const filesBefore = keyFiles(desk.trustDir);
    const file = join(desk.folder, 'alex-laptop.pub');
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(file, publicKey.export({ type: 'spki', format: 'pem' }));

    // The name, with a capital letter at first.
    press('A');
    await page('name', 'What is the signer called?', 'Esc back', 'Enter continue');
    press('Alex');
    await page('name', '! lower-case letters');
    press(KEYS.enter);
    await page('name', '✗ lower-case letters');
    press(KEYS.control('u'), 'alex');
    await page('name', /^│ +alex +│$/m);

    // The file, which is not where it was looked for.
    press(KEYS.enter);
    await page('key', 'Which key will they sign with?', /▸ Read a public key from a file/);
    press(KEYS.enter);
    await page('key', 'Which file holds the public key', 'alex.pub');
    press(KEYS.enter);
    await page('key', 'alex.pub does not exist', 'Check the path.', 'nothing was changed', 'Enter back');
    press(KEYS.enter);
    await page('key', 'Which file holds the public key', 'alex.pub');
    press(KEYS.control('u'), KEYS.paste(file));
    await page('key', 'alex-laptop.pub');

    // The review, and all the way back: every answer is still there.
    press(KEYS.enter);
    const review = await page(
      'review',
      /targets +v\d+ → v\d+ +signed by the repository key [0-9a-f]{7} \(here\)/,
      /targets\/releases/,
      /targets\/alex/,
      /\+ alex [0-9a-f]{7}/,
      'alex can sign and release from then on.',
      '▸[ Cancel ]',
    );
    const key = found(review, /\+ alex ([0-9a-f]{7})/);
    press(KEYS.escape);
    await page('key', 'alex-laptop.pub');
    press(KEYS.escape);
    await page('key', /▸ Read a public key from a file/);
    press(KEYS.escape);
    await page('name', /^│ +alex +│$/m);
    press(KEYS.enter);
    await page('key', /▸ Read a public key from a file/);
    press(KEYS.enter);
    await page('key', 'alex-laptop.pub');
    press(KEYS.enter);
    await page('review', `+ alex ${key}`, '▸[ Cancel ]');
    press(KEYS.tab);
    await page('review', '▸[ Publish ]');

    // A wrong passphrase, then the right one.
    press(KEYS.enter);
    const asked = await page('passphrases', 'Passphrase of the repository key', `to sign targets of ${API}`);
    press(WRONG, KEYS.enter);
    await page('passphrases', 'That passphrase does not open the key.', 'attempt 2 of 3');
    expect(await published(desk.server, API)).toEqual(before);
    press(found(asked, /opens with: (\S+)/), KEYS.enter);
    await page('publish and verify', 'admin/api  published, downloaded again and verified', 'Enter Done');

    // The screen below shows it at once.
    press(KEYS.enter);
    await app.waitFor(/alex +1 key/);
    expect(app.screen()).toMatch(/✓ admin\/api/);

    const after = await published(desk.server, API);
    expect(after.trusted).toBe(true);
    expect(after.roles.get('targets/alex')).toMatchObject({
      keys: [expect.stringMatching(`^${key}`)],
      tags: [],
    });
    const releases = after.roles.get('targets/releases');
    expect(releases?.usable).toBe(true);
    expect(releases?.tags).toEqual(before.roles.get('targets/releases')?.tags);
    expect(releases?.keys).toEqual(
      expect.arrayContaining([
        ...(before.roles.get('targets/releases')?.keys ?? []),
        expect.stringMatching(`^${key}`),
      ]),
    );
    expect(keyFiles(desk.trustDir)).toEqual(filesBefore);

    press('q');
    await expectRestored(app, 0);
    expect(app.written()).not.toMatch(SECRET_LETTERS);
  });
});
