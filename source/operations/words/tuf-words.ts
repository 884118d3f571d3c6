import type { CertificateRefusal, TufProblem, TufProblems } from '../../tuf/index.ts';
import { count, day, few, short, type Words, type WordTable } from './words.ts';

const INVESTIGATE =
  'Ask whoever runs the server what changed; do not delete the local trust data before you know.';
const ASK_OWNER = 'Ask the owner of the repository to publish it again.';
/** A file that is something else altogether has a dozen wrong fields; the first tell enough. */
const FIELDS_SHOWN = 3;
const RESIGN = 'Ask a holder of one of its keys to sign it again.';

/** Who signs these anew: nothing that is done here helps. */
const RENEWALS: ReadonlyMap<string, string> = new Map([
  ['timestamp', 'Only the server can renew it: ask whoever runs the Notary server.'],
  [
    'snapshot',
    'Ask whoever runs the Notary server to have it renewed, or whoever has the snapshot key where the server does not.',
  ],
]);

const CERTIFICATE_REFUSALS: Readonly<Record<CertificateRefusal, string>> = {
  'not-a-certificate': 'it is not a certificate',
  'not-canonical-pem': 'it is not written as Notary writes certificates',
  'no-single-leaf': 'it does not hold exactly one leaf certificate',
  'common-name-mismatch': 'its common name is not this repository',
  expired: 'it is expired',
  'not-yet-valid': 'it is not valid yet',
  'weak-key': 'its key is too weak',
  'sha1-signature': 'it is signed with SHA-1',
};

