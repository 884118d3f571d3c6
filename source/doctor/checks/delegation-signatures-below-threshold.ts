import { isReleases } from '../delegation-trouble.ts';
import { signaturesBelowThreshold } from '../signatures-below-threshold.ts';

export const delegationSignaturesBelowThreshold = signaturesBelowThreshold({
  code: 'delegation-signatures-below-threshold',
  covers: (role) => !isReleases(role),
  words: {
    wrong: 'What a delegation holds is not signed by enough of its present keys.',
    pulls:
      'What it holds does not count until somebody whose key counts signs it again; tags that releases holds too can still be pulled.',
    signs: 'The server rejects what docker trust sign makes of it until then.',
    remedy: 'Signs what the role holds again, after showing it.',
  },
});
