import { isReleases } from '../delegation-trouble.ts';
import { keysBelowThreshold } from '../keys-below-threshold.ts';

export const delegationKeysBelowThreshold = keysBelowThreshold({
  code: 'delegation-keys-below-threshold',
  covers: (role) => !isReleases(role),
  words: {
    wrong: 'A delegation lists fewer keys than it needs signatures.',
    pulls: 'What it holds does not count; tags that releases holds too can still be pulled.',
    signs: 'Nobody can sign this role until a key is added to it.',
    remedy: 'Adds a key that the repository knows, and signs what the role holds again with it.',
  },
});
