import type { PlanRisk } from '../operations/index.ts';

const NAMES: Readonly<Record<PlanRisk, true>> = {
  'releases-unusable': true,
  'role-unusable': true,
  'last-signer': true,
  'unverified-content': true,
  'root-rotation': true,
  'trust-data-deleted': true,
};

/** What a person agrees to by typing the repository's name, or beforehand with `--accept-risk`. */
export const RISKS: readonly string[] = Object.keys(NAMES);
