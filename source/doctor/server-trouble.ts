import type { AppError } from '../base/index.ts';
import {
  type Evidence,
  type Examination,
  type Finding,
  type FindingCode,
  type RepositoryFacts,
  reportError,
  type ServerChoice,
} from '../operations/index.ts';
import { TIMESTAMP } from '../tuf/index.ts';
import type { Check } from './check.ts';
import { moment, span } from './dates.ts';
import { detailOf } from './error-detail.ts';
import { finding } from './finding.ts';

/** What keeps a server from being of use, by the finding that tells it. */
const TROUBLES: ReadonlyMap<string, FindingCode> = new Map<string, FindingCode>([
  ['trust-server-not-https', 'server-not-configured'],
  ['server-url-invalid', 'server-not-configured'],
  ['plain-http-refused', 'server-not-configured'],
  ['file-unreadable', 'server-not-configured'],
  ['config-invalid', 'server-not-configured'],
  ['tls-untrusted', 'tls-untrusted'],
  ['tls-failed', 'tls-untrusted'],
  ['tls-material-invalid', 'tls-untrusted'],
  ['tls-file-invalid', 'tls-untrusted'],
  ['client-certificate-incomplete', 'tls-untrusted'],
  ['server-unreachable', 'server-unreachable'],
  ['too-slow', 'server-unreachable'],
  ['authentication-required', 'authentication-required'],
  ['credential-helper-failed', 'authentication-required'],
  ['login-variable-invalid', 'authentication-required'],
  ['login-config-invalid', 'authentication-required'],
  ['not-authorised', 'not-authorised'],
  ['server-error', 'server-failure'],
  ['not-a-notary-server', 'server-failure'],
  ['token-service-failed', 'server-failure'],
  ['encoding-refused', 'server-failure'],
  ['redirect-refused', 'server-failure'],
  ['response-too-large', 'server-failure'],
  ['metadata-unavailable', 'server-failure'],
]);

/** Servers that nobody named: docker falls back to them (facts 7.4), and there may be no Notary at all. */
const FALLBACKS: ReadonlySet<string> = new Set(['docker-hub-default', 'registry-host']);

const NO_NOTARY: ReadonlySet<string> = new Set([
  'not-a-notary-server',
  'redirect-refused',
  'server-unreachable',
]);

/** Why a server was asked, as the end of a sentence. */
const REASONS: Readonly<Record<ServerChoice['reason'], string>> = {
  'command-line': 'as --server says',
  environment: 'as DOCKER_CONTENT_TRUST_SERVER says, which holds for every registry',
  'notary-config': "as notary's configuration says",
  'docker-hub-default': "Docker Hub's own, as no other is named",
  'registry-host': "the registry's own host, as no Notary server is named",
  sandbox: 'the sandbox of this program',
};

/** An error of the way to the server, or of the server itself. */
export interface Trouble {
  readonly code: FindingCode;
  readonly error: AppError;
  readonly server: ServerChoice | null;
  /** Of what was verified before; null without. */
  readonly facts: RepositoryFacts | null;
  readonly now: Date;
}

/** What stood in the way of an answer; null when nothing did, or what did is nothing of the server's. */
export function troubleOf({ error, server, facts, now }: Examination): Trouble | null {
  const known = error === null ? undefined : TROUBLES.get(error.code);
  if (error === null || known === undefined) {
    return null;
  }
  const code = isNoNotaryThere({ error, server, facts }) ? 'server-not-configured' : known;
  return { code, error, server, facts, now };
}

/** Nothing, a web page, or something without TLS on a host that nobody said was a Notary server: there is none. */
function isNoNotaryThere({ error, server, facts }: Pick<Examination, 'error' | 'server' | 'facts'>): boolean {
  if (error === null || !isFallback(server) || facts !== null) {
    return false; // What was verified before came from there: it is a Notary server, and in trouble.
  }
  return (
    NO_NOTARY.has(error.code) || (error.code === 'tls-failed' && detailOf(error).text('reason') === 'not-tls')
  );
}

interface Told {
  readonly short: string;
  /** What the error does not say by itself. */
  readonly evidence: readonly Evidence[];
  /** As docker and notary print it. */
  readonly printed: readonly string[];
  /** Instead of what the error says. */
  readonly summary?: string;
}

/** The finding of `check` where it is what stood in the way. */
export function troubleFinding(
  check: Check,
  examination: Examination,
  tell: (trouble: Trouble) => Told,
): readonly Finding[] {
  const trouble = troubleOf(examination);
  if (trouble?.code !== check.code) {
    return [];
  }
  const { error, server, facts, now } = trouble;
  const { message, why } = reportError(error);
  const { short, evidence, printed, summary = message } = tell(trouble);
  return [
    finding(check, {
      short,
      at: facts === null ? null : savedAt(facts),
      summary: `${summary}${facts === null ? '' : `; ${shownFrom(facts, now)}`}`,
      evidence: [
        { text: summary === message ? why : `${message}. ${why}` },
        ...serverEvidence(server),
        ...evidence,
        ...cacheEvidence(facts),
        ...printedEvidence(printed),
      ],
    }),
  ];
}

/** Which server was asked, and why that one. */
export function serverEvidence(server: ServerChoice | null): readonly Evidence[] {
  return server === null ? [] : [{ text: `asked ${server.url}, ${REASONS[server.reason]}` }];
}

/** Who asked, for what, and what was granted, as far as the error tells. */
export function signInEvidence(error: AppError): readonly Evidence[] {
  const signIn = detailOf(error).inner('signIn');
  if (signIn.text('reason') === null) {
    return [];
  }
  const [user, from, asked] = [signIn.text('user'), signIn.text('from'), signIn.text('asked')];
  const who =
    user === null && from === null ? 'asked without a login' : `signed in as ${user ?? 'nobody by name'}`;
  const granted = signIn.texts('granted').join(' ');
  return [
    { text: from === null ? who : `${who}, with the login from ${from}` },
    ...(asked === null ? [] : [{ text: `asked for ${asked}` }]),
    ...(signIn.hasList('granted') ? [{ text: `granted ${granted === '' ? 'nothing' : granted}` }] : []),
  ];
}

/** Why the sign-in is not enough; null where the server did not ask who we are. */
export function signInReason(error: AppError): string | null {
  return detailOf(error).inner('signIn').text('reason');
}

/** Nobody named a server, so that the one which was asked may not be the right one. */
export function isFallback(server: ServerChoice | null): boolean {
  return server !== null && FALLBACKS.has(server.reason);
}

/** What docker and notary print for the same, for people who come with their message. */
export function printedEvidence(lines: readonly string[]): readonly Evidence[] {
  return lines.map((line) => ({ text: `docker and notary print: ${line}` }));
}

function cacheEvidence(facts: RepositoryFacts | null): readonly Evidence[] {
  const timestamp = facts?.state.timestamp.document ?? null;
  return timestamp === null
    ? []
    : [
        {
          text: `the timestamp on this machine is version ${timestamp.version} and counts until ${moment(timestamp.expires)}`,
          role: TIMESTAMP,
          version: timestamp.version,
          at: timestamp.expires,
        },
      ];
}

function shownFrom(facts: RepositoryFacts, now: Date): string {
  const at = savedAt(facts);
  return at === null
    ? 'what is shown was verified on this machine before'
    : `what is shown was verified ${span(now.getTime() - at.getTime())} ago`;
}

function savedAt({ freshness }: RepositoryFacts): Date | null {
  return freshness.from === 'cache' ? freshness.savedAt : null;
}
