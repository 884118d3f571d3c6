import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type PtyDriver, ptyDriver } from '../support/pty-driver.ts';
import { KEYS } from '../support/terminal-driver.ts';

const TOP = resolve(import.meta.dirname, '../..');
/** What a shell prints before and after the program, so that the test sees whether the terminal works as before. */
const BEFORE = 'stty -g; echo BEFORE';
const AFTER = 'code=$?; stty -g; echo "AFTER $code"; sleep 60';

const running: { readonly app: PtyDriver; readonly folder: string }[] = [];

afterEach(async () => {
  for (const { app, folder } of running.splice(0)) {
    app.process.kill('SIGKILL');
    await app.ended;
    rmSync(folder, { recursive: true, force: true });
  }
});

interface StartOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly term?: string;
  /** Source text that Node runs before the program. */
  readonly preload?: string;
}

/** The built program, started by a shell in a terminal; its home and its temporary folder are its own. */
function start(
  args: string,
  { preload = '', term = 'xterm-256color', ...size }: StartOptions = {},
): PtyDriver {
  const folder = mkdtempSync(join(tmpdir(), 'trustdeck-terminal-'));
  const first = join(folder, 'preload.mjs');
  writeFileSync(first, preload);
  const app = ptyDriver({
    command: '/bin/sh',
    args: [
      '-c',
      `${BEFORE}; TERM=${term} ${process.execPath} --import ${first} ${TOP}/bin/trustdeck.js ${args}; ${AFTER}`,
    ],
    env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder },
    cwd: TOP,
    ...size,
  });
  running.push({ app, folder });
  return app;
}

/** The process of the program itself, found by the shell that started it. */
function pidOf(app: PtyDriver): number {
  const children = `/proc/${app.process.pid}/task/${app.process.pid}/children`;
  return Number(readFileSync(children, 'utf8').trim().split(' ')[0]);
}

/** Closes the pseudo-terminal under the program, as shutting the window does. */
function closeTerminal(app: PtyDriver): void {
  const { destroy } = app.process as unknown as { readonly destroy: () => void };
  destroy.call(app.process);
}

/** The terminal is as it was found: the normal screen, the cursor, the settings, and no mode left on. */
async function expectRestored(app: PtyDriver, code: number): Promise<string> {
  const screen = await app.waitFor(`AFTER ${code}`);
  expect(app.alternate()).toBe(false);
  const settings = screen.split('\n').filter((line) => /^[0-9a-f]+(:[0-9a-f]+){5,}$/.test(line.trim()));
  expect(settings).toHaveLength(2);
  expect(settings[1]).toBe(settings[0]);
  const written = app.written();
  expect(written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(written.lastIndexOf('\u001b[?25l'));
  expect(written.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(written.lastIndexOf('\u001b[?2004h'));
  return screen;
}

describe('the demo in a real terminal', () => {
  it('shows every panel and tab, filters, helps, is resized, and leaves the terminal as it was', async () => {
    const app = start('--demo');
    await app.waitFor('admin/api');
    await app.waitFor('Pulls work');
    for (const [key, panel] of [
      ['2', /▸.* ben /],
      ['3', /▸.* root /],
      ['1', '▸ ✓ admin/api'],
    ] as const) {
      app.press(key);
      await app.waitFor(panel);
    }
    for (const tab of ['Delegations', 'Tags', 'Roles', 'Metadata', 'Activity', 'Overview']) {
      app.press(']');
      await app.waitFor(`▸${tab}`);
    }
    app.press('1/demo');
    await app.waitFor('1 found');
    app.press(KEYS.enter);
    await app.waitFor('Pulls of this repository fail');
    app.press('?');
    await app.waitFor('Keys that work here');
    app.resize(80, 24);
    await app.waitFor('1-18 of');
    app.press(KEYS.escape);
    await app.waitFor(/╮╭.*╮╭/);
    app.press('q');
    await expectRestored(app, 0);
  });

  it('removes what it put into the temporary folder', async () => {
    const app = start('--demo');
    await app.waitFor('Pulls work');
    const folder = running[0]?.folder ?? '';
    expect(readdirSync(folder).some((name) => name.startsWith('trustdeck-demo-'))).toBe(true);
    app.press('q');
    await expectRestored(app, 0);
    expect(readdirSync(folder).filter((name) => name.startsWith('trustdeck-demo-'))).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)(
    'restores the terminal on %s and says what was done',
    async (signal) => {
      const app = start('--demo');
      await app.waitFor('Pulls work');
      process.kill(pidOf(app), signal);
      expect(await expectRestored(app, 130)).toContain('Nothing was being changed');
    },
  );

  it('ends when its terminal is closed, and cleans up', async () => {
    const app = start('--demo');
    await app.waitFor('Pulls work');
    const pid = pidOf(app);
    const folder = running[0]?.folder ?? '';
    closeTerminal(app);
    await app.waitFor(() => !existsSync(`/proc/${pid}`));
    expect(readdirSync(folder).filter((name) => name.startsWith('trustdeck-demo-'))).toEqual([]);
  });

  it('restores the terminal after an uncaught exception and names it', async () => {
    const preload = "process.on('SIGUSR2', () => { throw new TypeError('boom'); });";
    const app = start('--demo', { preload });
    await app.waitFor('Pulls work');
    process.kill(pidOf(app), 'SIGUSR2');
    const screen = await expectRestored(app, 1);
    expect(screen).toContain('TypeError: boom');
    expect(screen).toContain('Nothing was being changed');
    expect(screen).not.toMatch(/^\s+at /m);
  });

  it('ends on Ctrl+C while a text field has the keys', async () => {
    const app = start('--demo');
    await app.waitFor('Pulls work');
    app.press('a');
    await app.waitFor('Its full name');
    app.press(`abc${KEYS.control('c')}`);
    await expectRestored(app, 130);
  });

  it('says what it needs on 40x10, and still quits', async () => {
    const app = start('--demo', { columns: 40, rows: 10 });
    await app.waitFor('needs at least 80 columns');
    app.press('q');
    await app.waitFor('AFTER 0');
  });

  it('goes to the background on Ctrl+Z and comes back', async () => {
    const app = start('--demo');
    await app.waitFor('Pulls work');
    const pid = pidOf(app);
    app.press(KEYS.control('z'));
    await app.waitFor(() => !app.alternate());
    process.kill(pid, 'SIGCONT');
    await app.waitFor(() => app.alternate());
    await app.waitFor('Pulls work');
    app.press('q');
    await app.waitFor('AFTER 0');
  });
});

describe('the app with nothing configured', () => {
  it('welcomes, and opens the sandbox from there', async () => {
    const app = start('');
    await app.waitFor('trustdeck has no repositories to show yet.');
    app.press(KEYS.enter);
    await app.waitFor('SANDBOX');
    await app.waitFor('Pulls work');
    app.press('q');
    await expectRestored(app, 0);
  });

  it('is not opened on a terminal that can only add lines', async () => {
    const app = start('', { term: 'dumb' });
    await app.waitFor('The app needs a terminal');
    await app.waitFor('AFTER 2');
    expect(app.written()).not.toContain('\u001b[?1049h');
  });
});
