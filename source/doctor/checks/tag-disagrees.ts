import type { Evidence, TagReport } from '../../operations/index.ts';
import type { Check } from '../check.ts';
import { atMost } from '../evidence.ts';
import { finding } from '../finding.ts';
import { settleTags } from '../remedies/settle-tags.ts';
import { count, list } from '../words.ts';

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
      facts?.state.trusted === true ? facts.tags.filter(({ state }) => state === 'disputed') : [];
    const names = disputed.map(({ name }) => name);
    return names.length === 0
      ? []
      : [
          finding(tagDisagrees, {
            subjects: names,
            short: count(names.length, 'tag'),
            summary: `Releases and a signer disagree about ${list(names)}`,
            evidence: atMost(disputed.flatMap(evidenceOf), (left) => ({ text: `${left} more` })),
          }),
        ];
  },
  remedy: (found, examination) => settleTags(found, examination),
};

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
