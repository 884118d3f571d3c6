import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../source/base/index.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/index.ts';
import { type PtyDriver, ptyDriver } from '../support/pty-driver.ts';

const TOP = resolve(import.meta.dirname, '../..');
const APP = 'registry.example.com/team/app';
const ROOT = 'root passphrase';
const TARGETS = 'targets passphrase';

/** The process of the program itself, found by the shell that started it. */
function pidOf(driver: PtyDriver): number {
  const children = `/proc/${driver.process.pid}/task/${driver.process.pid}/children`;
  return Number(readFileSync(children, 'utf8').trim().split(' ')[0]);
}

/** The built program in a shell in a terminal: whether it leaves the terminal as it was shows in stty. */
describe('prompts in a real terminal', () => {
  let sandbox: Sandbox;
  let home: string;
  const running: PtyDriver[] = [];
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'trustdeck-prompts-'));
    sandbox = await startSandbox({ clock: systemClock });
  });
  afterEach(async () => {
    for (const driver of running.splice(0)) {
      driver.process.kill('SIGKILL');
      await driver.ended;
    }
    await sandbox.close();
    rmSync(home, { recursive: true, force: true });
  });

  function start(args: string): PtyDriver {
    const program = `${process.execPath} ${TOP}/bin/trustdeck.js ${args} --server ${sandbox.url}`;
    const script = `trap : INT; stty -g; echo BEFORE; ${program}; code=$?; stty -g; echo "AFTER $code"; sleep 60`;
    const driver = ptyDriver({
      command: '/bin/sh',
      args: ['-c', script],
      env: { PATH: process.env['PATH'], HOME: home },
      cwd: home,
      columns: 160,
      rows: 50,
    });
    running.push(driver);
    return driver;
  }

  /** The exit code, once the shell has the terminal again, in the state in which it gave it away. */
  async function ended(driver: PtyDriver): Promise<number> {
    const frame = await driver.waitFor(/AFTER \d+/);
    const [before, after] = driver.written().match(/^[0-9a-f]+(:[0-9a-f]+){10,}/gm) ?? [];
    expect(before).toBeDefined();
    expect(after).toBe(before);
    return Number(/AFTER (\d+)/.exec(frame)?.[1]);
  }

  const privateKeys = () => {
    try {
      return readdirSync(join(home, '.docker', 'trust', 'private'));
    } catch {
      return [];
    }
  };

  const NEW_ROOT = /Enter passphrase for new root key with ID [0-9a-f]{7}: *$/m;
  const REPEAT_ROOT = /Repeat passphrase for new root key with ID [0-9a-f]{7}: *$/m;
  const NEW_TARGETS = /Enter passphrase for new targets key with ID [0-9a-f]{7} of [^:]+: *$/m;
  const REPEAT_TARGETS = /Repeat passphrase for new targets key with ID [0-9a-f]{7} of [^:]+: *$/m;

  async function initialise(redirection = ''): Promise<PtyDriver> {
    const driver = start(`init ${APP} ${redirection}`);
    await driver.waitFor('Publish? [y/N]');
    driver.press('y\r');
    for (const [prompt, answer] of [
      [NEW_ROOT, ROOT],
      [REPEAT_ROOT, ROOT],
      [NEW_TARGETS, TARGETS],
      [REPEAT_TARGETS, TARGETS],
    ] as const) {
      await driver.waitFor(prompt);
      driver.press(`${answer}\r`);
    }
    return driver;
  }

  it('shows the plan, asks, takes passphrases without echo, publishes', async () => {
    const driver = await initialise();
    expect(await ended(driver)).toBe(0);
    expect(driver.written()).toContain(`Successfully initialized "${APP}"`);
    expect(driver.written()).not.toContain(ROOT);
    expect(driver.written()).not.toContain(TARGETS);
    expect(privateKeys()).toHaveLength(2);
  });

  it('shows the plan and asks in the terminal also when stderr goes to a file', async () => {
    const driver = await initialise('2> errors.log');
    expect(await ended(driver)).toBe(0);
    expect(driver.written()).toMatch(/What changes[\s\S]+Publish\? \[y\/N\]/);
    expect(driver.written()).not.toContain(ROOT);
    expect(readFileSync(join(home, 'errors.log'), 'utf8')).toMatch(/What changes[\s\S]+publishing\n/);
    expect(privateKeys()).toHaveLength(2);
  });

  it('edits a passphrase that nobody sees: backspace, Ctrl+U, Ctrl+W, arrows, paste', async () => {
    await ended(await initialise());
    const driver = start(`key rotate ${APP} --role snapshot --server-managed -y`);
    await driver.waitFor(/Enter passphrase for root key with ID [0-9a-f]{7} \(to sign root of /);
    driver.press('nonsense\u0015root x\u007f\u001b[Dmistake\u0017pass');
    driver.press('phrase\r');
    expect(await ended(driver)).toBe(0);
    expect(driver.written()).not.toMatch(/nonsense|mistake|phrase\r/);
  });

  it('retries twice, then gives up', async () => {
    await ended(await initialise());
    const driver = start(`key rotate ${APP} --role snapshot --server-managed -y`);
    for (const attempt of [1, 2, 3]) {
      await driver.waitFor(
        () => (driver.written().match(/Enter passphrase for root key/g) ?? []).length === attempt,
      );
      driver.press(`wrong ${attempt}\r`);
    }
    expect(await ended(driver)).toBe(1);
    expect(driver.screen()).toContain('Wrong passphrase for the root key');
    expect(driver.written().match(/Passphrase incorrect/g)).toHaveLength(2);
    expect(driver.written()).not.toMatch(/wrong \d/);
  });

  it('ends with 130 at Ctrl+C, having changed nothing', async () => {
    const driver = start(`init ${APP} -y`);
    await driver.waitFor(NEW_ROOT);
    driver.press('half\u0003');
    expect(await ended(driver)).toBe(130);
    expect(driver.written()).not.toContain('half');
    expect(privateKeys()).toEqual([]);
  });

  it('ends with 130 at Ctrl+C in a question with echo', async () => {
    const driver = start(`init ${APP}`);
    await driver.waitFor('Publish? [y/N]');
    driver.press('\u0003');
    expect(await ended(driver)).toBe(130);
    expect(privateKeys()).toEqual([]);
  });

  it('gives the terminal back when it is terminated', async () => {
    const driver = start(`init ${APP} -y`);
    await driver.waitFor(NEW_ROOT);
    driver.press('half');
    process.kill(pidOf(driver), 'SIGTERM');
    expect(await ended(driver)).toBe(130);
    expect(driver.written()).not.toContain('half');
  });
});
