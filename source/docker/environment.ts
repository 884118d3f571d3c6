/** A variable that docker or notary reads, and so do we, unchanged (facts 7.2 to 7.4 and 8.3). */
export interface EnvironmentVariable {
  readonly name: string;
  readonly owner: 'docker' | 'notary';
  /** Holds a password or passphrase: never shown, logged or handed to a child process. */
  readonly secret: boolean;
  readonly meaning: string;
}

export const ENVIRONMENT_VARIABLES: readonly EnvironmentVariable[] = [
  { name: 'DOCKER_CONFIG', owner: 'docker', secret: false, meaning: 'folder of config.json, tls and trust' },
  {
    name: 'DOCKER_CONTENT_TRUST_SERVER',
    owner: 'docker',
    secret: false,
    meaning: 'Notary server for every registry, https only',
  },
  { name: 'DOCKER_AUTH_CONFIG', owner: 'docker', secret: true, meaning: 'logins, as JSON' },
  {
    name: 'DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE',
    owner: 'docker',
    secret: true,
    meaning: 'passphrase of root keys',
  },
  {
    name: 'DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE',
    owner: 'docker',
    secret: true,
    meaning: 'passphrase of every other key',
  },
  { name: 'NOTARY_AUTH', owner: 'notary', secret: true, meaning: 'base64 of user:password' },
  { name: 'NOTARY_ROOT_PASSPHRASE', owner: 'notary', secret: true, meaning: 'passphrase of root keys' },
  { name: 'NOTARY_TARGETS_PASSPHRASE', owner: 'notary', secret: true, meaning: 'passphrase of targets keys' },
  {
    name: 'NOTARY_SNAPSHOT_PASSPHRASE',
    owner: 'notary',
    secret: true,
    meaning: 'passphrase of snapshot keys',
  },
  {
    name: 'NOTARY_DELEGATION_PASSPHRASE',
    owner: 'notary',
    secret: true,
    meaning: 'passphrase of delegation keys',
  },
];

/** The environment as the process has it; handed in by the composition root. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What reading needs from the environment; an empty variable counts as unset, as in docker. */
export interface TrustEnvironment {
  readonly dockerConfigDirectory: string | null;
  readonly contentTrustServer: string | null;
  readonly dockerAuthConfig: string | null;
}

export function readEnvironment(environment: Environment): TrustEnvironment {
  const value = (name: string) => environment[name] || null;
  return {
    dockerConfigDirectory: value('DOCKER_CONFIG'),
    contentTrustServer: value('DOCKER_CONTENT_TRUST_SERVER'),
    dockerAuthConfig: value('DOCKER_AUTH_CONFIG'),
  };
}
