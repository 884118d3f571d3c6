import { systemClock } from './base/index.ts';
import { credentialHelpers, diskFiles, findLogin, readCredentialEnvironment } from './docker/index.ts';
import type { LoginSource } from './notary/index.ts';
import type { ServerRemotesOptions } from './server-remotes.ts';

/** Long enough for repositories that are read together to share an answer, and over before somebody has signed in. */
const REMEMBERED_MS = 3000;

/** Logins as docker's and notary's configuration name them. */
export function loginSource({ places, env, onLogin }: ServerRemotesOptions): LoginSource {
  const parts = {
    files: diskFiles,
    dockerDirectory: places.dockerDirectory,
    environment: readCredentialEnvironment(env),
    runHelper: credentialHelpers(env),
  };
  let sources = { ...parts };
  let since = systemClock.now().getTime();
  return async ({ server, gun }) => {
    const now = systemClock.now().getTime();
    if (Math.abs(now - since) > REMEMBERED_MS) {
      sources = { ...parts };
      since = now;
    }
    const login = await findLogin(gun, sources);
    if (login !== null && login.username !== null) {
      onLogin(server, login.username);
    }
    return login;
  };
}
