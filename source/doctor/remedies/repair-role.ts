import { shellLine } from '../../base/index.ts';
import type { Examination, Finding, RepositoryFacts, RoleReport } from '../../operations/index.ts';
import { parentRole, RELEASES, signerNameOf, type TufProblem, type TufProblemCode } from '../../tuf/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';
import { shortId } from '../evidence.ts';
import { COMPARE_ROOT, forgetting } from './forget.ts';
import { roleIn } from './role-in.ts';

const COMPARE = 'Do not delete the local trust data: it is what shows that something is missing.';
const ASK_SERVER = 'Ask whoever runs the server';
const OTHER_CLIENT =
  'A client that writes files in another form than Notary does leaves such files: find out what published last.';
/** The planner refuses to write over what nobody can read, and so does every other client. */
const LAST_RESORT =
  'Where the file is lost for good, the trust data have to be deleted and begun anew, and every client has to forget the old ones.';

const EXCHANGED: readonly string[] = [
  `${ASK_SERVER} to compare the file with a backup of its database: it is not the one that the snapshot lists.`,
  'A proxy or cache in between that changes or mixes up files does the same: ask the server without it.',
  OTHER_CLIENT,
  LAST_RESORT,
];
const MISSING: readonly string[] = [
  `${ASK_SERVER} to bring the file back, from a backup of its database: the snapshot lists it.`,
  OTHER_CLIENT,
  LAST_RESORT,
];
const TAKEN_BACK: readonly string[] = [
  `${ASK_SERVER} whether it was set back to a backup: newer signatures may be hidden from everybody.`,
  COMPARE,
  'Once it is known what happened, those who signed what is lost sign it again.',
];
const UNREADABLE: readonly string[] = [
  'Ask whoever published it last which program wrote it: no client of Notary reads the file.',
  `${ASK_SERVER} to bring the version before it back, from a backup of its database.`,
  LAST_RESORT,
];

/** What to look into, by what is wrong: the file is the server's to bring back, and nothing is signed in its place. */
const STEPS = new Map<TufProblemCode, readonly string[]>([
  ['hash-mismatch', EXCHANGED],
  ['length-mismatch', EXCHANGED],
  ['no-supported-hash', EXCHANGED],
  ['metadata-missing', MISSING],
  ['delegation-dropped', TAKEN_BACK],
  ['rollback', TAKEN_BACK],
  ['malformed-json', UNREADABLE],
  ['metadata-invalid', UNREADABLE],
  ['wrong-type', UNREADABLE],
  [
    'metadata-too-large',
    [
      `${ASK_SERVER} for the size of the file: more is offered than any client should read.`,
      'Revoke tags that nobody pulls any more.',
    ],
  ],
  ['too-many-roles', ['Remove delegations that nobody needs: clients do not read endless ones.']],
  [
    'key-id-mismatch',
    ['Ask whoever signed the role above which program wrote the key there: its ID does not belong to it.'],
  ],
]);

const UNKNOWN: readonly string[] = [`${ASK_SERVER} what changed.`, COMPARE];

/** Under which a role must not be given up: what is hidden now may come back. */
const INVESTIGATE_FIRST: ReadonlySet<TufProblemCode> = new Set(['rollback', 'delegation-dropped']);

/** What can be done about a role whose file is missing, damaged, exchanged or too old. */
export function repairRole({ role: name }: Finding, { facts }: Examination): Remedy | null {
  const role = roleIn(facts, name);
  const [problem] = role?.problems ?? [];
  return facts === null || role === null || problem === undefined
    ? null
    : {
        label: `Bring ${role.role} back`,
        ways: [
          ...misnamedKey(problem, facts),
          investigation(role, problem, facts),
          ...forgetWhatWas(role, problem),
          ...giveUp(role, problem),
        ],
        judgement: `What ${role.role} held last, only those know who signed it: find out before anything takes its place.`,
      };
}

function investigation({ role }: RoleReport, { code }: TufProblem, { gun }: RepositoryFacts): RemedyWay {
  const line = shellLine(['trustdeck', 'delegation', 'list', gun]);
  return {
    id: 'investigate',
    label: 'find out what happened to the file',
    action: { kind: 'outside' },
    commands: [{ tool: 'trustdeck', line }],
    steps: [...(STEPS.get(code) ?? UNKNOWN), `Look at ${role} again: ${line}`],
  };
}

/**
 * A role that was removed and made again starts its versions anew. Who looked in between has forgotten the old one
 * (`isGivenUp`); for everybody else that is told from an attack by nobody but whoever made it.
 */
function forgetWhatWas({ role }: RoleReport, { code }: TufProblem): readonly RemedyWay[] {
  const parent = parentRole(role);
  return parent === null || !INVESTIGATE_FIRST.has(code)
    ? []
    : [
        forgetting([
          `Ask whoever holds the key of ${parent}, by another way than this server, whether ${role} was removed and made again since.`,
          'If it was not, newer signatures are hidden from you: forget nothing, that is what shows it.',
          COMPARE_ROOT,
        ]),
      ];
}

/** A role that nobody pulls from can go, and its people start again in another. */
function giveUp({ role }: RoleReport, { code }: TufProblem): readonly RemedyWay[] {
  if (role === RELEASES || INVESTIGATE_FIRST.has(code)) {
    return [];
  }
  const signer = signerNameOf(role);
  return [
    {
      id: 'remove',
      label:
        signer === null
          ? `remove ${role}`
          : `remove the signer ${signer}, who can be added again under another name`,
      action: {
        kind: 'change',
        request:
          signer === null
            ? { kind: 'delegation-remove', role, keys: [], paths: [] }
            : { kind: 'signer-remove', signer, resignAs: null },
      },
      isLastResort: true,
    },
  ];
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
