import type { NotaryRemote } from '../../../../source/operations/index.ts';

/** A server as it is, but for what a test puts in its place. */
export function between(real: NotaryRemote, instead: Partial<NotaryRemote>): NotaryRemote {
  return {
    server: real.server,
    fetchFile: (gun, request, signal) => real.fetchFile(gun, request, signal),
    changedRepositories: (limit, signal) => real.changedRepositories(limit, signal),
    publish: (gun, files, signal) => real.publish(gun, files, signal),
    serverKey: (gun, role, signal) => real.serverKey(gun, role, signal),
    rotateServerKey: (gun, role, signal) => real.rotateServerKey(gun, role, signal),
    deleteRepository: (gun, signal) => real.deleteRepository(gun, signal),
    close: () => real.close(),
    ...instead,
  };
}

/** Runs steps one after the other, one for each call; calls beyond them do what is usual. */
export function script<Arguments extends readonly unknown[]>(
  usual: (...given: Arguments) => Promise<void>,
  ...steps: readonly ((...given: Arguments) => Promise<void>)[]
): (...given: Arguments) => Promise<void> {
  const left = [...steps];
  return (...given) => (left.shift() ?? usual)(...given);
}
