import type { ChildProcess } from 'node:child_process';
import { delimiter, isAbsolute } from 'node:path';
import * as v from 'valibot';
import { decodeUtf8 } from '../base/index.ts';
import { parseObject, withLowerCaseNames } from './config-json.ts';
import type { Environment } from './environment.ts';
import { DockerError, type HelperFault } from './errors.ts';

/** How a helper ended. `output` is what it wrote to stdout: a login, so it goes nowhere but to `readAnswer`. */
export type HelperAnswer =
  | { readonly outcome: 'exited'; readonly code: number; readonly output: string }
  | { readonly outcome: HelperFault };

/** Asks `docker-credential-<name>` for the login of `serverUrl`; resolves `timed-out` when `signal` aborts. Never throws. */
export type RunHelper = (name: string, serverUrl: string, signal: AbortSignal) => Promise<HelperAnswer>;

export interface HelperCredentials {
  readonly username: string;
  readonly secret: string;
}

/** No path separator: a configuration names a program on `PATH`, not a file of its choosing. */
export const HELPER_NAME = /^[A-Za-z0-9._-]{1,100}$/;
const MAX_OUTPUT_BYTES = 1024 * 1024;
const NO_CREDENTIALS = 'credentials not found in native keychain';
/** Secrets that are ours and none of a helper's business. */
const WITHHELD = /PASSPHRASE|^NOTARY_AUTH$|^DOCKER_AUTH_CONFIG$/i;

export function programOf(name: string): string {
  return `docker-credential-${name}`;
}

const Answer = v.object({ username: v.string(), secret: v.string() });

/** The login in a helper's answer (facts 7.3), or null when it says that there is none. Throws `credential-helper-failed`. */
export function readAnswer(name: string, answer: HelperAnswer): HelperCredentials | null {
  const failed = (reason: HelperFault) =>
    new DockerError('credential-helper-failed', { helper: programOf(name), reason });
  if (answer.outcome !== 'exited') {
    throw failed(answer.outcome);
  }
  if (answer.code !== 0) {
    if (answer.output.trim() === NO_CREDENTIALS) {
      return null;
    }
    throw failed('failed');
  }
  const value = parseObject(answer.output);
  const parsed = typeof value === 'string' ? null : v.safeParse(Answer, withLowerCaseNames(value));
  if (!parsed?.success) {
    throw failed('malformed');
  }
  return parsed.output;
}

/** The helpers of this machine, found on the `PATH` of `environment`. */
export function credentialHelpers(environment: Environment): RunHelper {
  const passedOn = Object.entries(environment).filter(([name]) => !WITHHELD.test(name));
  // A folder relative to the working one may be anybody's; an empty PATH would mean just that.
  const path = (environment['PATH'] ?? '').split(delimiter).filter(isAbsolute).join(delimiter);
  const env = { ...Object.fromEntries(passedOn), PATH: path };
  return async (name, serverUrl, signal) => {
    if (!HELPER_NAME.test(name) || path === '') {
      return { outcome: 'not-found' };
    }
    const { spawn } = await import('node:child_process');
    if (signal.aborted) {
      return { outcome: 'timed-out' };
    }
    try {
      // A process group of its own can be ended as a whole, and has no terminal to ask on over our screen.
      const child = spawn(programOf(name), ['get'], {
        env,
        stdio: ['pipe', 'pipe', 'ignore'],
        detached: true,
        windowsHide: true,
      });
      return await answerOf(child, serverUrl, signal);
    } catch {
      // Such as an environment that is too long; the error may quote it.
      return { outcome: 'failed' };
    }
  };
}

async function answerOf(child: ChildProcess, serverUrl: string, signal: AbortSignal): Promise<HelperAnswer> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const settle = (answer: HelperAnswer) => {
      signal.removeEventListener('abort', onAbort);
      resolve(answer);
    };
    const cutShort = (outcome: HelperFault) => {
      settle({ outcome });
      endGroup(child);
    };
    const onAbort = () => cutShort('timed-out');

    child.stdout?.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      chunks.push(chunk);
      if (size > MAX_OUTPUT_BYTES) {
        cutShort('malformed');
      }
    });
    child.on('error', (error) => {
      settle({ outcome: 'code' in error && error.code === 'ENOENT' ? 'not-found' : 'failed' });
    });
    child.on('close', (code) => {
      const output = decodeUtf8(Buffer.concat(chunks));
      settle(
        code === null
          ? { outcome: 'failed' }
          : output === null
            ? { outcome: 'malformed' }
            : { outcome: 'exited', code, output },
      );
    });
    // A helper that does not read what it is asked says so by how it ends.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(serverUrl);
    signal.addEventListener('abort', onAbort);
  });
}

/** What the helper started itself may hold its output open, so all of it ends. */
function endGroup(child: ChildProcess): void {
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.unref();
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already ended, or a system without process groups.
    child.kill('SIGKILL');
  }
}
