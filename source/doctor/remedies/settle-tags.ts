import { shellLine } from '../../base/index.ts';
import type { Examination, Finding, RepositoryFacts, TagReport } from '../../operations/index.ts';
import { type RoleName, signerNameOf, TARGETS, type Target } from '../../tuf/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';
import { disputingEntries, releasedEntry } from '../tag-entries.ts';
import { list } from '../words.ts';

/** Up to so many tags can be settled one by one; more than that can only be settled alike. */
const MOST_SINGLE = 3;

/** One command line names all of them, and nobody reviews more at a time: the others are found again afterwards. */
const MOST_AT_ONCE = 100;

/** What a signer holds under a name that is released with other content. */
interface Dispute {
  readonly signer: string;
  readonly released: Target;
  readonly signed: Target;
}

/** Lets releases and signers say the same: what is released, what the signer signed, or nothing. */
export function settleTags({ subjects }: Finding, { facts }: Examination): Remedy | null {
  if (facts === null) {
    return null;
  }
  const named = new Set(subjects);
  const tags = facts.tags.filter(({ name }) => named.has(name)).slice(0, MOST_AT_ONCE);
  const names = tags.map(({ name }) => name);
  const single = tags.length > 1 && tags.length <= MOST_SINGLE ? tags : [];
  return {
    label: `Settle what ${list(names)} ${names.length === 1 ? 'is' : 'are'}`,
    ways: [
      ...signingWays(tags, facts, ''),
      ...revocation(names, ''),
      ...single.flatMap((tag) => [
        ...signingWays([tag], facts, `-${tag.name}`),
        ...revocation([tag.name], `-${tag.name}`),
      ]),
      ...repositoryKeyWay(tags, facts),
    ],
    judgement: `Which digest of ${list(names)} is the right one, you have to know.`,
  };
}

function signingWays(
  tags: readonly TagReport[],
  facts: RepositoryFacts,
  suffix: string,
): readonly RemedyWay[] {
  const disputes = tags.flatMap((tag) => disputesOf(tag, facts));
  const signers = [...new Set(disputes.map(({ signer }) => signer))];
  return signers.flatMap((signer) => {
    const own = disputes.filter((dispute) => dispute.signer === signer);
    const names = list(own.map(({ signed }) => signed.name));
    return [
      signing(`released-${signer}${suffix}`, `sign what is released of ${names} as ${signer}`, {
        signer,
        tags: own.map(({ released }) => released),
      }),
      signing(`signed-${signer}${suffix}`, `release what ${signer} signed as ${names}`, {
        signer,
        tags: own.map(({ signed }) => signed),
      }),
    ];
  });
}

function signing(
  id: string,
  label: string,
  what: { readonly signer: string; readonly tags: readonly Target[] },
): RemedyWay {
  return { id, label, action: { kind: 'change', request: { kind: 'sign', ...what } } };
}

function revocation(tags: readonly string[], suffix: string): readonly RemedyWay[] {
  return [
    {
      id: `revoke${suffix}`,
      label: `revoke ${list(tags)}`,
      action: { kind: 'change', request: { kind: 'revoke', tags, signer: null } },
      isLastResort: true,
    },
  ];
}

function disputesOf(tag: TagReport, facts: RepositoryFacts): readonly Dispute[] {
  const entry = releasedEntry(tag);
  const released = entry === null ? null : targetIn(entry.role, tag.name, facts);
  return released === null
    ? []
    : disputingEntries(tag).flatMap(({ role }) => {
        const signer = signerNameOf(role);
        const signed = targetIn(role, tag.name, facts);
        return signer === null || signed === null ? [] : [{ signer, released, signed }];
      });
}

function targetIn(role: RoleName, name: string, { state }: RepositoryFacts): Target | null {
  const { document } = role === TARGETS ? state.targets : (state.delegations.get(role) ?? { document: null });
  return document?.body.targets.get(name) ?? null;
}

/** The repository key signs nothing any more once there are delegations: what it holds besides is left over. */
function repositoryKeyWay(tags: readonly TagReport[], facts: RepositoryFacts): readonly RemedyWay[] {
  const left = tags.filter((tag) => disputingEntries(tag).some(({ role }) => role === TARGETS));
  return left.length === 0
    ? []
    : [
        {
          id: 'targets',
          label: `take ${list(left.map(({ name }) => name))} out of ${TARGETS}, with the repository key`,
          action: { kind: 'outside' },
          commands: left.map(({ name }) => ({
            tool: 'notary',
            line: shellLine(['notary', 'remove', facts.gun, name, '--roles', TARGETS, '-p']),
          })),
          steps: ['Whoever holds the repository key takes the old entry out; what is released stays.'],
        },
      ];
}
