import { ACCESS } from './entries/access.ts';
import { CONNECTION } from './entries/connection.ts';
import { DOCKER_SIGN } from './entries/docker-sign.ts';
import { DOCUMENTS } from './entries/documents.ts';
import { EXISTENCE } from './entries/existence.ts';
import { FRESHNESS } from './entries/freshness.ts';
import { KEY_FILES } from './entries/key-files.ts';
import { NOTARY_CHANGES } from './entries/notary-changes.ts';
import { NOTARY_KEYS } from './entries/notary-keys.ts';
import { PASSPHRASES } from './entries/passphrases.ts';
import { PUBLISHING } from './entries/publishing.ts';
import { ROOT_TRUST } from './entries/root-trust.ts';
import { SERVER_ANSWERS } from './entries/server-answers.ts';
import { SERVER_CHOICE } from './entries/server-choice.ts';
import { SIGNERS } from './entries/signers.ts';
import { SIGNING_KEYS } from './entries/signing-keys.ts';
import { THRESHOLDS } from './entries/thresholds.ts';
import type { MessageEntry } from './entry.ts';
import { type Pattern, pattern } from './pattern.ts';

/** Every message that can be explained, by topic. */
export const MESSAGES: readonly MessageEntry[] = [
  ...THRESHOLDS,
  ...FRESHNESS,
  ...ROOT_TRUST,
  ...EXISTENCE,
  ...ACCESS,
  ...CONNECTION,
  ...SERVER_CHOICE,
  ...PUBLISHING,
  ...SERVER_ANSWERS,
  ...DOCUMENTS,
  ...SIGNING_KEYS,
  ...PASSPHRASES,
  ...KEY_FILES,
  ...SIGNERS,
  ...DOCKER_SIGN,
  ...NOTARY_CHANGES,
  ...NOTARY_KEYS,
];

export interface Known {
  readonly entry: MessageEntry;
  /** The message, then its other wordings. */
  readonly patterns: readonly Pattern[];
}

let known: readonly Known[] | null = null;

/** The catalogue, ready to be searched; made when it is first needed. */
export function catalogue(): readonly Known[] {
  known ??= MESSAGES.map((entry) => ({
    entry,
    patterns: [entry.message, ...(entry.also ?? [])].map(pattern),
  }));
  return known;
}
