import type { Check } from '../check.ts';
import { detailOf } from '../error-detail.ts';
import { tryAgain } from '../remedies/outside.ts';
import { type Trouble, troubleFinding, troubleOf } from '../server-trouble.ts';

const CHECK_ADDRESS =
  'Check the address: --server, DOCKER_CONTENT_TRUST_SERVER, or the registry in the name of the repository.';
const CHECK_NETWORK =
  'Check the way there: VPN, firewall, the port; another machine that reaches the server tells the two apart.';
const NO_PROXY =
  'Check whether there is a way without a proxy: docker and notary take the one that HTTPS_PROXY names, trustdeck goes there directly.';
const ASK_ADMIN = 'Ask whoever runs the server whether it is up.';

const STEPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['refused', [CHECK_ADDRESS, ASK_ADMIN]],
  [
    'dns',
    [
      CHECK_ADDRESS,
      'Check the name service of this machine, or connect the VPN that knows the name.',
      NO_PROXY,
    ],
  ],
  ['timeout', [CHECK_NETWORK, NO_PROXY, ASK_ADMIN]],
]);

/** docker falls back to its cache when the network fails, and says so only in its debug log (facts 7.4). */
export const serverUnreachable: Check = {
  code: 'server-unreachable',
  level: 'error',
  words: {
    wrong: 'The Notary server does not answer.',
    pulls:
      'Pulls fail, or go on from what this machine has verified before, until its timestamp ends; nothing newer is seen.',
    signs: 'Nothing can be published until the server answers.',
    remedy: 'Says how to find out where the way to the server ends.',
  },
  find: (examination) =>
    troubleFinding(serverUnreachable, examination, () => ({
      short: 'unreachable',
      evidence: [],
      printed: [
        'error contacting notary server: dial tcp …',
        'could not reach …, continuing in offline mode; client is offline',
      ],
    })),
  remedy: (_, examination) => {
    const trouble = troubleOf(examination);
    return tryAgain(examination.gun, {
      label: 'Reach the server',
      way: 'find out where the way to it ends',
      steps: [...stepsFor(trouble), ...probe(trouble)],
    });
  },
};

function stepsFor(trouble: Trouble | null): readonly string[] {
  const reason = trouble === null ? null : detailOf(trouble.error).text('reason');
  return STEPS.get(reason ?? '') ?? [CHECK_NETWORK, NO_PROXY, CHECK_ADDRESS, ASK_ADMIN];
}

function probe(trouble: Trouble | null): readonly string[] {
  const url = trouble?.server?.url;
  return url === undefined
    ? []
    : [`Ask it yourself: curl -v ${url}/_notary_server/health answers {} when it is well.`];
}
