import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS } from '../support/terminal-driver.ts';
import { endPrograms, expectRestored, startProgram } from './support/program.ts';
import { keyFiles, published } from './support/trust-state.ts';
import { type WizardDriver, wizardDriver } from './support/wizard-driver.ts';

const DEMO = 'registry.example.com/admin/demo';
const BATCH = 'registry.example.com/admin/batch';
const RELEASES = 'targets/releases';
/** What everybody who comes upon a broken repository is promised. */
const WITHIN = 60_000;

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
] as const;

afterEach(endPrograms);

interface Demo extends WizardDriver {
  readonly server: string;
  readonly trustDir: string;
}

/** The demo with the cursor on a repository and its Doctor tab open. */
async function doctorOf(name: string, size: (typeof SIZES)[number]): Promise<Demo> {
  const { app, folder } = startProgram('--demo', size);
  const screen = await app.waitFor('Pulls work');
  const address = /127\.0\.0\.1:\d+/.exec(screen)?.[0];
  const inside = readdirSync(folder).find((each) => each.startsWith('trustdeck-demo-'));
  if (address === undefined || inside === undefined) {
    throw new Error(`The demo says nothing of its server or has no folder:\n${screen}`);
  }
  app.press(`/${name}${KEYS.enter}`);
  await app.waitFor(new RegExp(`▸ ✗ ${name}`));
  app.press('6');
  await app.waitFor(/▸ ✗ targets\/releases needs 1 signature/);
  return {
    ...wizardDriver(app),
    server: `http://${address}`,
    trustDir: join(folder, inside, 'trust'),
  };
}

/** Answers the question for a passphrase with the one that the page shows in the sandbox. */
async function givePassphrase({ page, press }: Demo, ...needed: readonly string[]): Promise<void> {
  const asked = await page('passphrases', ...needed, 'In the sandbox every key opens with');
  const [, passphrase = ''] = /opens with: (\S+)/.exec(asked) ?? [];
  press(passphrase, KEYS.enter);
}

describe.each(SIZES)('putting a repository right at $columns x $rows', (size) => {
  it('goes from the Doctor to a healthy repository, finding by finding', async () => {
    const desk = await doctorOf('admin/demo', size);
    const { press, page, app } = desk;
    const started = performance.now();
    const before = await published(desk.server, DEMO);
    expect(before.roles.get(RELEASES)?.usable).toBe(false);

    // What releases holds is looked at, and left as it is on second thoughts.
    press('f');
    const review = [
      '✗ targets/releases needs 1 signature that counts and has 0',
      'What changes',
      /targets\/releases +v12 → v13 +signed by jeff's key [0-9a-f]{7} \(here\)/,
      '▸[ Cancel ]',
    ] as const;
    await page('review', ...review);
    press(KEYS.enter);
    await app.waitFor(/▸ ✗ targets\/releases needs 1 signature/);
    expect(await published(desk.server, DEMO)).toEqual(before);

    press('f');
    await page('review', ...review);
    press(KEYS.tab);
    await page('review', '▸[ Publish ]');
    press(KEYS.enter);
    await givePassphrase(desk, "Passphrase of jeff's key");
    await page(
      'publish and verify',
      'admin/demo  published, downloaded again and verified',
      '1 problem left',
      '! No key of ben is in targets/releases',
      'f goes on: Let ben release',
    );

    // The next one, from the page of the result.
    press('f');
    await page(
      'way',
      'No key of ben is in targets/releases',
      'is for you to decide',
      /▸ add ben/,
      'remove ben, who is to sign no more',
    );
    press(KEYS.enter);
    await page('review', '+ ben');
    press(KEYS.tab);
    await page('review', '▸[ Publish ]');
    press(KEYS.enter);
    await givePassphrase(desk, 'Passphrase of the repository key');
    await page('publish and verify', 'published, downloaded again and verified', '✓ admin/demo is healthy.');

    // The screen below knows it at once.
    press(KEYS.enter);
    await app.waitFor('✓ Nothing is wrong with this repository.');
    await app.waitFor(/✓ admin\/demo/);
    expect(performance.now() - started).toBeLessThan(WITHIN);
    press('f');
    await app.waitFor('nothing is wrong with this repository');

    const after = await published(desk.server, DEMO);
    expect(after.roles.get(RELEASES)?.usable).toBe(true);
    expect(after.roles.get(RELEASES)?.tags).toEqual(before.roles.get(RELEASES)?.tags);
    expect(after.roles.get('targets/jeff')).toEqual(before.roles.get('targets/jeff'));
    press('q');
    await expectRestored(app, 0);
  });

  it('offers the ways that there are, and hands over what is not done here', async () => {
    const desk = await doctorOf('admin/batch', size);
    const { press, page, app } = desk;
    const before = await published(desk.server, BATCH);
    const filesBefore = keyFiles(desk.trustDir);
    expect(before.roles.get(RELEASES)?.keys).toEqual([]);

    press('f');
    const ways = [
      'How is this to be put right?',
      'targets/releases needs 1 signature but lists 0 keys',
      'is for you to decide',
    ] as const;
    await page('way', ...ways, /▸ add ben/, 'add a key that somebody sends you');
    press(KEYS.down);
    await page('way', /▸ add a key that somebody sends you/);
    press(KEYS.enter);
    await page('hand over', 'This is not done here', `trustdeck delegation add ${BATCH}`, 'Enter look again');

    // Nobody has done anything: the doctor says so.
    press(KEYS.enter);
    await page('hand over', '1 problem left', 'f goes on: Add keys to targets/releases');
    press(KEYS.escape);
    await page('hand over', 'This is not done here');
    press(KEYS.escape);
    await page('way', ...ways, /▸ add a key that somebody sends you/);

    press(KEYS.up);
    await page('way', /▸ add ben/);
    press(KEYS.enter);
    await page('review', 'What changes', /\+ ben [0-9a-f]{7}/, 'can be pulled with trust again');
    press(KEYS.tab);
    await page('review', '▸[ Publish ]');
    press(KEYS.enter);
    await givePassphrase(desk, 'Passphrase of the repository key');
    await page('publish and verify', 'published, downloaded again and verified', '✓ admin/batch is healthy.');
    press(KEYS.enter);
    await app.waitFor('✓ Nothing is wrong with this repository.');

    const after = await published(desk.server, BATCH);
    expect(after.roles.get(RELEASES)).toMatchObject({
      usable: true,
      keys: before.roles.get('targets/ben')?.keys,
      tags: before.roles.get(RELEASES)?.tags,
    });
    expect(keyFiles(desk.trustDir)).toEqual(filesBefore);
    press('q');
    await expectRestored(app, 0);
  });

  it('explains a pasted message, and shows the finding behind it', async () => {
    const { press, app } = await doctorOf('admin/demo', size);
    press('1e');
    await app.waitFor('Paste what docker or notary printed');
    press(
      KEYS.paste(
        'q\nError: error contacting notary server\nvalid signatures did not meet threshold for targets/releases\nq\n',
      ),
    );
    await app.waitFor('What it means');
    await app.waitFor('The selected repository has it');
    press(KEYS.enter);
    await app.waitFor(/▸ ✗ targets\/releases needs 1 signature/);
    press('q');
    await expectRestored(app, 0);
  });
});
