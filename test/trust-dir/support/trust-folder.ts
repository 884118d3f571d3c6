import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Machine, thisMachine } from '../../../source/trust-dir/index.ts';

/** A new folder, removed when the test ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trustdeck-trust-dir-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of a trust directory that may be written to. */
export function copyOf(trustDir: string): string {
  const copy = join(temporaryFolder(), 'trust');
  cpSync(trustDir, copy, { recursive: true });
  return copy;
}

/** Writes a file with the folders above it. */
export function put(folder: string, path: string, content: string | Uint8Array, mode = 0o600): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode });
  return file;
}

/** A named pipe: opening one for reading waits for a writer, unless it is done right. */
export function putPipe(folder: string, path: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  execFileSync('mkfifo', [file]);
  return file;
}

/** A metadata document as far as the cache looks into it. */
export function document(version: number, rest = ''): Uint8Array {
  return new TextEncoder().encode(`{"signed":{"version":${version}},"rest":"${rest}"}`);
}

/** This machine, but for what is given. */
export function machine(parts: Partial<Machine> = {}): Machine {
  return { ...thisMachine, ...parts };
}
