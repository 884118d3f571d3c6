import { isAbsolute, join, resolve } from 'node:path';
import type { TrustEnvironment } from './environment.ts';
import type { NotaryConfig } from './notary-config.ts';

/** Folders that everything else is found from. */
export interface HomePlace {
  /** The user's home folder. */
  readonly home: string;
  /** The working folder, which relative paths start from. */
  readonly cwd: string;
}

/** docker's folder: `DOCKER_CONFIG` or `~/.docker`. Absolute. */
export function dockerDirectory(environment: TrustEnvironment, place: HomePlace): string {
  return resolve(place.cwd, environment.dockerConfigDirectory ?? join(place.home, '.docker'));
}

/** A trust directory and what made it the one. */
export interface TrustDirectoryChoice {
  readonly path: string;
  readonly reason: 'command-line' | 'notary-config' | 'docker-directory';
}

/**
 * The trust directory: `--trust-dir`, else `trust_dir` of a notary configuration that was named on the command line,
 * else docker's. A relative path starts from the working folder, in the configuration file as well (facts 9).
 */
export function chooseTrustDirectory(
  place: HomePlace,
  from: {
    readonly flag: string | null;
    readonly notary: NotaryConfig | null;
    readonly dockerDirectory: string;
  },
): TrustDirectoryChoice {
  if (from.flag !== null) {
    return { path: resolve(place.cwd, from.flag), reason: 'command-line' };
  }
  if (from.notary?.explicit && from.notary.trustDirectory !== null) {
    return { path: from.notary.trustDirectory, reason: 'notary-config' };
  }
  return { path: join(from.dockerDirectory, 'trust'), reason: 'docker-directory' };
}

/** Expands a leading `~/` as notary does for `trust_dir` alone, and makes the path absolute. */
export function expandHome(path: string, place: HomePlace): string {
  return path === '~' || path.startsWith('~/')
    ? join(place.home, path.slice(1))
    : isAbsolute(path)
      ? path
      : resolve(place.cwd, path);
}
