import type { ChangeRequest } from '../../operations/index.ts';
import { type ChangeRun, missing, repositories } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';
import { onlyOne } from '../changes/typed-values.ts';
import { UsageError } from '../errors.ts';
import { algorithmOf } from '../keys/algorithms.ts';

type Rotation = Extract<ChangeRequest, { kind: 'key-rotate' }>;

const ROLES: ReadonlySet<string> = new Set<Rotation['role']>(['root', 'targets', 'snapshot', 'timestamp']);

/** `key rotate REPO... --role ROLE`: a new key for one of the four roles at the top. */
export const { run } = changeCommand({
  kind: 'key-rotate',
  question: () => 'Publish?',
  ask: async (run) => ({
    request: await rotation(run),
    guns: repositories(run, run.invocation.positionals),
  }),
});

/** Which keys a server can keep, and which only it can, is Notary's rule (facts 10.4). */
async function rotation({ invocation: { options }, changes }: ChangeRun): Promise<Rotation> {
  const role = onlyOne(options.role, '--role');
  const serverManaged = options.serverManaged === true;
  if (role === null || !isBaseRole(role)) {
    throw missing('--role');
  }
  if (serverManaged && (role === 'root' || role === 'targets')) {
    throw new UsageError({
      message: `The server cannot manage the ${role} key`,
      why: 'Whoever has it decides what is trusted, so Notary leaves it with people.',
      next: 'Leave --server-managed out.',
    });
  }
  if (!serverManaged && role === 'timestamp') {
    throw new UsageError({
      message: 'The timestamp key is always managed by the server',
      why: 'The server signs a timestamp anew whenever the old one ends.',
      next: 'Add --server-managed.',
    });
  }
  if (role === 'root' && options.algorithm === 'ed25519') {
    throw new UsageError({
      message: 'A root key cannot be an Ed25519 key',
      why: 'Root keys stand in certificates, and docker and notary read none with such a key.',
      next: 'Use --algorithm ecdsa or rsa.',
    });
  }
  const isMadeForEach = options.algorithm === undefined || serverManaged;
  const newKey = isMadeForEach ? null : await changes.keyWork.newKey(algorithmOf(options));
  return { kind: 'key-rotate', role, serverManaged, newKey };
}

function isBaseRole(text: string): text is Rotation['role'] {
  return ROLES.has(text);
}
