import type { LocalKey, MachineExamination, RepositoryState } from '../../operations/index.ts';
import { ROOT } from '../../tuf/index.ts';
import type { MachineCheck } from '../check.ts';
import { shortId } from '../evidence.ts';
import { finding } from '../finding.ts';
import { trustdeck } from '../remedies/outside.ts';
import { day } from '../words.ts';

/** What a rotation or a signer who left has left behind: harmless, until somebody finds the file. */
export const privateKeyUnused: MachineCheck = {
  code: 'private-key-unused',
  level: 'notice',
  words: {
    wrong: 'A private key on this machine is in no role of any repository that is known here.',
    pulls: null,
    signs: 'Nothing can be signed with it: it is left over, or waits for being added to a repository.',
    remedy: 'Removes the key from this machine, once it is known that nothing else needs it.',
  },
  find: ({ localKeys, states, complete }) => {
    if (!complete || !states.every(tellsItsKeys)) {
      return []; // Of what could not be read, the key may be.
    }
    const used = new Set(states.flatMap(keysOf));
    const known = new Set<string>(states.map(({ gun }) => gun));
    return localKeys
      .filter(({ id, gun }) => !used.has(id) && (gun === null || known.has(gun)))
      .map((key) =>
        finding(privateKeyUnused, {
          subjects: [key.id],
          short: 'unused key',
          summary: `The private key ${nameOf(key)} is in no role of any known repository`,
          evidence: [
            {
              text: `it lies in ${key.path}`,
              keyId: key.id,
              ...(key.role === null ? {} : { owner: key.role }),
            },
          ],
        }),
      );
  },
  remedy: ({ subjects }, { localKeys, backedUp }) => {
    const key = localKeys.find(({ id }) => subjects.includes(id));
    return key === undefined
      ? null
      : {
          label: `Remove the private key ${nameOf(key)}`,
          ways: [
            {
              id: 'remove',
              label: 'from this machine',
              action: { kind: 'remove-key', keyId: key.id },
              commands: [trustdeck('key', 'remove', key.id)],
              steps: stepsFor(key, backedUp),
            },
          ],
          judgement:
            'Whether it waits for being added somewhere, or another server knows it, only you know: a removed key does not come back.',
        };
  },
};

/** Everything that could list a key was read, and is what the server has now. */
function tellsItsKeys({ root, targets, delegations, fresh }: RepositoryState): boolean {
  return (
    fresh &&
    root.document !== null &&
    targets.document !== null &&
    [...delegations.values()].every(
      ({ document, problems }) => document !== null || problems[0]?.code === 'not-published',
    )
  );
}

function keysOf({ root, timestamp, snapshot, targets, delegations }: RepositoryState): readonly string[] {
  return [root, timestamp, snapshot, targets, ...delegations.values()].flatMap(({ keys }) =>
    keys.map(({ canonicalId }) => canonicalId),
  );
}

function nameOf({ id, role }: LocalKey): string {
  return role === null ? shortId(id) : `${role} ${shortId(id)}`;
}

function stepsFor({ id, role }: LocalKey, backedUp: MachineExamination['backedUp']): readonly string[] {
  const at = backedUp.get(id);
  return [
    at === undefined
      ? 'Back it up first if you are not sure: trustdeck key backup.'
      : `It was backed up on ${day(at)}.`,
    ...(role === ROOT
      ? ['It is a root key: repositories on other servers, or on machines of others, may rest on it.']
      : []),
  ];
}
