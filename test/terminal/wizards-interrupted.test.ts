import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../source/base/index.ts';
import {
  DEMO_PASSPHRASE,
  type Sandbox,
  sampleScenario,
  startSandbox,
  writeDemoTrustDir,
} from '../../source/sandbox/index.ts';
import { type FaultProxy, on, PASS, startFaultProxy } from '../support/fault-proxy.ts';
import { KEYS } from '../support/terminal-driver.ts';
import { endPrograms, expectRestored, startProgram } from './support/program.ts';
import { keyFiles, keyWith, published } from './support/trust-state.ts';
import { type WizardDriver, wizardDriver } from './support/wizard-driver.ts';

const API = 'registry.example.com/admin/api';
/** Letters that the app has no other reason to write: not even one of them may appear. */
const NEW_PASSPHRASE = 'ŻŹĆĄŚĘŁÓŃ';
const SECRET_LETTERS = /[ŻŹĆĄŚĘŁÓŃ]/u;
const CONTROL_C = KEYS.control('c');

/** Gets to a step from the one before it. */
interface Stop {
  readonly step: string;
  readonly go: (driver: WizardDriver) => Promise<unknown>;
}

const ROTATION: readonly Stop[] = [
  {
    step: 'signer',
    go: async ({ app, press, page }) => {
      press('2');
      await app.waitFor(/▸ +ben/);
      press(KEYS.down);
      await app.waitFor(/▸ +jeff/);
      press('T');
      await page('signer', /▸ jeff/);
    },
  },
  {
    step: 'new key',
    go: async ({ press, page }) => {
      press(KEYS.enter);
      await page('new key', 'What is the new key?');
    },
  },
  {
    step: 'old keys',
    go: async ({ press, page }) => {
      press(KEYS.enter);
      await page('old keys', /\[x\] jeff's key/);
    },
  },
  {
    step: 'afterwards',
    go: async ({ press, page }) => {
      press(KEYS.enter);
      await page('afterwards', 'No, keep');
    },
  },
  {
    step: 'review',
    go: async ({ press, page }) => {
      press(KEYS.enter);
      await page('review', '▸[ Cancel ]');
    },
  },
  ...untilNewPassphrase(),
];

const ADDING: readonly Stop[] = [
  {
    step: 'name',
    go: async ({ press, page }) => {
      press('A');
      await page('name', 'What is the signer called?');
    },
  },
  {
    step: 'key',
    go: async ({ press, page }) => {
      press('alex', KEYS.enter);
      await page('key', /▸ Read a public key from a file/);
    },
  },
  {
    step: 'review',
    go: async ({ press, page }) => {
      press(KEYS.home);
      await page('key', /▸ Make a new key here: ECDSA/);
      press(KEYS.enter);
      await page('review', '▸[ Cancel ]');
    },
  },
  ...untilNewPassphrase(),
];

function untilNewPassphrase(): readonly Stop[] {
  return [
    {
      step: 'passphrase',
      go: async ({ press, page }) => {
        press(KEYS.tab);
        await page('review', '▸[ Publish ]');
        press(KEYS.enter);
        await page('passphrases', 'Passphrase of the repository key');
      },
    },
    {
      step: 'passphrase, half typed',
      go: async ({ press, page }) => {
        press(DEMO_PASSPHRASE);
        await page('passphrases', '(hidden)');
      },
    },
    {
      step: 'new passphrase',
      go: async ({ press, page }) => {
        press(KEYS.enter);
        await page('passphrases', 'New passphrase for');
      },
    },
    {
      step: 'new passphrase again',
      go: async ({ press, page }) => {
        press(NEW_PASSPHRASE, KEYS.enter);
        await page('passphrases', 'again');
      },
    },
  ];
}

describe('Ctrl+C half way', () => {
  let sandbox: Sandbox;
  let proxy: FaultProxy;
  let folder: string;
  let trustDir: string;

  beforeEach(async () => {
    const scenario = sampleScenario(systemClock.now());
    sandbox = await startSandbox({ clock: systemClock, scenario });
    proxy = await startFaultProxy({ upstream: sandbox.url });
    folder = mkdtempSync(join(tmpdir(), 'trustdeck-interrupted-'));
    trustDir = join(folder, 'trust');
    await writeDemoTrustDir(trustDir, scenario);
  });
  afterEach(async () => {
    await endPrograms();
    await proxy.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(): Promise<WizardDriver> {
    const { app } = startProgram(`--server ${proxy.url} --trust-dir ${trustDir}`, { columns: 80, rows: 24 });
    await app.waitFor('Pulls work');
    return wizardDriver(app);
  }

  const cases = [
    ...ROTATION.map((stop, index) => ({
      story: 'rotating',
      step: stop.step,
      way: ROTATION.slice(0, index + 1),
    })),
    ...ADDING.map((stop, index) => ({ story: 'adding', step: stop.step, way: ADDING.slice(0, index + 1) })),
  ];
  it.each(cases)('ends the app at once, with nothing changed: $story, at $step', async ({ way }) => {
    const before = await published(sandbox.url, API);
    const files = keyFiles(trustDir);
    const desk = await open();
    for (const { go } of way) {
      await go(desk);
    }
    desk.press(CONTROL_C);
    await expectRestored(desk.app, 130);
    expect(await published(sandbox.url, API)).toEqual(before);
    expect(keyFiles(trustDir)).toEqual(files);
    expect(proxy.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(desk.app.written()).not.toMatch(SECRET_LETTERS);
  });

  /** All pages with their passphrases, up to the request that publishes. */
  async function publish(): Promise<WizardDriver> {
    const desk = await open();
    for (const { go } of ROTATION) {
      await go(desk);
    }
    desk.press(NEW_PASSPHRASE, KEYS.enter);
    await desk.page('publish and verify', 'publishing');
    return desk;
  }

  async function quitAllTheSame({ app, press }: WizardDriver): Promise<void> {
    press(CONTROL_C);
    await app.waitFor('A change is being carried out. Quit all the same?');
    press('n');
    await app.waitFor(() => !app.screen().includes('Quit all the same?'));
    press(CONTROL_C);
    await app.waitFor('Quit all the same?');
    press(CONTROL_C);
    await expectRestored(app, 130);
    expect(app.written()).toContain('what was on its way may have arrived');
    expect(app.written()).not.toMatch(SECRET_LETTERS);
  }

  /** What the next start offers, as far as the plan. */
  async function resume(): Promise<WizardDriver> {
    const desk = await open();
    const { press, page, app } = desk;
    await app.waitFor('1 change was started and not finished: u goes on');
    press('u');
    await page('change', /▸ Rotate a signer's key: jeff +admin\/api · started/);
    press(KEYS.enter);
    await page('what', /▸ Go on/);
    press(KEYS.enter);
    return desk;
  }

  it('asks before it leaves while something is published, which then may never arrive: the next start goes on', async () => {
    const before = await published(sandbox.url, API);
    proxy.programme = on('POST', { kind: 'wait', before: 'request', until: () => new Promise(() => {}) });
    await quitAllTheSame(await publish());
    expect(await published(sandbox.url, API)).toEqual(before);

    proxy.programme = () => PASS;
    const { press, page, app } = await resume();
    const review = await page('review', /\+ jeff [0-9a-f]{7} .*here/, '4 tags stay trusted.', '▸[ Cancel ]');
    expect(review).not.toContain('add them to this change');
    const newKey = /\+ jeff ([0-9a-f]{7})/.exec(review)?.[1] ?? '';
    expect(keyWith(keyFiles(trustDir), newKey)[1]).toContain('ENCRYPTED');
    press(KEYS.tab);
    await page('review', '▸[ Publish ]');
    press(KEYS.enter);
    await page('passphrases', 'Passphrase of the repository key');
    press(DEMO_PASSPHRASE, KEYS.enter);
    await page('passphrases', `Passphrase of jeff's key ${newKey}`);
    press(NEW_PASSPHRASE, KEYS.enter);
    await page('publish and verify', 'published, downloaded again and verified');
    press(KEYS.enter);
    await app.waitFor(new RegExp(`jeff +${newKey} .*signs 2`));
    const after = await published(sandbox.url, API);
    expect(after.roles.get('targets/jeff')?.keys).toEqual([expect.stringMatching(`^${newKey}`)]);
    press('u');
    await app.waitFor('no change was left unfinished');
    expect(app.written()).not.toMatch(SECRET_LETTERS);
  });

  it('finds out at the next start that what was on its way has arrived', async () => {
    proxy.programme = on('POST', { kind: 'wait', before: 'answer', until: () => new Promise(() => {}) });
    await quitAllTheSame(await publish());
    const after = await published(sandbox.url, API);

    proxy.programme = () => PASS;
    const { press, page, app } = await resume();
    await page('review', 'nothing to do: it is like that already');
    press(KEYS.tab, KEYS.enter);
    await app.waitFor('Pulls work');
    expect(await published(sandbox.url, API)).toEqual(after);
    expect(app.screen()).toMatch(/✓ admin\/api/);
  });
});
