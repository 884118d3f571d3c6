export {
  SandboxError,
  type SandboxProblem,
  type SandboxProblemCode,
  type SandboxProblems,
} from './errors.ts';
export { SANDBOX_LIMITS, type SandboxLimits } from './limits.ts';
export { DEMO_PASSPHRASE, writeDemoTrustDir } from './scenario/demo-trust-dir.ts';
export {
  bulkScenario,
  type LocalScenarioKey,
  type Scenario,
  type ScenarioRepository,
  sampleScenario,
} from './scenario/scenario.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './start-sandbox.ts';
