import type { PlanRisk } from '../operations/index.ts';

/** What a person agrees to by typing the repository's name, or beforehand with `--accept-risk`. */
export const RISKS: Readonly<Record<PlanRisk, string>> = {
  'releases-unusable': 'Nobody can pull what targets/releases holds until it is repaired.',
  'role-unusable': 'A role can be used no more until it has enough keys and signatures again.',
  'root-rotation': 'Trust moves to a new root key; without it the repository cannot be changed any more.',
  'unverified-content': 'Content is signed that no valid key is known to have signed before.',
  'trust-data-deleted': 'Trust data is deleted, and comes back from no other place.',
  'last-signer': 'Nobody is left who can release a tag.',
};
