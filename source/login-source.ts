import { credentialHelpers, diskFiles, findLogin, readCredentialEnvironment } from './docker/index.ts';
import type { LoginSource } from './notary/index.ts';
import type { ServerRemotesOptions } from './server-remotes.ts';

/** Logins as docker's and notary's configuration name them, looked up anew whenever one is wanted. */
export function loginSource({ places, env, onLogin }: ServerRemotesOptions): LoginSource {
  const sources = {
    files: diskFiles,
    dockerDirectory: places.dockerDirectory,
    environment: readCredentialEnvironment(env),
    runHelper: credentialHelpers(env),
  };
  return async ({ server, gun }) => {
    const login = await findLogin(gun, sources);
    if (login !== null && login.username !== null) {
      onLogin(server, login.username);
    }
    return login;
  };
}
