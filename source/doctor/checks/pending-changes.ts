import type { Evidence, StagedChange } from '../../operations/index.ts';
import type { Check } from '../check.ts';
import { atMost } from '../evidence.ts';
import { finding } from '../finding.ts';
import { publishOrReset } from '../remedies/staged.ts';
import { count } from '../words.ts';

const VERBS = { create: 'adds', update: 'changes', delete: 'removes' } as const;

/** notary stages what it is not told to publish at once, which people forget; docker clears it when it signs or inspects (facts 11.5, 11.7). */
export const pendingChanges: Check = {
  code: 'pending-changes',
  level: 'notice',
  words: {
    wrong: 'Changes are staged on this machine that were never published.',
    pulls: 'People see nothing of these changes.',
    signs:
      'The next notary publish or docker trust signer add from here takes them along; docker trust sign and inspect discard them.',
    remedy: 'Publishes them, or throws them away.',
  },
  find: ({ staged }) =>
    staged.length === 0
      ? []
      : [
          finding(pendingChanges, {
            subjects: staged.map(({ file }) => file),
            short: 'staged',
            summary: `${count(staged.length, 'staged change')} ${staged.length === 1 ? 'was' : 'were'} never published`,
            evidence: atMost(staged.map(evidenceOf), (left) => ({ text: `${count(left, 'more change')}` })),
          }),
        ],
  remedy: (_, examination) => publishOrReset(examination),
};

function evidenceOf({ action, type, scope, path, edits }: StagedChange): Evidence {
  const what = path === '' || type !== 'target' ? `the ${type} ${path}`.trim() : `the tag ${path}`;
  const unknown = edits === null ? ', in a way that this version of trustdeck cannot publish' : '';
  return { text: `${VERBS[action]} ${what} in ${scope}${unknown}` };
}
