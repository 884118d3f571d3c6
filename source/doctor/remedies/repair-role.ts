import { shellLine } from '../../base/index.ts';
import type { Examination, Finding, RepositoryFacts, RoleReport } from '../../operations/index.ts';
import {
  RELEASES,
  signerNameOf,
  type Target,
  type TargetsDocument,
  type TufProblem,
  type TufProblemCode,
} from '../../tuf/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';
import { shortId } from '../evidence.ts';
import { count } from '../words.ts';
import { holderLabel, holdersIn, type KeyHolder } from './key-holders.ts';
import { roleIn } from './role-in.ts';

/** Whose task it is in the first place, and whether the role can be filled anew from what still verifies. */
interface Cure {
  readonly steps: readonly string[];
  readonly refill: boolean;
}

const COMPARE = 'Do not delete the local trust data: it is what shows that something is missing.';
const ASK_SERVER = 'Ask whoever runs the server';

const SERVED_WRONG: Cure = {
  steps: [
    `${ASK_SERVER} to compare the file with a backup of its database: it is not the one that the snapshot lists.`,
    'A proxy or cache in between that changes or mixes up files does the same: ask the server itself, without it.',
    'A client that writes files in another form than Notary does is a known cause: sign the role anew with another one.',
  ],
  refill: true,
};

const TAKEN_AWAY: Cure = {
  steps: [
    `${ASK_SERVER} whether it was set back to a backup: newer signatures may be hidden from everybody.`,
    COMPARE,
    'When you know what happened, whoever signs the role can publish what it is to hold again.',
  ],
  refill: true,
};

const UNREADABLE: Cure = {
  steps: [
    'Ask whoever published it last which program wrote it: Notary clients refuse the file.',
    'Whoever may sign the role publishes what it is to hold again, with trustdeck, docker or notary.',
  ],
  refill: true,
};

const CURES: ReadonlyMap<TufProblemCode, Cure> = new Map([
  ['hash-mismatch', SERVED_WRONG],
  ['length-mismatch', SERVED_WRONG],
  ['no-supported-hash', SERVED_WRONG],
  [
    'metadata-missing',
    {
      steps: [
        `${ASK_SERVER} to bring the file back, from a backup of its database: the snapshot lists it.`,
        'A client that writes files in another form than Notary does is a known cause: sign the role anew with another one.',
      ],
      refill: true,
    },
  ],
  ['delegation-dropped', TAKEN_AWAY],
  // To publish on top of an older version would make the loss of the newer one final.
  ['rollback', { ...TAKEN_AWAY, refill: false }],
  ['malformed-json', UNREADABLE],
  ['metadata-invalid', UNREADABLE],
  ['wrong-type', UNREADABLE],
  [
    'metadata-too-large',
    {
      steps: [
        `${ASK_SERVER} for the size of the file: more is offered than any client reads.`,
        'Revoke tags that nobody pulls any more.',
      ],
      refill: false,
    },
  ],
  [
    'too-many-roles',
    {
      steps: ['Remove delegations that nobody needs: clients do not read endless ones.'],
      refill: false,
    },
  ],
]);

const UNKNOWN: Cure = { steps: [`${ASK_SERVER} what changed.`, COMPARE], refill: false };

/** What can be done about a role whose file is missing, damaged, exchanged or too old. */
export function repairRole({ role: name }: Finding, { facts }: Examination): Remedy | null {
  const role = roleIn(facts, name);
  const [problem] = role?.problems ?? [];
  if (facts === null || role === null || problem === undefined) {
    return null;
  }
  const cure = CURES.get(problem.code) ?? UNKNOWN;
  return {
    label: `Bring ${role.role} back`,
    ways: [
      ...misnamedKey(problem, facts),
      outside(role, cure, facts),
      ...(cure.refill ? refillWays(role, facts) : []),
    ],
    judgement: `What ${role.role} held last can be told by nobody but those who signed it: find out before you sign anything in its place.`,
  };
}

function outside({ role }: RoleReport, { steps, refill }: Cure, { gun }: RepositoryFacts): RemedyWay {
  const line = shellLine(['trustdeck', 'delegation', 'list', gun]);
  return {
    id: 'investigate',
    label: refill ? 'get the file back' : 'find out what happened',
    action: { kind: 'outside' },
    commands: [{ tool: 'trustdeck', line }],
    steps: [...steps, `Look at ${role} again: ${line}`],
  };
}

/** Releases from what each signer's own role still vouches for; a signer's role from what is released. */
function refillWays(role: RoleReport, facts: RepositoryFacts): readonly RemedyWay[] {
  const holders = holdersIn(role, facts).filter(({ signer }) => signer !== null);
  return holders.flatMap((holder) => {
    const tags = tagsFor(role, holder, facts);
    return holder.signer === null || tags.length === 0 ? [] : [refillWay(role, holder, tags)];
  });
}

function refillWay(role: RoleReport, holder: KeyHolder, tags: readonly Target[]): RemedyWay {
  const signer = holder.signer ?? holder.name;
  const what =
    role.role === RELEASES
      ? `release the ${count(tags.length, 'tag')} that ${signer} signed`
      : `sign the ${count(tags.length, 'released tag')}`;
  return {
    id: signer,
    label: `${what} anew, as ${holderLabel(holder)}`,
    action: { kind: 'change', request: { kind: 'sign', tags, signer } },
  };
}

function tagsFor({ role }: RoleReport, { signer }: KeyHolder, facts: RepositoryFacts): readonly Target[] {
  const { delegations } = facts.state;
  const from =
    role === RELEASES
      ? facts.signers.find(({ name }) => name === signer)?.role
      : signerNameOf(role) === signer
        ? RELEASES
        : undefined;
  const source = from === undefined ? undefined : delegations.get(from);
  return source?.usable === true ? targetsOf(source.document) : [];
}

function targetsOf(document: TargetsDocument | null): readonly Target[] {
  return [...(document?.body.targets.values() ?? [])];
}

/** The role above lists a key under another's ID: whoever signs that role can take it out. */
function misnamedKey(problem: TufProblem, { state }: RepositoryFacts): readonly RemedyWay[] {
  if (problem.code !== 'key-id-mismatch') {
    return [];
  }
  const { role, keyId } = problem;
  const key = state.delegations.get(role)?.keys.find(({ id }) => id === keyId);
  return key === undefined
    ? []
    : [
        {
          id: 'remove-key',
          label: `take out the key that stands under the wrong ID ${shortId(keyId)}`,
          action: {
            kind: 'change',
            request: { kind: 'delegation-remove', role, keys: [key.canonicalId], paths: [] },
          },
        },
      ];
}
