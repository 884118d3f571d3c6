import { AppError, type ErrorOf, type SafeText } from '../base/index.ts';

/** Why a text is no image reference (facts 1.1). */
export type ReferenceFault =
  | 'empty'
  /** The whole name is 64 hexadecimal digits, which docker takes for an image ID. */
  | 'looks-like-image-id'
  | 'upper-case'
  | 'too-long'
  | 'bad-name'
  | 'bad-tag'
  | 'bad-digest';

/** Why a text is no `user:password` in base64. */
export type LoginFault = 'not-base64' | 'no-colon' | 'no-username' | 'no-password';

export type HelperFault =
  /** No such program in any absolute folder of `PATH`, or not the interpreter that it names. */
  | 'not-found'
  | 'timed-out'
  /** It could not be started, or ended with another message than that there are no credentials. */
  | 'failed'
  /** It ended well, with something else than its protocol's answer, or with too much. */
  | 'malformed';

/** One member of a configuration file that is not what it should be; `at` is a path such as `trust_pinning.certs`. */
export interface ConfigFault {
  readonly at: string;
  readonly reason: string;
}

export interface DockerProblems {
  'invalid-reference': { readonly text: SafeText; readonly reason: ReferenceFault };
  'file-unreadable': {
    readonly path: string;
    readonly reason: 'missing' | 'permission' | 'not-a-file' | 'too-large' | 'not-utf8' | 'failed';
  };
  /** notary's `config.json`. Values are never repeated. */
  'config-invalid': { readonly path: string; readonly faults: readonly ConfigFault[] };
  /** docker's words: valid https URL required for trust server (facts 7.4). */
  'trust-server-not-https': { readonly variable: string; readonly value: SafeText };
  /** A client certificate without its key or the other way round (facts 7.4). */
  'client-certificate-incomplete': {
    readonly present: string;
    readonly missing: string;
    readonly lacks: 'key' | 'certificate';
  };
  /** The logins in docker's `config.json` or `DOCKER_AUTH_CONFIG`; `path` names which. Values are never repeated. */
  'login-config-invalid': { readonly path: string; readonly faults: readonly ConfigFault[] };
  /** `NOTARY_AUTH` is not base64 of `user:password` (facts 7.2). */
  'login-variable-invalid': { readonly variable: string; readonly reason: LoginFault };
  /** A credential helper gave neither a login nor the answer that it has none. Nothing it wrote is repeated. */
  'credential-helper-failed': { readonly helper: string; readonly reason: HelperFault };
  /** A file that should hold PEM certificates or a PEM key holds none. */
  'tls-file-invalid': { readonly path: string; readonly expected: 'certificate' | 'private-key' };
}

export type DockerProblemCode = keyof DockerProblems;

/** A problem with its code, to be narrowed by `error.code`. */
export type DockerProblem = ErrorOf<DockerProblems>;

export class DockerError<Code extends DockerProblemCode = DockerProblemCode> extends AppError<
  Code,
  DockerProblems[Code]
> {
  constructor(code: Code, detail: DockerProblems[Code], options?: { readonly cause?: unknown }) {
    super(code, detail, options);
    this.name = 'DockerError';
  }
}
