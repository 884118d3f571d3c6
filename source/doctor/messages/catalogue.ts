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

interface Topic {
  readonly title: string;
  readonly entries: readonly MessageEntry[];
}

/** Every message that can be explained, by topic. */
export const TOPICS: readonly Topic[] = [
  { title: 'Keys and signatures below the threshold', entries: THRESHOLDS },
  { title: 'Expiry, old versions, certificates', entries: FRESHNESS },
  { title: 'Roots that are not trusted, and pins', entries: ROOT_TRUST },
  { title: 'Trust data, tags and roles that are not there', entries: EXISTENCE },
  { title: 'Signing in, and permissions', entries: ACCESS },
  { title: 'The way to the server', entries: CONNECTION },
  { title: 'Which server is asked, and how', entries: SERVER_CHOICE },
  { title: 'Publishing', entries: PUBLISHING },
  { title: 'What the server itself says', entries: SERVER_ANSWERS },
  { title: 'Metadata and roles', entries: DOCUMENTS },
  { title: 'Private keys that are needed', entries: SIGNING_KEYS },
  { title: 'Passphrases', entries: PASSPHRASES },
  { title: 'Making and loading keys', entries: KEY_FILES },
  { title: 'docker trust signer', entries: SIGNERS },
  { title: 'docker trust sign, revoke and inspect', entries: DOCKER_SIGN },
  { title: 'notary init, key rotate, delegation, delete', entries: NOTARY_CHANGES },
  { title: 'notary key', entries: NOTARY_KEYS },
];

export const MESSAGES: readonly MessageEntry[] = TOPICS.flatMap(({ entries }) => entries);

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
