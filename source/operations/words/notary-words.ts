import { loginRequiredWords, notAuthorisedWords } from './sign-in-words.ts';
import type { Words } from './words.ts';

interface At {
  readonly server: string;
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  refused: 'Nothing listens there.',
  dns: 'The host name does not resolve.',
  timeout: 'No connection came about in time.',
  reset: 'The connection was reset.',
  closed: 'The connection ended before the answer did.',
  network: 'The network does not lead there.',
};

const UNTRUSTED: Readonly<Record<string, string>> = {
  'unknown-issuer': 'Its certificate comes from a CA that this machine does not know.',
  'self-signed': 'Its certificate is signed by itself.',
  expired: 'Its certificate is expired.',
  'not-yet-valid': 'Its certificate is not valid yet; one of the two clocks may be wrong.',
  'wrong-host': 'Its certificate is for another host name.',
  revoked: 'Its certificate is revoked.',
  weak: 'Its certificate uses a key or digest that is too weak.',
  invalid: 'Its certificate is not valid.',
};

/** What no other CA would help against. */
const NO_MATTER_OF_CA: ReadonlySet<string> = new Set([
  'expired',
  'not-yet-valid',
  'wrong-host',
  'revoked',
  'weak',
  'invalid',
]);
const ASK_FOR_CERTIFICATE =
  'Check the address and the clock of this machine; if they are right, whoever runs the server has to renew its certificate.';

const TLS_FAILURES: Readonly<Record<string, string>> = {
  'not-tls': 'Something answers there that does not speak TLS.',
  'client-certificate-required': 'It wants a client certificate, and none is configured.',
  'client-certificate-refused': 'It refuses the client certificate.',
  handshake: 'The two sides have no TLS version or cipher in common.',
};

const NOT_NOTARY: Readonly<Record<string, string>> = {
  html: 'It answers with a web page.',
  'not-http': 'Its answer is not HTTP.',
  'unexpected-status': 'Its answer is none that a Notary server gives.',
  malformed: 'Its answer cannot be read.',
};

const TOKEN_FAILURES: Readonly<Record<string, string>> = {
  malformed: 'Its answer cannot be read.',
  'no-token': 'Its answer holds no token.',
  'bad-realm': 'The server names no web address to ask for one.',
};

/** What Notary's names for broken rules are about (facts 6). */
const BROKEN: Readonly<Record<string, string>> = {
  ErrBadRoot: 'It finds the root invalid',
  ErrBadTargets: 'It finds the targets or a delegation invalid',
  ErrBadSnapshot: 'It finds the snapshot invalid',
  ErrBadHierarchy: 'It misses something that belongs to the change',
};

const REJECTED: Readonly<Record<string, string>> = {
  invalid: 'It finds the change invalid',
  malformed: 'It cannot read what was sent',
  'name-not-accepted': 'It keeps no repositories of this name',
  'too-large': 'It takes no request of this size',
  'too-many-requests': 'It gets too many requests',
  'server-not-ready': 'It is not set up to store or to sign',
};

const REJECTED_NEXT: Readonly<Record<string, string>> = {
  invalid: 'Read the repository again, then look at the plan; an expired root or key is named there.',
  malformed: 'Something on the way changes what is sent: check the proxy in front of the server.',
  'name-not-accepted': 'Check the repository name and the server that it belongs to.',
  'too-large': 'Raise the limit for request bodies in the proxy in front of the server.',
  'too-many-requests': 'Try again later.',
  'server-not-ready': 'Tell whoever runs the server.',
};

/**
 * What the server misses is a snapshot: its key is neither there nor here, which nothing tells beforehand. Asking the
 * server for its key would, but has it make one where it has none (facts 6.2).
 */
const BROKEN_NEXT: Readonly<Record<string, string>> = {
  ErrBadHierarchy:
    'If it is the snapshot, have whoever holds the snapshot key publish the change, or whoever holds the root key give that role to the server: trustdeck key rotate REPO --role snapshot --server-managed.',
};

const UNCERTAIN: Readonly<Record<string, string>> = {
  'no-answer': 'The change was sent, but the connection ended before the answer.',
  'unclear-answer': 'The change was sent, but the answer is none that a Notary server gives.',
  'server-failed': 'The change was sent, and the server failed while it worked on it.',
  interrupted: 'The change was sent, and its answer was not waited for.',
};

const OUTCOMES: Readonly<Record<string, { readonly what: string; readonly why: string }>> = {
  'rotate-key': {
    what: 'it made another key',
    why: 'Another key counts only once the root names it, so nothing has changed for anybody.',
  },
  delete: { what: 'the repository is deleted', why: 'All of it is deleted, or nothing.' },
};

const TRY_AGAIN = 'Try again later; if it lasts, tell whoever runs the server.';
const CHECK_URL =
  'Check the address: --server, DOCKER_CONTENT_TRUST_SERVER, or the registry in the image name.';

