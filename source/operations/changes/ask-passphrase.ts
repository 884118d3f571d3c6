import { AppError, type Passphrase } from '../../base/index.ts';
import { OperationError } from '../errors.ts';
import type { PassphraseQuestion } from './key-ports.ts';
import type { Asking } from './key-work.ts';

/** Whose passphrase is asked for, and why. */
export type KeyQuestion = Omit<PassphraseQuestion, 'purpose' | 'attempt' | 'rejected'>;

export interface Opened<Key> {
  readonly key: Key;
  /** null for a key that is not encrypted. */
  readonly passphrase: Passphrase | null;
}

/** Opens something with a passphrase. Rejects with `key-wrong-passphrase` when that does not fit. */
export type Open<Key> = (passphrase: Passphrase) => Promise<Key>;

const ATTEMPTS = 3;

/** Tries passphrases that are known already; null when none fits. */
export async function openWithKnown<Key>(
  open: Open<Key>,
  passphrases: Iterable<Passphrase>,
): Promise<Opened<Key> | null> {
  for (const passphrase of passphrases) {
    const opened = await openWith(open, passphrase);
    if (opened !== null) {
      return opened;
    }
  }
  return null;
}

/**
 * Asks for the passphrase of a key, three times at most. Rejects with `passphrase-not-given`, or with `passphrase-wrong`,
 * also when no further answer is given after a wrong one.
 */
export async function askToOpen<Key>(
  question: KeyQuestion,
  open: Open<Key>,
  { passphrases, signal }: Asking,
): Promise<Opened<Key>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const rejected = attempt === 1 ? null : 'wrong';
    const passphrase = await passphrases.ask({ ...question, purpose: 'unlock', attempt, rejected }, signal);
    signal.throwIfAborted();
    if (passphrase === null) {
      throw notOpened(question, attempt - 1);
    }
    const opened = await openWith(open, passphrase);
    if (opened !== null) {
      return opened;
    }
  }
  throw notOpened(question, ATTEMPTS);
}

/**
 * Asks for the passphrase of a key that is about to be saved; whoever answers sees to its length and its repetition.
 * Rejects with `passphrase-not-given` and `passphrase-empty`: notary takes an empty one for no encryption at all.
 */
export async function askForNew(question: KeyQuestion, { passphrases, signal }: Asking): Promise<Passphrase> {
  signal.throwIfAborted();
  const answer = await passphrases.ask(
    { ...question, purpose: 'create', attempt: 1, rejected: null },
    signal,
  );
  signal.throwIfAborted();
  if (answer === null) {
    const isChange = question.why.kind === 'change';
    throw new OperationError('passphrase-not-given', {
      ...lockedKey(question),
      ...(isChange ? { wanted: 'new-for-old' } : {}),
    });
  }
  if (answer.reveal() === '') {
    throw new OperationError('passphrase-empty', lockedKey(question));
  }
  return answer;
}

async function openWith<Key>(open: Open<Key>, passphrase: Passphrase): Promise<Opened<Key> | null> {
  try {
    return { key: await open(passphrase), passphrase };
  } catch (error) {
    if (error instanceof AppError && error.code === 'key-wrong-passphrase') {
      return null;
    }
    throw error;
  }
}

/** Whoever gives no further answer after wrong ones is told that they were wrong. */
function notOpened(question: KeyQuestion, attempts: number): OperationError {
  return attempts === 0
    ? new OperationError('passphrase-not-given', lockedKey(question))
    : new OperationError('passphrase-wrong', { ...lockedKey(question), attempts });
}

function lockedKey({ keyId, role, path, number = null }: KeyQuestion) {
  return { keyId, role, file: path === null ? null : { path, number } };
}
