import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { type PtyDriver, ptyDriver } from '../../support/pty-driver.ts';

const TOP = resolve(import.meta.dirname, '../../..');
/** What a shell prints before and after the program, so that a test sees whether the terminal works as before. */
const BEFORE = 'stty -g; echo BEFORE';
const AFTER = 'code=$?; stty -g; echo "AFTER $code"; sleep 60';

export interface StartOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly term?: string;
  /** Source text that Node runs before the program. */
  readonly preload?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The built program in a terminal. */
export interface Program {
  readonly app: PtyDriver;
  /** Its home, its temporary folder and where it was started. */
  readonly folder: string;
}

const running: Program[] = [];

/** The built program, started by a shell in a terminal; its home and its temporary folder are its own. */
export function startProgram(
  args: string,
  { preload = '', term = 'xterm-256color', env = {}, ...size }: StartOptions = {},
): Program {
  const folder = mkdtempSync(join(tmpdir(), 'trustdeck-terminal-'));
  const first = join(folder, 'preload.mjs');
  writeFileSync(first, preload);
  const app = ptyDriver({
    command: '/bin/sh',
    // A shell without a handler of its own is interrupted together with the program, and says nothing afterwards.
    args: [
      '-c',
      `trap : INT; ${BEFORE}; TERM=${term} ${process.execPath} --import ${first} ${TOP}/bin/trustdeck.js ${args}; ${AFTER}`,
    ],
    env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, ...env },
    cwd: folder,
    ...size,
  });
  const program = { app, folder };
  running.push(program);
  return program;
}

/** Ends every program that a test has started and removes their folders. */
export async function endPrograms(): Promise<void> {
  for (const { app, folder } of running.splice(0)) {
    app.process.kill('SIGKILL');
    await app.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The process of the program itself, found by the shell that started it. */
export function pidOf(app: PtyDriver): number {
  const children = `/proc/${app.process.pid}/task/${app.process.pid}/children`;
  return Number(readFileSync(children, 'utf8').trim().split(' ')[0]);
}

/** The terminal is as it was found: the normal screen, the cursor, the settings with their echo, and no mode left on. */
export async function expectRestored(app: PtyDriver, code: number): Promise<string> {
  const screen = await app.waitFor(`AFTER ${code}`);
  expect(app.alternate()).toBe(false);
  const settings = screen.split('\n').filter((line) => /^[0-9a-f]+(:[0-9a-f]+){5,}/.test(line.trim()));
  expect(settings).toHaveLength(2);
  expect(settings[1]).toBe(settings[0]);
  const written = app.written();
  expect(written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(written.lastIndexOf('\u001b[?25l'));
  expect(written.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(written.lastIndexOf('\u001b[?2004h'));
  return screen;
}
