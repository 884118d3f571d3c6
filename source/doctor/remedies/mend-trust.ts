import { describeProblem, type Examination, reportError } from '../../operations/index.ts';
import type { TufProblem } from '../../tuf/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';
import { ASK_WHAT_CHANGED, COMPARE_ROOT, forgetting } from './forget.ts';

type Code = TufProblem['code'];

const ASK_ADMIN = 'Tell whoever runs the server which file is meant, and have it compared with a backup.';
const ASK_OWNER = 'Ask the owner of the repository to publish it again from a machine that has the keys.';
const DO_NOT_FORGET =
  'Do not delete the trust data on this machine meanwhile: they are what protects you from a forgery.';
const PINS =
  'Pins are under trust_pinning in the configuration of notary (~/.notary/config.json, or what --config names).';

interface Advice {
  readonly label: string;
  readonly way: string;
  readonly steps: readonly string[];
  /** What lies on this machine may be what is wrong, or outlived. */
  readonly forget?: readonly string[];
}

const ANOTHER_ROOT: Advice = {
  label: 'Find out why the root is another one',
  way: 'ask the owner',
  steps: [ASK_WHAT_CHANGED, DO_NOT_FORGET],
  forget: [
    ASK_WHAT_CHANGED,
    'If the repository was deleted and made anew, or its root key was lost, forget the old root; the new one is trusted on first use then.',
    COMPARE_ROOT,
  ],
};

const WRONG_FILE: Advice = {
  label: 'Have the server serve the file that was signed',
  way: 'ask whoever runs the server',
  steps: [
    'Examine the repository again: a proxy on the way may have served an old copy of the file.',
    ASK_ADMIN,
    ASK_OWNER,
    DO_NOT_FORGET,
  ],
};

const NOT_SIGNED: Advice = {
  label: 'Find out who published this',
  way: 'ask the owner',
  steps: [
    ASK_WHAT_CHANGED,
    'If keys were rotated, the change was published in halves: the owner publishes again with the present keys.',
    DO_NOT_FORGET,
  ],
};

const BY_CODE: ReadonlyMap<Code, Advice> = new Map<Code, Advice>([
  ['root-not-signed-by-previous', ANOTHER_ROOT],
  ['root-version-mismatch', ANOTHER_ROOT],
  ['too-many-root-rotations', ANOTHER_ROOT],
  [
    'root-pin-mismatch',
    {
      label: 'Compare the pin with the owner of the repository',
      way: 'correct the pin, or find out who serves another root',
      steps: [
        COMPARE_ROOT,
        `If the owner names the one that is served, correct the pin. ${PINS}`,
        "If not, the server serves a root that is not the owner's: tell both.",
      ],
    },
  ],
  [
    'root-not-pinned',
    { label: 'Pin the root', way: 'add a pin', steps: [COMPARE_ROOT, `Add it for this repository. ${PINS}`] },
  ],
  [
    'pinned-ca-unreadable',
    {
      label: 'Correct the pinned CA',
      way: 'correct the file',
      steps: [`Put a CA certificate in PEM form into the file that the pin names. ${PINS}`],
    },
  ],
  [
    'cached-root-unreadable',
    {
      label: 'Restore the root on this machine',
      way: 'from a backup of the trust directory',
      steps: [
        'Restore root.json of this repository, in the folder tuf of the trust directory, from a backup.',
      ],
      forget: [
        'Without a backup, forget what is damaged; the root of the server is trusted on first use then.',
        COMPARE_ROOT,
      ],
    },
  ],
  [
    'root-certificates-invalid',
    {
      label: 'Have the root certified anew',
      way: 'ask the owner',
      steps: [
        'Check the clock of this machine: a certificate may not be valid yet.',
        'Ask the holder of the root key for a root whose certificate names this repository, with a key that counts.',
      ],
    },
  ],
  ['signatures-below-threshold', NOT_SIGNED],
  ['keys-below-threshold', NOT_SIGNED],
  ['no-signatures', NOT_SIGNED],
  ['key-id-mismatch', NOT_SIGNED],
]);

/** What to find out, from whom, and what to do then, where a repository does not verify. */
export function mendTrust({ facts, error }: Examination): Remedy | null {
  const failure = facts?.failure ?? null;
  if (failure === null) {
    return error === null
      ? null
      : remedyOf({
          label: 'Make it readable',
          way: 'put right what is in the way',
          steps: [reportError(error).next],
        });
  }
  return remedyOf(
    BY_CODE.get(failure.code) ?? {
      ...WRONG_FILE,
      steps: [describeProblem(failure).next, ...WRONG_FILE.steps],
    },
  );
}

function remedyOf({ label, way, steps, forget }: Advice): Remedy {
  const ask: RemedyWay = { id: 'ask', label: way, action: { kind: 'outside' }, steps };
  return forget === undefined
    ? { label, ways: [ask], judgement: null }
    : {
        label,
        ways: [ask, forgetting(forget)],
        judgement:
          'Whether the change is legitimate, only the owner of the repository can say; an attack looks the same from here.',
      };
}
