import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** A program to run: file, arguments and its whole environment. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Timing {
  /** Median and fastest wall time in milliseconds. */
  readonly median: number;
  readonly best: number;
}

/**
 * Runs the commands in turn, `rounds` times each, so that a slow moment of the machine hits all of them, and returns
 * the wall times in the order of the commands. A run that fails ends the benchmark: a fast failure is no result.
 */
export async function timeInTurn(commands: readonly Command[], rounds: number): Promise<Timing[]> {
  const walls = commands.map((): number[] => []);
  for (const command of commands) {
    await run(command);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, command] of commands.entries()) {
      const start = performance.now();
      await run(command);
      walls[index]?.push(performance.now() - start);
    }
  }
  return walls.map((samples) => ({ median: quantile(samples, 0.5), best: Math.min(...samples) }));
}

/**
 * Peak resident memory of one run in MiB: the kernel's own high-water mark (`VmHWM`), read until the process ends.
 * Linux only.
 */
export async function peakMemory(command: Command): Promise<number> {
  let peak = 0;
  await run(command, (pid) => {
    const mark = highWaterMark(pid);
    peak = Math.max(peak, mark);
  });
  return peak / 1024;
}

/** The `q` quantile (0 to 1) of `samples`, by nearest rank. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** `VmHWM` of a process in KiB; 0 once it is gone. */
export function highWaterMark(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

const WATCH_EVERY_MS = 2;

function run(command: Command, watch?: (pid: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, command.args, {
      env: command.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    const { pid } = child;
    const watcher = watch && pid ? setInterval(() => watch(pid), WATCH_EVERY_MS) : undefined;
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(watcher);
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${command.file} ${command.args.join(' ')} ended with ${code}: ${complaint}`));
      }
    });
  });
}