/** Words for everything the engine refuses. */
export const TUF_WORDS: WordTable<TufProblems> = {
  'malformed-json': ({ role, reason }) => ({
    message: `${role} is not readable`,
    why: `The file is not the JSON that Notary writes: ${reason}.`,
    next: ASK_OWNER,
  }),
  'metadata-invalid': ({ role, fields }) => ({
    message: `${role} is not valid`,
    why: `${few(
      fields.map((field) => `${field.at} ${field.reason}`),
      FIELDS_SHOWN,
    )}.`,
    next: ASK_OWNER,
  }),
  'wrong-type': ({ role, expected, found }) => ({
    message: `${role} is another kind of file`,
    why: `It says it is ${found} where ${expected} belongs.`,
    next: INVESTIGATE,
  }),
  'no-signatures': ({ role }) => ({
    message: `${role} is not signed`,
    why: 'The file carries no signature at all.',
    next: RESIGN,
  }),
  'keys-below-threshold': ({ role, keys, threshold }) => ({
    message: `${role} has fewer keys than its threshold`,
    why: `It has ${count(keys, 'key')} and needs signatures from ${threshold}, so nobody can sign it.`,
    next: 'Ask the holder of the repository key to add a key to this role.',
  }),
  'signatures-below-threshold': ({ role, valid, threshold }) => ({
    message: `${role} is not signed by enough of its keys`,
    why: `It needs signatures from ${count(threshold, 'key')}; ${valid === 0 ? 'none counts' : `only ${valid} ${valid === 1 ? 'counts' : 'count'}`}.`,
    next: RESIGN,
  }),
  'key-id-mismatch': ({ role, keyId, computed }) => ({
    message: `${role} names a key by a wrong ID`,
    why: `The key under ${short(keyId)} is really ${short(computed)}.`,
    next: INVESTIGATE,
  }),
  'role-expired': ({ role, expires }) => ({
    message: `${role} is expired`,
    why: `It was valid until ${day(expires)}.`,
    next: RENEWALS.get(role) ?? RESIGN,
  }),
  rollback: ({ role, trusted, found }) => ({
    message: `The server serves an older ${role} than before`,
    why: `Version ${trusted} was trusted already; the server now offers ${found}.`,
    next: INVESTIGATE,
  }),
  'hash-mismatch': ({ role, algorithm, expected, found }) => ({
    message: `${role} is not the file that was signed for`,
    why: `Its ${algorithm} digest is ${short(found)} and should be ${short(expected)}.`,
    next: INVESTIGATE,
  }),
  'length-mismatch': ({ role, expected, found }) => ({
    message: `${role} is not the file that was signed for`,
    why: `It has ${count(found, 'byte')} and should have ${expected}.`,
    next: INVESTIGATE,
  }),
  'no-supported-hash': ({ role }) => ({
    message: `${role} cannot be checked`,
    why: 'It is listed without a SHA-256 digest.',
    next: ASK_OWNER,
  }),
  'metadata-too-large': ({ role, limit }) => ({
    message: `${role} is larger than it may be`,
    why: `More than ${count(limit, 'byte')} were offered.`,
    next: INVESTIGATE,
  }),
  'metadata-missing': ({ role, sha256 }) => ({
    message: `${role} is missing on the server`,
    why:
      sha256 === null
        ? 'The server has no such file.'
        : `The server lists version ${short(sha256)} of it but does not serve it.`,
    next: ASK_OWNER,
  }),
  'not-published': ({ role }) => ({
    message: `${role} is not published yet`,
    why: 'The delegation exists, but nobody has signed anything into it.',
    next: 'Nothing to do until one of its signers signs a tag.',
  }),
  'delegation-dropped': ({ role, trusted }) => ({
    message: `${role} has vanished from the server`,
    why: `Version ${trusted} was published before; the repository still delegates to it but lists no file.`,
    next: INVESTIGATE,
  }),
  'parent-unusable': ({ role, parent }) => ({
    message: `${role} cannot be trusted`,
    why: `${parent}, which vouches for it, is not usable.`,
    next: `Repair ${parent} first.`,
  }),
  'too-many-roles': ({ role, limit }) => ({
    message: `${role} is not read`,
    why: `The repository has more than ${limit} delegations.`,
    next: ASK_OWNER,
  }),
  'root-not-signed-by-previous': ({ from, to }) => ({
    message: 'The new root is not signed by the root before it',
    why: `Root ${to} does not carry enough signatures of the keys of root ${from}, which this machine trusts.`,
    next: INVESTIGATE,
  }),
  'root-version-mismatch': ({ expected, found }) => ({
    message: 'The server serves another root than asked for',
    why: `Version ${expected} was asked for; the file says ${found}.`,
    next: INVESTIGATE,
  }),
  'too-many-root-rotations': ({ limit }) => ({
    message: 'The root has been rotated too often to follow',
    why: `More than ${limit} rotations lie between the trusted root and the newest.`,
    next: INVESTIGATE,
  }),
  'root-certificates-invalid': ({ refused }) => ({
    message: 'No root certificate vouches for this repository',
    why: listRefusals(refused),
    next: 'Run trustdeck doctor REPO: it says what can be done, and by whom.',
  }),
  'root-pin-mismatch': ({ pinnedBy, pin, served }) => ({
    message: 'The root is not the pinned one',
    why: `The ${pinnedBy === 'ca' ? 'CA' : 'certificate'} pin ${pin} does not match ${served.map(short).join(', ') || 'any root key'}.`,
    next: 'Compare the pin in the Notary configuration with the owner of the repository.',
  }),
  'root-not-pinned': ({ gun }) => ({
    message: 'Nothing says which root to trust',
    why: `Trust on first use is switched off, and no pin covers ${gun}.`,
    next: 'Add the root key or its CA under trust_pinning in the Notary configuration.',
  }),
  'pinned-ca-unreadable': ({ pin }) => ({
    message: 'The pinned CA cannot be used',
    why: `The file that pins ${pin} holds no usable certificate.`,
    next: 'Correct trust_pinning in the Notary configuration.',
  }),
  'cached-root-unreadable': ({ reason }) => ({
    message: 'The trusted root on this machine is damaged',
    why: `The cached root.json cannot be read (${reason}). It is never replaced silently.`,
    next: 'Restore the file from a backup, or remove it only if you can verify the root by other means.',
  }),
  'repository-not-initialised': ({ gun }) => ({
    message: `${gun} has no trust data`,
    why: 'The server knows no such repository: it was never signed, or its trust data were deleted.',
    next: 'Check the name and the server, or sign a first tag.',
  }),
  'metadata-unavailable': ({ role }) => ({
    message: `${role} could not be fetched`,
    why: 'The server did not answer, and nothing usable is cached.',
    next: 'Try again when the server can be reached.',
  }),
};

/** The words for one problem of a role. */
export function describeProblem(problem: TufProblem): Words {
  const describe = TUF_WORDS[problem.code] as (detail: TufProblem) => Words;
  return describe(problem);
}

function listRefusals(refused: TufProblems['root-certificates-invalid']['refused']): string {
  return refused.length === 0
    ? 'The root role has no keys.'
    : `${refused.map(({ keyId, reason }) => `${short(keyId)}: ${CERTIFICATE_REFUSALS[reason]}`).join('; ')}.`;
}
