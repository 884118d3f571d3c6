import { shellLine } from '../../base/index.ts';
import type { Gun, RoleName } from '../../tuf/index.ts';
import type { RemedyWay } from '../check.ts';
import type { KeyHolder } from './key-holders.ts';

/** How notary adds keys of signers to a role: from files with their public keys, which it cannot take from elsewhere. */
export function notaryAdding(
  gun: Gun,
  role: RoleName,
  holders: readonly KeyHolder[],
  paths: readonly string[] = [],
): NonNullable<RemedyWay['commands']>[number] {
  const files = holders.flatMap(({ name, keys }) =>
    keys.map((_, index) => (index === 0 ? `${name}.pub` : `${name}-${index + 1}.pub`)),
  );
  return {
    tool: 'notary',
    line: shellLine(['notary', 'delegation', 'add', gun, role, ...files, ...paths, '-p']),
  };
}
