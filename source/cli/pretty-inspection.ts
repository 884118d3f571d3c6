import { compareNatural, type DockerInspection } from '../operations/index.ts';
import { table } from './table.ts';

const SHORT_ID = 12;

/** An inspection for people, in docker's layout: tags, signers by name, administrative keys. */
export function prettyInspection({
  Name,
  SignedTags,
  Signers,
  AdministrativeKeys,
}: DockerInspection): readonly string[] {
  const tags = SignedTags.map((tag) => [tag.SignedTag, tag.Digest, signerNames(tag.Signers)]);
  const signers = [...Signers]
    .sort((left, right) => compareNatural(left.Name, right.Name))
    .map(({ Name: name, Keys = [] }) => [name, idsOf(Keys, SHORT_ID)]);
  return [
    '',
    ...(tags.length === 0
      ? [`No signatures for ${Name}`, '']
      : [`Signatures for ${Name}`, '', ...table(['SIGNED TAG', 'DIGEST', 'SIGNERS'], tags), '']),
    ...(signers.length === 0
      ? []
      : [`List of signers and their keys for ${Name}`, '', ...table(['SIGNER', 'KEYS'], signers), '']),
    `Administrative keys for ${Name}`,
    '',
    ...[...AdministrativeKeys]
      .reverse()
      .map(({ Name: name, Keys = [] }) => `  ${`${name} Key:`.padEnd(16)}${idsOf(Keys)}`),
  ];
}

/** Key IDs in order, as docker sorts them here and not in its JSON, cut to `digits` after that. */
function idsOf(keys: readonly { readonly ID: string }[], digits?: number): string {
  const ids = keys.map(({ ID }) => ID).sort();
  return ids.map((id) => id.slice(0, digits)).join(', ');
}

function signerNames(signers: readonly string[]): string {
  return signers.map((name) => (name === 'Repo Admin' ? '(Repo Admin)' : name)).join(', ');
}
