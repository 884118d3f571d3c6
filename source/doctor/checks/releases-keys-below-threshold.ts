import { isReleases } from '../delegation-trouble.ts';
import { keysBelowThreshold } from '../keys-below-threshold.ts';

export const releasesKeysBelowThreshold = keysBelowThreshold({
  code: 'releases-keys-below-threshold',
  covers: isReleases,
  words: {
    wrong: 'targets/releases lists fewer keys than it needs signatures.',
    pulls: 'Pulls of released tags fail.',
    signs: 'Nobody can sign releases until a key is added.',
    remedy: 'Adds the key of a known signer, and signs what releases holds again with it.',
  },
});
