import { isReleases } from '../delegation-trouble.ts';
import { signaturesBelowThreshold } from '../signatures-below-threshold.ts';

export const releasesSignaturesBelowThreshold = signaturesBelowThreshold({
  code: 'releases-signatures-below-threshold',
  covers: isReleases,
  words: {
    wrong: 'What targets/releases holds is not signed by enough of its present keys.',
    pulls: 'Pulls of released tags fail until somebody whose key counts signs releases again.',
    signs: 'The server rejects what docker trust sign makes of it until then.',
    remedy: 'Signs what releases holds again, after showing it.',
  },
});
