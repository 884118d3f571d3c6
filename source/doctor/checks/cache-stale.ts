import type { Evidence, RepositoryFacts } from '../../operations/index.ts';
import { ROOT, TIMESTAMP } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { moment } from '../dates.ts';
import { finding } from '../finding.ts';
import { ASK_WHAT_CHANGED, COMPARE_ROOT, forgetting } from '../remedies/forget.ts';
import { printedEvidence, serverEvidence } from '../server-trouble.ts';
import { trustTroubleOf } from '../trust-trouble.ts';

/**
 * docker and notary go on from their cache when the server says 404, with no more than a warning (facts 5.2): what was
 * deleted, or is withheld, looks alive until the cached timestamp ends.
 */
export const cacheStale: Check = {
  code: 'cache-stale',
  level: 'error',
  words: {
    wrong: 'This machine has verified trust data of a repository that the server has nothing of any more.',
    pulls:
      'People without a copy of the trust data cannot pull; those with one go on with what may have been withdrawn.',
    signs: 'Nothing can be signed: a new repository of that name is not the one that is trusted here.',
    remedy: 'Forgets the copy on this machine, once it is known why the server has nothing.',
  },
  find: (examination) => {
    const { facts, gun, server } = examination;
    return facts === null || trustTroubleOf(examination) !== 'gone'
      ? []
      : [
          finding(cacheStale, {
            short: 'gone',
            at: facts.freshness.from === 'cache' ? facts.freshness.savedAt : null,
            summary: `${gun} is gone from the server; what is shown is the copy on this machine`,
            evidence: [
              ...serverEvidence(server),
              { text: 'the server answered that it has no such timestamp (404)', role: TIMESTAMP },
              ...copyEvidence(facts),
              ...printedEvidence([
                'Error while downloading remote metadata, using cached timestamp - this might not be the latest version available remotely',
              ]),
            ],
          }),
        ];
  },
  remedy: () => ({
    label: 'Find out why the server has nothing',
    ways: [
      forgetting([
        'Check the server: an address that changed asks another one.',
        ASK_WHAT_CHANGED,
        'If the repository was deleted on purpose, forget the copy; if it is to be made anew, the root key is another one.',
        COMPARE_ROOT,
      ]),
    ],
    judgement:
      'Whether the repository was deleted on purpose, the server lost it, or somebody withholds it, only its owner can say.',
  }),
};

function copyEvidence({ state, freshness }: RepositoryFacts): readonly Evidence[] {
  const { timestamp, root } = state;
  const savedAt = freshness.from === 'cache' ? freshness.savedAt : null;
  return [
    ...(timestamp.document === null
      ? []
      : [
          {
            text: `the copy has version ${timestamp.document.version} of the timestamp, which counts until ${moment(timestamp.document.expires)}${savedAt === null ? '' : ` and was saved ${moment(savedAt)}`}`,
            role: TIMESTAMP,
            version: timestamp.document.version,
            at: timestamp.document.expires,
          },
        ]),
    ...root.keys.map(({ id, canonicalId }) => ({
      text: `its root key is ${id}`,
      role: ROOT,
      keyId: canonicalId,
      owner: 'root',
    })),
  ];
}
