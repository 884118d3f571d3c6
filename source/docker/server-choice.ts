import { safeText } from '../base/index.ts';
import type { Gun } from '../tuf/index.ts';
import type { TrustEnvironment } from './environment.ts';
import { DockerError } from './errors.ts';
import type { NotaryConfig } from './notary-config.ts';
import { DOCKER_HUB, registryOf } from './reference.ts';

export const DOCKER_HUB_NOTARY = 'https://notary.docker.io';

/** Why a server is the one for a GUN. */
export type ServerChoiceReason =
  | 'command-line'
  | 'environment'
  | 'notary-config'
  | 'docker-hub-default'
  | 'registry-host';

/** A Notary server for a GUN; `url` has no trailing slash. */
export interface ChosenServer {
  readonly url: string;
  readonly reason: ServerChoiceReason;
}

export interface ServerSources {
  /** `--server`. */
  readonly flag: string | null;
  readonly environment: TrustEnvironment;
  readonly notary: NotaryConfig | null;
}

/**
 * The Notary server of a repository (facts 7.4): `--server`, else `DOCKER_CONTENT_TRUST_SERVER`, else the server of a
 * notary configuration that was named on the command line, else Docker Hub's for Docker Hub, else the registry
 * itself. The first three apply to every repository. Throws `trust-server-not-https`.
 */
export function chooseServer(gun: Gun, sources: ServerSources): ChosenServer {
  const configured = configuredServer(sources);
  if (configured !== null) {
    return configured;
  }
  const registry = registryOf(gun);
  return registry === DOCKER_HUB
    ? { url: DOCKER_HUB_NOTARY, reason: 'docker-hub-default' }
    : { url: `https://${registry}`, reason: 'registry-host' };
}

/** The server that is used for every repository; null when each repository's name decides. */
export function configuredServer({ flag, environment, notary }: ServerSources): ChosenServer | null {
  if (flag !== null) {
    return { url: withoutSlash(flag), reason: 'command-line' };
  }
  if (environment.contentTrustServer !== null) {
    return { url: withoutSlash(requireHttps(environment.contentTrustServer)), reason: 'environment' };
  }
  return notary?.explicit && notary.server !== null
    ? { url: withoutSlash(notary.server.url), reason: 'notary-config' }
    : null;
}

function requireHttps(value: string): string {
  if (URL.parse(value)?.protocol !== 'https:') {
    // What stands between // and @ may be a password.
    const shown = safeText(value.replace(/\/\/.*@/s, '//'));
    throw new DockerError('trust-server-not-https', {
      variable: 'DOCKER_CONTENT_TRUST_SERVER',
      value: shown,
    });
  }
  return value;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
