import { type Evidence, reportError } from '../../operations/index.ts';
import type { Check } from '../check.ts';
import { moment } from '../dates.ts';
import { detailOf, type ErrorDetail } from '../error-detail.ts';
import { registryOf } from '../registry.ts';
import { trustdeck, tryAgain } from '../remedies/outside.ts';
import { type Trouble, troubleFinding, troubleOf } from '../server-trouble.ts';
import { list } from '../words.ts';

const NOT_FROM_THE_CONNECTION =
  "Get the certificate of the CA that issued it from whoever runs the server; what the connection itself offers may be an attacker's.";
const ASK_FOR_RENEWAL = 'Ask whoever runs the server to renew its certificate.';
const SET_CLOCK = 'Check the date and the time of this machine first.';

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/** Reasons that no CA file mends. */
const OTHER_STEPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['expired', [SET_CLOCK, ASK_FOR_RENEWAL]],
  ['not-yet-valid', [SET_CLOCK, ASK_FOR_RENEWAL]],
  [
    'wrong-host',
    [
      'Check the host name in the address of the server, letter by letter.',
      'If it is right, ask whoever runs the server for a certificate that names this host.',
    ],
  ],
  ['revoked', [ASK_FOR_RENEWAL]],
  ['weak', [ASK_FOR_RENEWAL]],
  ['not-tls', ['Check scheme and port of the address: something without TLS answers there.']],
  ['handshake', ['Ask whoever runs the server to offer TLS 1.2 or later.']],
]);

/** Where CA certificates and client certificates belong is what people look for longest (facts 7.4). */
export const tlsUntrusted: Check = {
  code: 'tls-untrusted',
  level: 'error',
  words: {
    wrong: 'The certificate of the Notary server is not trusted, or no secure connection comes about.',
    pulls: 'Pulls fail: nobody can tell whether it is the right server that answers.',
    signs: 'Nothing is sent to it, neither changes nor passwords.',
    remedy: 'Says which CA certificate is missing and where it has to lie.',
  },
  find: (examination) =>
    troubleFinding(tlsUntrusted, examination, ({ error }) => ({
      short: 'TLS',
      evidence: [...tlsEvidence(detailOf(error)), ...dockerEvidence(registryOf(examination.gun))],
      printed: [
        'error contacting notary server: tls: failed to verify certificate: x509: certificate signed by unknown authority',
        'no signatures or cannot access …',
      ],
    })),
  remedy: (_, { gun, ...examination }) => {
    const trouble = troubleOf({ gun, ...examination });
    if (trouble === null) {
      return null;
    }
    const steps = otherSteps(trouble);
    return steps === null
      ? tryAgain(gun, {
          label: 'Trust the CA of the server',
          way: 'put its certificate where docker and trustdeck look',
          steps: [NOT_FROM_THE_CONNECTION, ...placeSteps(trouble)],
          commands: [trustdeck('--tlscacert', 'ca.crt', 'doctor', gun)],
        })
      : tryAgain(gun, { label: 'Make the connection secure', way: 'put right what is refused', steps });
  },
};

function tlsEvidence(detail: ErrorDetail): readonly Evidence[] {
  const tlsCode = detail.text('tlsCode');
  return [
    ...(tlsCode === null ? [] : [{ text: `the TLS library calls it ${tlsCode}` }]),
    ...detail.details('chain').map(certificateEvidence),
    ...detail.texts('lookedIn').map((place) => ({ text: `looked for CA certificates in ${place}` })),
  ];
}

/** Why docker gets along where trustdeck does not (facts 7.4). */
function dockerEvidence(registry: string): readonly Evidence[] {
  return LOOPBACK.test(registry)
    ? [
        {
          text: 'docker does not check the certificate where the registry is on this machine; trustdeck always does',
        },
      ]
    : [];
}

function certificateEvidence(certificate: ErrorDetail, index: number): Evidence {
  const [notBefore, notAfter] = [certificate.date('notBefore'), certificate.date('notAfter')];
  const from = notBefore === null ? '' : `, from ${moment(notBefore)}`;
  const until = notAfter === null ? '' : ` until ${moment(notAfter)}`;
  return {
    text: `certificate ${index + 1} of the server is for ${certificate.text('subject') ?? 'nobody'}, issued by ${certificate.text('issuer') ?? 'nobody'}${from}${until}`,
    ...(notAfter === null ? {} : { at: notAfter }),
  };
}

/** null where a CA file is what is missing. */
function otherSteps({ error }: Trouble): readonly string[] | null {
  const reason = detailOf(error).text('reason');
  if (error.code === 'tls-untrusted' && (reason === 'unknown-issuer' || reason === 'self-signed')) {
    return null;
  }
  if (error.code === 'tls-failed' && reason?.startsWith('client-certificate')) {
    return [
      'Get a client certificate and its key from whoever runs the server.',
      'Put them as client.cert and client.key where docker looks: a folder named like host and port of the server, below tls in its configuration folder (~/.docker/tls/HOST:PORT/).',
      'Or name them with --tlscert and --tlskey.',
    ];
  }
  return OTHER_STEPS.get(reason ?? '') ?? [reportError(error).next];
}

/** An exclusive CA file was named: it is that one that does not fit. */
function placeSteps({ error, server }: Trouble): readonly string[] {
  const host = server === null ? '' : (URL.parse(server.url)?.host ?? '');
  const places = detailOf(error).texts('lookedIn');
  const folder = places.find((place) => host !== '' && place.endsWith(host));
  return folder === undefined && places.length > 0
    ? [
        `Put it into ${list(places)}, which is the only place that is asked, or name another file with --tlscacert.`,
      ]
    : [
        `Put it as ca.crt into ${folder ?? `~/.docker/tls/${host}`}; docker reads the same folder. What lies in certs.d is read for images, not for trust data.`,
        'Or name it for one command with --tlscacert.',
      ];
}
