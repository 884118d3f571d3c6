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
