import type { Gun } from '../tuf/index.ts';
import type { RunHelper } from './credential-helper.ts';
import type { CredentialSources, FoundLogin } from './credentials.ts';
import type { Environment } from './environment.ts';

// What finds logins is loaded by the first server that asks who we are: most never do.

/** See `findLogin` of `credentials.ts`. */
export async function findLogin(gun: Gun | null, sources: CredentialSources): Promise<FoundLogin | null> {
  const credentials = await import('./credentials.ts');
  return credentials.findLogin(gun, sources);
}

/** See `credentialHelpers` of `credential-helper.ts`. */
export function credentialHelpers(environment: Environment): RunHelper {
  return async (name, serverUrl, signal) => {
    const helper = await import('./credential-helper.ts');
    return helper.credentialHelpers(environment)(name, serverUrl, signal);
  };
}