/** Words for everything the Notary client refuses. */
export const NOTARY_WORDS = {
  'server-url-invalid': ({ url, reason }: { readonly url: string; readonly reason: string }): Words => ({
    message: `${url} is no address of a Notary server`,
    why:
      {
        'not-a-url': 'It is not a URL.',
        'not-http': 'It is neither https nor http.',
        'has-credentials': 'It contains a user name or password.',
      }[reason] ?? 'It contains a query.',
    next: 'Give an address such as https://notary.example.com.',
  }),
  'plain-http-refused': ({ server }: At): Words => ({
    message: `${server} is not asked without TLS`,
    why: 'Over plain http anybody on the way could answer for the server; only this machine may be asked so.',
    next: 'Use the https address of the server.',
  }),
  'server-unreachable': (
    detail: At & { readonly reason: string; readonly systemCode: string | null },
  ): Words => ({
    message: `${detail.server} cannot be reached`,
    why: `${UNREACHABLE[detail.reason] ?? 'It does not answer.'}${detail.systemCode === null ? '' : ` (${detail.systemCode})`}`,
    next: `${CHECK_URL} Then check the network.`,
  }),
  'tls-untrusted': (
    detail: At & { readonly reason: string; readonly lookedIn: readonly string[] },
  ): Words => ({
    message: `${detail.server} is not trusted`,
    why: UNTRUSTED[detail.reason] ?? 'Its certificate is not trusted.',
    next: NO_MATTER_OF_CA.has(detail.reason)
      ? ASK_FOR_CERTIFICATE
      : `Pass the CA certificate with --tlscacert, or put it as ca.crt where CAs are looked for${places(detail.lookedIn)}.`,
  }),
  'tls-failed': ({ server, reason }: At & { readonly reason: string }): Words => ({
    message: `No secure connection to ${server}`,
    why: TLS_FAILURES[reason] ?? 'TLS does not come about.',
    next: reason.startsWith('client') ? 'Pass --tlscert and --tlskey.' : CHECK_URL,
  }),
  'tls-material-invalid': (detail: { readonly from: readonly string[]; readonly reason: string }): Words => ({
    message: 'A configured certificate or key cannot be used',
    why: `${detail.from.join(', ')}: ${detail.reason}.`,
    next: 'Correct or remove the file.',
  }),
  'authentication-required': loginRequiredWords,
  'not-authorised': notAuthorisedWords,
  'token-service-failed': (
    detail: At & { readonly reason: string; readonly status: number | null },
  ): Words => ({
    message: `The token service of ${detail.server} gives no token`,
    why: TOKEN_FAILURES[detail.reason] ?? `It answers with status ${detail.status}.`,
    next: TRY_AGAIN,
  }),
  'not-a-notary-server': ({ server, reason }: At & { readonly reason: string }): Words => ({
    message: `${server} does not answer like a Notary server`,
    why: NOT_NOTARY[reason] ?? 'Its answer is not understood.',
    next: CHECK_URL,
  }),
  'encoding-refused': ({ server, encoding }: At & { readonly encoding: string }): Words => ({
    message: `${server} answers compressed`,
    why: `It uses ${encoding} although plain bytes were asked for; digests are over the plain bytes.`,
    next: 'Switch compression off in the proxy in front of the server.',
  }),
  'server-error': (detail: At & { readonly status: number; readonly message: string | null }): Words => ({
    message: `${detail.server} fails`,
    why: `It answers with status ${detail.status}${detail.message === null ? '' : `: ${detail.message}`}.`,
    next: TRY_AGAIN,
  }),
  'too-slow': ({ server, milliseconds }: At & { readonly milliseconds: number }): Words => ({
    message: `${server} is too slow`,
    why: `Its answer is not complete after ${Math.round(milliseconds / 1000)} seconds.`,
    next: TRY_AGAIN,
  }),
  'redirect-refused': ({ server, to }: At & { readonly to: string | null }): Words => ({
    message: `${server} sends elsewhere`,
    why:
      to === null
        ? 'It redirects without saying where, or in a circle.'
        : `It redirects to ${to}, which is not followed.`,
    next: CHECK_URL,
  }),
  'response-too-large': ({ server, limit }: At & { readonly limit: number }): Words => ({
    message: `${server} sends too much`,
    why: `Its answer is larger than ${limit} bytes.`,
    next: CHECK_URL,
  }),
  'version-conflict': ({ server }: At): Words => ({
    message: `Somebody else published to ${server} first`,
    why: 'The server has newer versions of what was signed here. Nothing of this change was published.',
    next: 'Look at what changed meanwhile and do it again: it is worked out anew, on top of that.',
  }),
  'update-rejected': (detail: At & Rejection): Words => ({
    message: `${detail.server} rejects the change`,
    why: `${rejection(detail)} Nothing was published.`,
    next:
      BROKEN_NEXT[detail.validation ?? ''] ??
      REJECTED_NEXT[detail.reason] ??
      'Tell whoever runs the server what it answers.',
  }),
  'publish-uncertain': ({ server, reason }: At & { readonly reason: string }): Words => ({
    message: `${server} did not say whether the change is published`,
    why: `${UNCERTAIN[reason] ?? 'Its answer is not understood.'} Everything of it is published, or nothing.`,
    next: 'Read the repository again to see which; if it is as before, do it again.',
  }),
  'outcome-uncertain': ({
    server,
    action,
    reason,
  }: At & { readonly action: string; readonly reason: string }): Words => ({
    message: `${server} did not say whether ${OUTCOMES[action]?.what ?? 'it did what was asked'}`,
    why: `${UNCERTAIN[reason] ?? 'Its answer is not understood.'} ${OUTCOMES[action]?.why ?? 'It may have done so, or not.'}`,
    next: 'Do it again: twice does no harm.',
  }),
  aborted: (): Words => ({
    message: 'The request was cancelled',
    why: 'The connection to the server was given up.',
    next: 'Start again when you are ready.',
  }),
} as const;

interface Rejection {
  readonly reason: string;
  readonly status: number;
  readonly validation: string | null;
  readonly message: string | null;
}

function rejection({ reason, status, validation, message }: Rejection): string {
  const what = BROKEN[validation ?? ''] ?? REJECTED[reason] ?? `It answers with status ${status}`;
  return message === null ? `${what}.` : `${what}: ${message.replace(/\.$/, '')}.`;
}

function places(lookedIn: readonly string[]): string {
  return lookedIn.length === 0 ? '' : ` (${lookedIn.join(', ')})`;
}
