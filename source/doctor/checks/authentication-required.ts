import type { AppError } from '../../base/index.ts';
import type { Evidence } from '../../operations/index.ts';
import type { Check } from '../check.ts';
import { detailOf, type ErrorDetail } from '../error-detail.ts';
import { registryOf } from '../registry.ts';
import { docker, tryAgain } from '../remedies/outside.ts';
import { signInEvidence, signInReason, troubleFinding } from '../server-trouble.ts';

/** The first of the five things that a 401 means: nobody is signed in. */
export const authenticationRequired: Check = {
  code: 'authentication-required',
  level: 'error',
  words: {
    wrong: 'The Notary server wants to know who asks, and no login that it takes was found.',
    pulls: 'Pulls fail, although the image itself may be open to everybody.',
    signs: 'Nothing can be published before signing in.',
    remedy: 'Signs in to the registry: docker and trustdeck use the login of the registry for trust data.',
  },
  find: (examination) =>
    troubleFinding(authenticationRequired, examination, ({ error }) => ({
      short: 'sign in',
      evidence: [
        ...realmEvidence(detailOf(error)),
        ...signInEvidence(error),
        ...lookupEvidence(error, registryOf(examination.gun)),
      ],
      printed: [
        'you are not authorized to perform this operation: server returned 401.',
        'no basic auth credentials; unauthorized: authentication required',
      ],
    })),
  remedy: (_, { gun }) => {
    const registry = registryOf(gun);
    return tryAgain(gun, {
      label: `Sign in to ${registry}`,
      way: 'sign in as for pulling images',
      steps: [
        `Sign in to the registry ${registry}, not to the Notary server: the login is looked up by the name of the image.`,
        'If that does not help, the login is kept by a credential helper that does not answer here: see credsStore and credHelpers in config.json of docker.',
      ],
      commands: [registry === 'docker.io' ? docker('login') : docker('login', registry)],
    });
  },
};

/** What came of looking for a login. Where that failed, the error says itself why. */
function lookupEvidence(error: AppError, registry: string): readonly Evidence[] {
  if (error.code !== 'authentication-required') {
    return [];
  }
  return signInReason(error) === 'login-not-usable'
    ? [{ text: 'the login that is stored is an identity token, and a password is wanted there' }]
    : [{ text: `no login was found for ${registry}, for which it is looked up` }];
}

function realmEvidence(detail: ErrorDetail): readonly Evidence[] {
  const [realm, scheme] = [detail.text('realm'), detail.text('scheme')];
  return [
    ...(realm === null ? [] : [{ text: `permission is handed out by ${realm}` }]),
    ...(scheme === null ? [] : [{ text: `the server asks for a ${scheme} login` }]),
  ];
}
