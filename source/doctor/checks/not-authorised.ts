import type { Evidence } from '../../operations/index.ts';
import type { Check } from '../check.ts';
import { detailOf } from '../error-detail.ts';
import { registryOf } from '../registry.ts';
import { docker, tryAgain } from '../remedies/outside.ts';
import {
  isFallback,
  signInEvidence,
  signInReason,
  type Trouble,
  troubleFinding,
  troubleOf,
} from '../server-trouble.ts';

/** The other meanings of a 401: somebody is signed in, and that is not enough. */
export const notAuthorised: Check = {
  code: 'not-authorised',
  level: 'error',
  words: {
    wrong: 'The Notary server refuses access to this repository.',
    pulls: 'Pulls by whoever is signed in here fail.',
    signs: 'Whoever is signed in here can neither see nor change who signs.',
    remedy: 'Says what a refusal can mean, and whom to ask.',
  },
  find: (examination) =>
    troubleFinding(notAuthorised, examination, (trouble) => ({
      short: 'refused',
      evidence: refusalEvidence(trouble),
      printed: [
        'you are not authorized to perform this operation: server returned 401.',
        'denied: requested access to the resource is denied',
      ],
    })),
  remedy: (_, examination) => {
    const { gun } = examination;
    const trouble = troubleOf(examination);
    const registry = registryOf(gun);
    return tryAgain(gun, {
      label: 'Get access to the repository',
      way: 'find out which of the meanings of a refusal it is',
      steps: trouble === null ? [] : stepsFor(trouble, registry),
      commands: [registry === 'docker.io' ? docker('login') : docker('login', registry)],
    });
  },
};

function refusalEvidence(trouble: Trouble): readonly Evidence[] {
  const detail = detailOf(trouble.error);
  const [status, message] = [detail.number('status'), detail.text('message')];
  const refused = detail.text('server');
  const by = isTokenService(trouble) ? `the token service ${refused}` : 'the server';
  return [
    ...(status === null ? [] : [{ text: `${by} answered with status ${status}` }]),
    ...(message === null ? [] : [{ text: `${by} says: ${message}` }]),
    ...signInEvidence(trouble.error),
  ];
}

/** The login itself was refused, before anybody looked at the repository. */
function isLoginRefused(trouble: Trouble): boolean {
  const reason = signInReason(trouble.error);
  return reason === null
    ? isTokenService(trouble)
    : reason === 'wrong-password' || reason === 'identity-token-refused';
}

function isTokenService({ error, server }: Trouble): boolean {
  const refused = detailOf(error).text('server');
  return server !== null && refused !== null && URL.parse(server.url)?.origin !== refused;
}

const TOKENS_NOT_ACCEPTED =
  'If everybody is refused, the server does not accept the tokens of its token service: whoever runs it compares issuer, service and certificate.';

function stepsFor(trouble: Trouble, registry: string): readonly string[] {
  if (isLoginRefused(trouble)) {
    return [
      `The login for ${registry} is refused: the password was changed, or the access token has ended. Sign in again.`,
      'If it is refused still, ask whoever runs the registry whether the account may use it.',
    ];
  }
  if (signInReason(trouble.error) === 'token-not-accepted') {
    return [
      'Compare the clocks: a token of a service whose clock is ahead counts only later, and one of a clock that is behind has ended.',
      TOKENS_NOT_ACCEPTED,
    ];
  }
  return [
    'Check the name of the repository: servers refuse what does not exist just as what is forbidden.',
    `Check who is signed in to ${registry}, and sign in as somebody who may read it.`,
    'Ask whoever runs the registry for the right: pulling images is not enough everywhere, as Azure wants the role AcrImageSigner for changes, and Harbor a membership of the project.',
    ...(isFallback(trouble.server)
      ? [
          'Check that this is the Notary server at all: none was named, so that the registry was asked. Set DOCKER_CONTENT_TRUST_SERVER if there is another.',
        ]
      : []),
    TOKENS_NOT_ACCEPTED,
  ];
}
