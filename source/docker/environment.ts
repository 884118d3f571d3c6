/** The environment as the process has it; handed in by the composition root. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What reading needs from docker's variables (facts 7.3, 7.4); an empty one counts as unset, as in docker. */
export interface TrustEnvironment {
  /** `DOCKER_CONFIG`: folder of `config.json`, `tls` and `trust`. */
  readonly dockerConfigDirectory: string | null;
  /** `DOCKER_CONTENT_TRUST_SERVER`: the Notary server for every registry. */
  readonly contentTrustServer: string | null;
}

export function readEnvironment(environment: Environment): TrustEnvironment {
  const value = (name: string) => environment[name] || null;
  return {
    dockerConfigDirectory: value('DOCKER_CONFIG'),
    contentTrustServer: value('DOCKER_CONTENT_TRUST_SERVER'),
  };
}

/** The variables that hold logins, apart from the others because they are secrets (facts 7.2, 7.3). */
export interface CredentialEnvironment {
  /** `DOCKER_AUTH_CONFIG`: the `auths` of a `config.json`. */
  readonly dockerAuthConfig: string | null;
  /** `NOTARY_AUTH`: base64 of `user:password`. */
  readonly notaryAuth: string | null;
}

export function readCredentialEnvironment(environment: Environment): CredentialEnvironment {
  return {
    dockerAuthConfig: environment['DOCKER_AUTH_CONFIG'] || null,
    notaryAuth: environment['NOTARY_AUTH'] || null,
  };
}
