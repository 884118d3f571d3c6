import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

type Call = (...args: never[]) => unknown;

const CHANGING_CALLS = ['open', 'rename', 'rm', 'rmdir', 'mkdir', 'link', 'utimes'];
const SYNCHRONOUS_CALLS = ['mkdirSync'];

/**
 * Has this process kill itself at the given step, counted from 1: right before the call that changes something on the
 * disk, or in the middle of it where bytes are written. 0 is never. Returns the names of the calls so far.
 */
export async function dieAtStep(step: number): Promise<readonly string[]> {
  const calls: string[] = [];

  function dying(name: string, call: Call, halfway: Call | null): Call {
    return function (this: unknown, ...args: never[]) {
      calls.push(name);
      if (calls.length === step) {
        halfway?.apply(this, args);
        die();
      }
      return call.apply(this, args);
    };
  }

  function patch(owner: object, names: readonly string[], halfway: Call | null = null): void {
    const members = owner as Record<string, Call>;
    for (const name of names) {
      const call = members[name];
      if (call === undefined) {
        throw new Error(`no ${name} to patch`);
      }
      members[name] = dying(name, call, halfway);
    }
  }

  const probe = await promises.open(import.meta.filename, 'r');
  const fileHandle: object = Object.getPrototypeOf(probe);
  await probe.close();
  patch(fileHandle, ['writeFile'], writeHalf as Call);
  patch(fileHandle, ['sync']);
  patch(promises, CHANGING_CALLS);
  patch(fs, SYNCHRONOUS_CALLS);
  syncBuiltinESMExports();
  return calls;
}

function writeHalf(this: { readonly fd: number }, content: Uint8Array | string): void {
  const bytes = Buffer.from(content as string);
  fs.writeSync(this.fd, bytes.subarray(0, bytes.length / 2));
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // Nothing may go on until the signal has arrived.
  for (;;) {}
}
