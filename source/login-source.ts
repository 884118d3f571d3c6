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
  let remembered = { sources: parts, since: 0 };
  return async ({ server, gun }) => {
    const now = systemClock.now().getTime();
    if (Math.abs(now - remembered.since) > REMEMBERED_MS) {
      remembered = { sources: { ...parts }, since: now };
    }
    const login = await findLogin(gun, remembered.sources);
    if (login !== null && login.username !== null) {
      onLogin(server, login.username);
    }
    return login;
  };
}
