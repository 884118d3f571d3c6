import {
  type FileReply,
  type FileRequest,
  type Gun,
  type RepositoryState,
  TRUST_ON_FIRST_USE,
  updateChain,
} from '../../../source/tuf/index.ts';
import type { TestServer } from './server.ts';

/** What trustdeck's engine makes of a repository, met for the first time. */
export function stateOf(server: TestServer, gun: Gun): RepositoryState {
  const chain = updateChain({ gun, cached: () => null, pinning: TRUST_ON_FIRST_USE, now: server.now });
  let step = chain.next();
  while (step.done !== true) {
    step = chain.next(step.value.map((request) => fetch(server, gun, request)));
  }
  return step.value;
}

function fetch(server: TestServer, gun: Gun, { role, by }: FileRequest): FileReply {
  const names = {
    current: `${role}.json`,
    sha256: by.kind === 'sha256' ? `${role}.${by.sha256}.json` : '',
    version: by.kind === 'version' ? `${by.version}.${role}.json` : '',
  };
  const { status, body } = server.get(gun, names[by.kind]);
  return status === 200 ? { kind: 'found', bytes: body } : { kind: 'missing' };
}
