import { type Evidence, reportError } from '../../operations/index.ts';
import type { Check } from '../check.ts';
import { detailOf } from '../error-detail.ts';
import { tryAgain } from '../remedies/outside.ts';
import { type Trouble, troubleFinding, troubleOf } from '../server-trouble.ts';

const WRONG_ADDRESS =
  'Check the address: it leads to something else than a Notary server, such as a login page or the registry.';
const TELL_ADMIN = 'Tell whoever runs the server, with the time and the status.';

const STEPS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'server-error',
    [
      'Wait a moment and try again: servers fail while they restart.',
      TELL_ADMIN,
      'Whoever runs it looks at its log, and whether its database and its signer are up.',
    ],
  ],
  ['not-a-notary-server', [WRONG_ADDRESS]],
  ['redirect-refused', [WRONG_ADDRESS]],
  [
    'token-service-failed',
    ['Tell whoever runs the token service, which is not the Notary server; nothing else helps.'],
  ],
]);

/** Something answers, but not as a Notary server does. */
export const serverFailure: Check = {
  code: 'server-failure',
  level: 'error',
  words: {
    wrong: 'The Notary server answers, but gives no usable answer.',
    pulls: 'Pulls fail, or go on from what this machine has verified before; nothing newer is seen.',
    signs: 'Nothing can be published until the server works again.',
    remedy: 'Says whether the address is wrong or the server fails, and what to tell whoever runs it.',
  },
  find: (examination) =>
    troubleFinding(serverFailure, examination, (trouble) => ({
      short: 'server',
      evidence: statusEvidence(trouble),
      printed: [
        'unable to reach trust server at this time: 503.',
        'trust server returned a bad response.',
        'no trust data available for remote repository …. Try running notary server and setting DOCKER_CONTENT_TRUST_SERVER to its HTTPS address',
      ],
    })),
  remedy: (_, examination) => {
    const trouble = troubleOf(examination);
    return trouble === null
      ? null
      : tryAgain(examination.gun, {
          label: 'Get the server to answer',
          way: 'tell the wrong address from the failing server',
          steps: stepsFor(trouble),
        });
  },
};

function statusEvidence({ error }: Trouble): readonly Evidence[] {
  const status = detailOf(error).number('status');
  return status === null ? [] : [{ text: `the answer had status ${status}` }];
}

function stepsFor({ error, server }: Trouble): readonly string[] {
  const health =
    server === null
      ? []
      : [`Ask it yourself: curl -v ${server.url}/_notary_server/health answers {} when it is well.`];
  return [...(STEPS.get(error.code) ?? [reportError(error).next, TELL_ADMIN]), ...health];
}
