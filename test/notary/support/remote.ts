import { expect, onTestFinished } from 'vitest';
import {
  DEFAULT_LIMITS,
  type Exchange,
  HttpNotaryRemote,
  type LoginSource,
  NotaryError,
  type NotaryLimits,
  type NotaryProblemCode,
  type NotaryProblems,
  type TlsOptions,
} from '../../../source/notary/index.ts';
import type { NotaryRemote, ServerChoice } from '../../../source/operations/ports.ts';
import { asGun, asRoleName, type FileRequest, type Gun, type RoleName } from '../../../source/tuf/index.ts';

export const NO_TLS: TlsOptions = {
  ca: [],
  exclusive: false,
  clientCertificates: [],
  lookedIn: ['/etc/none'],
};

/** Real limits, but small enough to be reached within a test. */
export const QUICK: NotaryLimits = {
  ...DEFAULT_LIMITS,
  connectMs: 3_000,
  headersMs: 3_000,
  bodyWindowMs: 3_000,
  totalMs: 6_000,
  backoffMs: 1,
};

export const GUN = gun('registry.example/team/app');

export interface RemoteSetup {
  readonly tls?: TlsOptions;
  readonly limits?: Partial<NotaryLimits>;
  readonly login?: LoginSource;
  readonly now?: () => Date;
}

export function openRemote(url: string, setup: RemoteSetup = {}) {
  const exchanges: Exchange[] = [];
  const server: ServerChoice = { url, reason: 'command-line' };
  const remote = new HttpNotaryRemote({
    server,
    tls: setup.tls ?? NO_TLS,
    clock: { now: setup.now ?? (() => new Date('2026-11-23T00:00:00Z')) },
    random: () => 0.5,
    limits: { ...QUICK, ...setup.limits },
    onExchange: (exchange) => exchanges.push(exchange),
    ...(setup.login && { login: setup.login }),
  });
  onTestFinished(() => remote.close());
  // Also proves that the client is what the operations ask for.
  const port: NotaryRemote = remote;
  return { remote: port, exchanges };
}

export function gun(text: string): Gun {
  const result = asGun(text);
  if (result === null) {
    throw new Error(`not a GUN: ${text}`);
  }
  return result;
}

export function role(text: string): RoleName {
  const result = asRoleName(text);
  if (result === null) {
    throw new Error(`not a role: ${text}`);
  }
  return result;
}

export function current(name = 'timestamp', maxBytes = 10_000): FileRequest {
  return { role: role(name), by: { kind: 'current' }, maxBytes };
}

export const never = (): AbortSignal => new AbortController().signal;

/** Expects a rejection with this code and returns its detail. */
export async function failure<Code extends NotaryProblemCode>(
  promise: Promise<unknown>,
  code: Code,
): Promise<NotaryProblems[Code]> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(NotaryError);
  const refusal = error as NotaryError<Code>;
  expect(refusal.code).toBe(code);
  return refusal.detail;
}
