import { existsSync, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { PtyDriver } from '../support/pty-driver.ts';
import { KEYS } from '../support/terminal-driver.ts';
import { endPrograms, expectRestored, pidOf, type StartOptions, startProgram } from './support/program.ts';

afterEach(endPrograms);

function start(args: string, options: StartOptions = {}): PtyDriver {
  return startProgram(args, options).app;
}

/** Closes the pseudo-terminal under the program, as shutting the window does. */
function closeTerminal(app: PtyDriver): void {
  const { destroy } = app.process as unknown as { readonly destroy: () => void };
  destroy.call(app.process);
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
    for (const tab of ['Delegations', 'Tags', 'Roles', 'Metadata', 'Doctor', 'Activity', 'Overview']) {
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
    const { app, folder } = startProgram('--demo');
    await app.waitFor('Pulls work');
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
    const { app, folder } = startProgram('--demo');
    await app.waitFor('Pulls work');
    const pid = pidOf(app);
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
