export {
  type CertificateSummary,
  isNotaryError,
  NotaryError,
  type NotaryProblem,
  type NotaryProblemCode,
  type NotaryProblems,
  type TlsFailure,
  type TlsRefusal,
  type Uncertainty,
  type Unreachable,
  type UpdateRefusal,
} from './errors.ts';
export { DEFAULT_LIMITS, type NotaryLimits } from './limits.ts';
export type {
  Exchange,
  Login,
  LoginSource,
  NotaryRemoteOptions,
  PemSource,
  TlsOptions,
} from './options.ts';
export type { RedirectRefusal } from './redirect.ts';
export { HttpNotaryRemote } from './remote.ts';
export { parseServerUrl } from './server-url.ts';
export type { SignIn, SignInReason } from './sign-in.ts';
