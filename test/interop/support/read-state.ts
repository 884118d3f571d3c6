import {
  asGun,
  type FileReply,
  type FileRequest,
  type RepositoryState,
  TRUST_ON_FIRST_USE,
  updateChain,
} from '../../../source/tuf/index.ts';
import { send } from '../../sandbox/support/requests.ts';

/** What trustdeck's engine makes of a repository on a server, met for the first time. */
export async function readState(
  server: { readonly url: string; readonly ca: string },
  name: string,
): Promise<RepositoryState> {
  const gun = asGun(name);
  if (gun === null) {
    throw new Error(`no GUN: ${name}`);
  }
  const fetch = async (request: FileRequest): Promise<FileReply> => {
    const url = `${server.url}/v2/${gun}/_trust/tuf/${fileName(request)}`;
    const { status, body } = await send(url, { ca: server.ca });
    return status === 200 ? { kind: 'found', bytes: body } : { kind: 'missing' };
  };
  const chain = updateChain({ gun, cached: () => null, pinning: TRUST_ON_FIRST_USE, now: new Date() });
  let step = chain.next();
  while (step.done !== true) {
    step = chain.next(await Promise.all(step.value.map(fetch)));
  }
  return step.value;
}

function fileName({ role, by }: FileRequest): string {
  switch (by.kind) {
    case 'current':
      return `${role}.json`;
    case 'sha256':
      return `${role}.${by.sha256}.json`;
    case 'version':
      return `${by.version}.${role}.json`;
  }
}
