import { shellLine } from '../../base/index.ts';
import type { Examination, Finding, KeyId, RepositoryFacts } from '../../operations/index.ts';
import { RELEASES } from '../../tuf/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';
import { shortId } from '../evidence.ts';
import { list } from '../words.ts';
import { wayForEach } from './further-signers.ts';
import { holderLabel, type KeyHolder, keyIdsOf, signersBeside } from './key-holders.ts';
import { notaryAdding } from './notary-adding.ts';
import { roleIn } from './role-in.ts';

const EVERYTHING = [''];

/** Releases with the keys of every signer, as it would be had docker added them (facts 11.3). */
export function createReleases({ facts }: Examination): Remedy | null {
  const holders = facts === null ? [] : signersBeside({ role: RELEASES, keys: [], signatures: [] }, facts);
  return facts === null || holders.length === 0
    ? null
    : {
        label: `Create ${RELEASES}`,
        ways: admissions(holders, facts, EVERYTHING),
        judgement: 'Who may release is for you to decide.',
      };
}

/** The keys of signers who were left out. */
export function admitSigners({ subjects, level }: Finding, { facts }: Examination): Remedy | null {
  const releases = roleIn(facts, RELEASES);
  if (facts === null || releases === null) {
    return null;
  }
  const holders = signersBeside(releases, facts).filter(({ name }) => subjects.includes(name));
  const names = list(subjects);
  return holders.length === 0
    ? null
    : {
        label: `Let ${list(holders.map(({ name }) => name))} release`,
        ways: [
          ...admissions(holders, facts, releases.paths?.length === 0 ? EVERYTHING : []),
          ...(level === 'notice' ? [] : holders.map(dismissal)),
        ],
        judgement:
          level === 'notice'
            ? `Whether ${names} may release, although for some paths only, is for you to decide.`
            : `Whether ${names} may release is for you to decide.`,
      };
}

/** Whoever was to leave, and was taken out of releases alone. */
function dismissal({ name }: KeyHolder): RemedyWay {
  return {
    id: `remove-${name}`,
    label: `remove ${name}, who is to sign no more`,
    action: { kind: 'change', request: { kind: 'signer-remove', signer: name, resignAs: null } },
    isLastResort: true,
  };
}

/** All of them, or only one. */
function admissions(
  holders: readonly KeyHolder[],
  { gun }: RepositoryFacts,
  paths: readonly string[],
): readonly RemedyWay[] {
  const names = list(holders.map(({ name }) => name));
  const everything = paths.length === 0 ? [] : ['--all-paths'];
  const admit = (id: string, label: string, admitted: readonly KeyHolder[]): RemedyWay => ({
    id,
    label,
    action: {
      kind: 'change',
      request: {
        kind: 'delegation-add',
        role: RELEASES,
        keys: [],
        keyIds: keyIdsOf(admitted),
        paths,
        threshold: null,
        resign: false,
      },
    },
    commands: [notaryAdding(gun, RELEASES, admitted, everything)],
  });
  const single = holders.length > 1 ? holders : [];
  return [
    admit('signers', `add ${names}`, holders),
    ...wayForEach(
      single,
      (holder) => admit(holder.name, `add only ${holderLabel(holder)}`, [holder]),
      shellLine(['trustdeck', 'delegation', 'add', gun, RELEASES, '--key-id', 'KEYID', ...everything]),
    ),
  ];
}

/** Takes out the keys that are nobody's, or gives them an owner. */
export function removeOrName({ subjects }: Finding, { facts }: Examination): Remedy | null {
  const releases = roleIn(facts, RELEASES);
  const named = new Set(subjects);
  const keyIds = (releases?.keys ?? [])
    .map(({ canonicalId }) => canonicalId)
    .filter((keyId) => named.has(keyId));
  if (facts === null || releases === null || keyIds.length === 0) {
    return null;
  }
  return {
    label: `Settle whose ${keyIds.length === 1 ? 'key this is' : 'keys these are'}`,
    ways: [...keyIds.map(namingWay), ...removalWays(keyIds)],
    judgement: `Whether ${keyIds.length === 1 ? 'the holder of this key' : 'the holders of these keys'} may go on releasing is for you to decide.`,
  };
}

function removalWays(keyIds: readonly KeyId[]): readonly RemedyWay[] {
  const each = keyIds.map((keyId) => removal(`remove-${shortId(keyId)}`, [keyId]));
  return keyIds.length > 1 ? [removal('remove', keyIds), ...each] : each;
}

function removal(id: string, keyIds: readonly KeyId[]): RemedyWay {
  return {
    id,
    label: `remove ${list(keyIds.map(shortId))} from ${RELEASES}`,
    action: {
      kind: 'change',
      request: { kind: 'delegation-remove', role: RELEASES, keys: keyIds, paths: [] },
    },
    isLastResort: true,
  };
}

function namingWay(keyId: KeyId): RemedyWay {
  return {
    id: `name-${shortId(keyId)}`,
    label: `make a signer of ${shortId(keyId)}`,
    action: { kind: 'name-key', keyId },
    steps: ['Ask the holder of the key for the name; commands here say new-signer in its place.'],
  };
}
