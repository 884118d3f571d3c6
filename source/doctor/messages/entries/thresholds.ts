import type { MessageEntry } from '../entry.ts';

/** Roles with too few keys, and signatures that no longer count (facts 2.4, 5.2, 10.2, 11.4). */
export const THRESHOLDS: readonly MessageEntry[] = [
  {
    tool: 'either',
    message:
      'role <role> has fewer keys than its threshold of <count>; it will not be usable until keys are added to it',
    means:
      'The change takes the last keys out of {role}: nothing in it counts from now on, until it has keys again. In targets/releases that is every tag that people pull.',
    because: [
      'The last signer was removed, or the last key was taken out with notary delegation remove or purge.',
      'A key was to be replaced, and the old one was removed before the new one was added.',
    ],
    next: [
      'See what is broken, and for whom: `trustdeck doctor {repo}`.',
      'Give the role a key of somebody who signs: `trustdeck doctor {repo} --fix`.',
      'Next time replace a key in one publish: `trustdeck signer rotate NAME {repo}`.',
    ],
    codes: ['releases-keys-below-threshold', 'delegation-keys-below-threshold'],
  },
  {
    tool: 'either',
    message: 'Error getting <role>: valid signatures did not meet threshold for <role>',
    means:
      'Whoever signed {role} last is no longer among its keys, so its tags are not shown and not pulled. Nothing was forged or lost: somebody who still may has to sign it again.',
    because: [
      'The signer who signed it last was removed, or got a new key.',
      'Somebody signed it with a key that was never added to it.',
    ],
    next: [
      'See who signed it and why that does not count: `trustdeck doctor {repo}`.',
      'Look at the content and sign it again: `trustdeck witness {repo} {role}`.',
    ],
    codes: ['releases-signatures-below-threshold', 'delegation-signatures-below-threshold'],
  },
];
