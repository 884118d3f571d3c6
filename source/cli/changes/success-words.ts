import type { ChangeRequest, ChangeResult, RepositoryPlan } from '../../operations/index.ts';

type Done = {
  readonly [Kind in ChangeRequest['kind']]: (
    request: Extract<ChangeRequest, { kind: Kind }>,
    gun: string,
  ) => string;
};

/** docker's and notary's own sentences where they have one (facts 11 and 12): scripts look for them. */
const DONE: Done = {
  init: (_, gun) => `Successfully initialized "${gun}"`,
  'signer-add': ({ signer }, gun) => `Successfully added signer: ${signer} to ${gun}`,
  'signer-remove': ({ signer }, gun) => `Successfully removed ${signer} from ${gun}`,
  'signer-rotate': ({ signer, keepOld }, gun) =>
    keepOld
      ? `Successfully added the new key of ${signer} to ${gun}`
      : `Successfully rotated the key of ${signer} in ${gun}`,
  'delegation-add': ({ role }, gun) => `Successfully added to delegation role ${role} in ${gun}`,
  'delegation-remove': ({ role, keys, paths }, gun) =>
    keys.length === 0 && paths.length === 0
      ? `Successfully removed delegation role ${role} from ${gun}`
      : `Successfully removed from delegation role ${role} in ${gun}`,
  'delegation-purge': ({ keys }, gun) =>
    `Successfully purged ${keys.length === 1 ? 'the key' : `${keys.length} keys`} from all delegations in ${gun}`,
  witness: ({ roles }, gun) => `Successfully signed ${roles.join(', ')} again in ${gun}`,
  sign: ({ tags }, gun) => `Successfully signed ${tags.map(({ name }) => `${gun}:${name}`).join(', ')}`,
  revoke: ({ tags }, gun) =>
    `Successfully deleted signature for ${tags === 'all' ? gun : tags.map((tag) => `${gun}:${tag}`).join(', ')}`,
  'key-rotate': ({ role }, gun) => `Successfully rotated ${role} key for repository ${gun}`,
  publish: (_, gun) => `Successfully published changes for repository ${gun}`,
  delete: ({ remote }, gun) =>
    `Successfully deleted local${remote ? ' and remote' : ''} trust data for repository ${gun}`,
};

/** What became of one repository, when nothing failed. */
export function successWords(
  { gun, request, half }: RepositoryPlan,
  result: Exclude<ChangeResult['result'], 'planned'>,
): string {
  if (result === 'nothing-to-do') {
    return `Nothing to do in ${gun}: it is like that already.`;
  }
  const describe = DONE[request.kind] as (request: ChangeRequest, gun: string) => string;
  return half === 1
    ? `${gun} has the first half of it, and everything works; the rest is for later, as the plan says.`
    : describe(request, gun);
}
