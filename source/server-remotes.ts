import { systemClock } from './base/index.ts';
import type { GlobalOptions } from './cli/index.ts';
import {
  chooseServer,
  configuredServer,
  diskFiles,
  dockerDirectory,
  type HomePlace,
  readEnvironment,
  readTlsMaterial,
  type ServerSources,
  type TrustEnvironment,
} from './docker/index.ts';
import { loginSource } from './login-source.ts';
import type { Exchange, NotaryLimits } from './notary/index.ts';
import type { NotaryRemote, Remotes, ServerChoice } from './operations/index.ts';
import type { Surroundings } from './surroundings.ts';

/** Where configuration is looked for, derived once from how the process was started. */
export interface ConfigurationPlaces {
  readonly place: HomePlace;
  readonly environment: TrustEnvironment;
  readonly dockerDirectory: string;
}

export function configurationPlaces({ env, home, cwd }: Surroundings): ConfigurationPlaces {
  const place = { home, cwd };
  const environment = readEnvironment(env);
  return { place, environment, dockerDirectory: dockerDirectory(environment, place) };
}

export interface ServerRemotesOptions {
  readonly places: ConfigurationPlaces;
  /** Where logins and the way to credential helpers are looked for. */
  readonly env: Surroundings['env'];
  readonly globals: GlobalOptions;
  readonly sources: ServerSources;
  readonly limits?: Partial<NotaryLimits>;
  readonly onExchange: (exchange: Exchange) => void;
  /** Called with the server's origin and the user's name when a login is about to be sent on behalf of that server. */
  readonly onLogin: (origin: string, user: string) => void;
}

/** Connections to the servers that docker's and notary's configuration name: one for each server. */
export function serverRemotes(options: ServerRemotesOptions): Remotes {
  const { places, globals, sources, limits, onExchange } = options;
  const remotes = new Map<string, Promise<NotaryRemote>>();
  const login = loginSource(options);

  // The HTTP client is most of what a command would load, and many commands ask no server.
  const connect = async (server: ServerChoice): Promise<NotaryRemote> => {
    const { HttpNotaryRemote, DEFAULT_LIMITS } = await import('./notary/index.ts');
    return new HttpNotaryRemote({
      server,
      tls: await readTlsMaterial(diskFiles, server.url, {
        flags: {
          ca: globals.tlscacert ?? null,
          certificate: globals.tlscert ?? null,
          key: globals.tlskey ?? null,
        },
        cwd: places.place.cwd,
        dockerDirectory: places.dockerDirectory,
        notary: sources.notary,
      }),
      clock: systemClock,
      random: Math.random,
      limits: { ...DEFAULT_LIMITS, ...limits },
      onExchange,
      login,
    });
  };
  const remoteOf = (server: ServerChoice): Promise<NotaryRemote> => {
    const known = remotes.get(server.url) ?? connect(server);
    remotes.set(server.url, known);
    return known;
  };

  return {
    remoteFor: async (gun) => remoteOf(chooseServer(gun, sources)),
    configured: async () => {
      const server = configuredServer(sources);
      return server === null ? null : remoteOf(server);
    },
    close: async () => {
      const settled = await Promise.allSettled(remotes.values());
      await Promise.all(
        settled.map((result) => (result.status === 'fulfilled' ? result.value.close() : null)),
      );
    },
  };
}
