import type { MessageEntry } from '../entry.ts';

const UNREACHABLE = ['server-unreachable'] as const;

/** Servers that do not answer, or answer as somebody else (facts 5.4, 7.2, 7.4). */
export const CONNECTION: readonly MessageEntry[] = [
  {
    tool: 'docker',
    message: 'Error: error contacting notary server: <cause>',
    standing: 'wrapper',
    means: 'docker did not get an answer from the Notary server; the rest of the line says why.',
    because: [
      'The Notary server is not where docker looks: at the registry of the image name, unless DOCKER_CONTENT_TRUST_SERVER says otherwise.',
      'It is down, or a firewall or proxy is in the way.',
      'Its certificate comes from a CA that this machine does not know.',
      'No token was handed out: docker reports that as a network error, too.',
    ],
    next: [
      'See which server was asked, and what it answered: `trustdeck doctor {repo}`.',
      'If it is the wrong one: `export DOCKER_CONTENT_TRUST_SERVER=https://HOST:PORT`.',
    ],
    codes: ['server-unreachable', 'tls-untrusted', 'server-not-configured', 'authentication-required'],
  },
  {
    tool: 'either',
    message: 'x509: certificate signed by unknown authority',
    also: ['certificate signed by unknown authority'],
    means: 'The server answered, but nobody whom this machine trusts vouches for its certificate.',
    because: [
      'The server has a certificate from a private CA, which is not known here.',
      'Somebody between you and the server answers in its place, such as a proxy that opens TLS.',
    ],
    next: [
      'Get the CA certificate from whoever runs the server, not from the connection.',
      'Try it: `trustdeck doctor {repo} --tlscacert ca.crt`.',
      'For docker, put it at ~/.docker/tls/HOST:PORT/ca.crt; for notary, --tlscacert or root_ca in its config.json.',
    ],
    codes: ['tls-untrusted'],
  },
  {
    tool: 'either',
    message: 'x509: certificate is valid for <cause>, not <host>',
    also: ["x509: cannot validate certificate for <host> because it doesn't contain any IP SANs"],
    means: 'The server showed the certificate of another host.',
    because: [
      'The address is an alias or an IP address that the certificate does not list.',
      'The address leads to the wrong machine.',
    ],
    next: [
      'Use the name that is in the certificate, in the image name or in DOCKER_CONTENT_TRUST_SERVER.',
      'Otherwise ask whoever runs the server for a certificate that names this host. Then: `trustdeck doctor {repo}`.',
    ],
    codes: ['tls-untrusted'],
  },
  {
    tool: 'either',
    message: 'x509: certificate has expired or is not yet valid',
    means:
      "The server's own TLS certificate ended or has not begun, or the clock of this machine is wrong. This is not about what was signed.",
    because: ['The certificate was not renewed in time.', 'The clock of this machine is wrong.'],
    next: [
      'Check the clock: `date`.',
      'If it is right, ask whoever runs the server to renew its certificate.',
    ],
    codes: ['tls-untrusted', 'clock-skew'],
  },
  {
    tool: 'either',
    message: 'connect: connection refused',
    also: ['connection refused'],
    means: 'The machine is there, but nothing listens at that port.',
    because: [
      'The Notary server is stopped.',
      'The port is wrong: notary-server listens on 4443, a registry does not.',
    ],
    next: [
      'See which address was asked, and why that one: `trustdeck doctor {repo}`.',
      'Start the server, or correct the address.',
    ],
    codes: UNREACHABLE,
  },
  {
    tool: 'either',
    message: 'no such host',
    also: ['Temporary failure in name resolution', 'server misbehaving'],
    means: 'The name of the server has no address.',
    because: ['The name is misspelt.', 'It is known only in the company network or VPN.'],
    next: [
      'See which name was asked: `trustdeck doctor {repo}`.',
      'Correct it, or connect to the network that knows it.',
    ],
    codes: UNREACHABLE,
  },
  {
    tool: 'either',
    message: 'i/o timeout',
    also: [
      'TLS handshake timeout',
      'context deadline exceeded',
      'Client.Timeout exceeded while awaiting headers',
      'no route to host',
      'network is unreachable',
    ],
    means: 'The server did not answer in time, or there is no way to it.',
    because: [
      'A firewall drops the connection.',
      'A proxy is needed, or set wrongly (HTTPS_PROXY).',
      'The server is overloaded.',
    ],
    next: [
      'Try again, and see how far it gets: `trustdeck doctor {repo}`.',
      'Check the network, VPN and proxy.',
    ],
    codes: UNREACHABLE,
  },
  {
    tool: 'either',
    message: 'server gave HTTP response to HTTPS client',
    means: 'What listens there speaks plain HTTP, and trust data is asked for over TLS.',
    because: [
      'The port is that of a registry or a proxy without TLS.',
      'The Notary server runs without a certificate.',
    ],
    next: [
      'See which address was asked: `trustdeck doctor {repo}`.',
      'Use the https address; a sandbox to practise with: `trustdeck sandbox --tls --dir box`.',
    ],
    codes: ['server-unreachable', 'tls-untrusted'],
  },
  {
    tool: 'either',
    message: 'unable to reach trust server at this time: <status>.',
    means: 'Something answered with status {status}, which is neither yes nor no to a Notary client.',
    because: [
      '403: the proxy or the registry forbids it; ask for access.',
      '404 or 405: no Notary server is behind this address.',
      '301, 302, 307 or 308: the server has moved. docker and notary do not follow for trust data; use the new address.',
      '500 or 503: the server or its database or signer fails. 502 or 504: the proxy does not reach it. 413 or 429: too large, or too often.',
    ],
    next: [
      'See what answers, and why it is asked: `trustdeck doctor {repo}`.',
      'Status 500 and above: tell whoever runs the server; its log says more.',
    ],
    codes: ['server-failure', 'server-unreachable', 'not-authorised'],
  },
  {
    tool: 'notary',
    message: 'could not reach <url>: <cause>',
    standing: 'wrapper',
    means:
      'notary got no answer from {url} and goes on without the server: what follows is from the cache, or fails.',
    because: [
      'The address is wrong: without -s or a config.json notary asks https://notary-server:4443.',
      'The server is down, or its certificate is not trusted.',
    ],
    next: [
      'See what is the matter with it: `trustdeck doctor {repo}`.',
      'Name the server: -s HTTPS-ADDRESS for notary, --server for trustdeck.',
    ],
    codes: ['server-unreachable', 'tls-untrusted', 'server-not-configured'],
  },
  {
    tool: 'notary',
    message: 'continuing in offline mode',
    standing: 'aside',
    means: 'notary works from its cache: what it shows may be out of date, and it cannot publish.',
    because: ['The server did not answer; the line before says why.'],
    next: ['See why: `trustdeck doctor {repo}`.'],
    codes: UNREACHABLE,
  },
  {
    tool: 'notary',
    message: 'client is offline',
    standing: 'wrapper',
    means: 'notary had given the server up before it came to this, so nothing was published.',
    because: ['The server did not answer at the beginning of the command; a line before this one says why.'],
    next: [
      'See why: `trustdeck doctor {repo}`.',
      'When it answers: `trustdeck publish {repo}`. What was staged is still there.',
    ],
    codes: ['server-unreachable', 'tls-untrusted', 'pending-changes'],
  },
];
