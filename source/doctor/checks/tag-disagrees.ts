import type { Evidence, RepositoryFacts, TagReport } from '../../operations/index.ts';
import { RELEASES, TARGETS } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { atMost } from '../evidence.ts';
import { finding } from '../finding.ts';
import { settleTags } from '../remedies/settle-tags.ts';
import { disputingEntries } from '../tag-entries.ts';
import { count, list, shortRole } from '../words.ts';

const SHORT_DIGEST = 12;

/** A tag that was pushed again and signed by somebody who may release but is not whose role still holds the old one. */
export const tagDisagrees: Check = {
  code: 'tag-disagrees',
  level: 'warning',
  words: {
    wrong: 'A tag has another digest in targets/releases than in the role of a signer.',
    pulls: 'People get the released digest; the signer vouches for another one.',
    signs: 'The signer does not count as having signed what is released.',
    remedy: 'Signs what is released as the signer, releases what the signer signed, or revokes the tag.',
  },
  find: ({ facts }) => {
    const disputed =
      facts?.state.trusted === true && !isReleasesBroken(facts)
        ? facts.tags.filter(({ state }) => state === 'disputed')
        : [];
    const names = disputed.map(({ name }) => name);
    return names.length === 0
      ? []
      : [
          finding(tagDisagrees, {
            subjects: names,
            short: count(names.length, 'tag'),
            summary: `Releases and ${list(othersIn(disputed))} disagree about ${list(names)}`,
            evidence: atMost(disputed.flatMap(evidenceOf), (left) => ({ text: `${left} more` })),
          }),
        ];
  },
  remedy: (found, examination) => settleTags(found, examination),
};

/** What is released cannot be told then: tags that the repository key signed long ago come to light again. */
function isReleasesBroken({ state }: RepositoryFacts): boolean {
  const problems = state.delegations.get(RELEASES)?.problems ?? [];
  return problems.some(({ code }) => code !== 'not-published');
}

/** Who vouches for other content than is released. */
function othersIn(disputed: readonly TagReport[]): readonly string[] {
  const roles = disputed.flatMap(disputingEntries).map(({ role }) => role);
  return [...new Set(roles)].map((role) => (role === TARGETS ? 'the repository key' : shortRole(role)));
}

/** Each role that holds the tag, with its digest. */
function evidenceOf({ name, entries }: TagReport): readonly Evidence[] {
  return entries.map(({ role, sha256, sha512, length }) => ({
    text: `${name} is ${digestText(sha256, sha512)} (${count(length, 'byte')}) in ${role}`,
    role,
  }));
}

function digestText(sha256: string | null, sha512: string | null): string {
  return sha256 === null
    ? `sha512:${sha512?.slice(0, SHORT_DIGEST) ?? 'none'}`
    : `sha256:${sha256.slice(0, SHORT_DIGEST)}`;
}
