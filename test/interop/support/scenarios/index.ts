import { administrationScenarios } from './administration.ts';
import { brokenScenarios } from './broken.ts';
import { delegationScenarios } from './delegations.ts';
import { expiryScenarios } from './expiry.ts';
import type { Scenario } from './scenario.ts';
import { signerScenarios } from './signers.ts';
import { targetScenarios } from './targets.ts';

export { gunOf, type Scenario } from './scenario.ts';

/** Every repository that trustdeck is compared with the real clients on. */
export const SCENARIOS: readonly Scenario[] = [
  ...signerScenarios,
  ...delegationScenarios,
  ...administrationScenarios,
  ...targetScenarios,
  ...brokenScenarios,
  ...expiryScenarios,
];
