import { isDelegation } from '../../tuf/index.ts';
import type { PlanProblems } from '../changes/planning/problems.ts';
import { few, short, type WordTable } from './words.ts';

const MOST_NAMES = 8;

const NAME_REASONS: Readonly<Record<PlanProblems['signer-name-invalid']['reason'], string>> = {
  malformed:
    'A name starts with a lower-case letter or a digit, and has only those, dashes and underscores after it.',
  reserved: 'That role holds what is released; it belongs to all signers.',
  'too-long': 'Names of roles have at most 255 characters.',
};

const ROLE_REASONS: Readonly<Record<PlanProblems['role-invalid']['reason'], string>> = {
  'not-a-delegation': 'Only roles below targets/ are delegations.',
  'no-parent': 'The role above it does not exist.',
  threshold: 'A threshold is a whole number of keys, at least 1.',
};

const WITNESS_REASONS: Readonly<Record<PlanProblems['not-witnessable']['reason'], string>> = {
  'signed-by-server': 'It is made anew with every publish.',
  'not-published': 'Nothing was ever published in it.',
  'too-few-keys': 'It has fewer keys than its threshold, so that nobody can sign it.',
};

const SIGNING_REASONS: Readonly<Record<PlanProblems['tag-not-signable']['reason'], string>> = {
  'outside-paths': 'Its paths do not cover that name, so that a signature there would not count.',
  'too-few-keys': 'It has fewer keys than its threshold, so that nobody can sign it.',
};

const CERTIFICATE_REASONS: Readonly<Record<PlanProblems['root-certificate-unfit']['reason'], string>> = {
  unreadable: 'It is no certificate in PEM, or its key is not accepted.',
  'another-key': 'It belongs to another key than the root key.',
  'another-name': 'Its common name is neither the name of the repository nor a prefix of it that ends in *.',
  'out-of-date': 'It is not valid now.',
};

/** Words for requests that make no sense in a repository. */
export const PLAN_PROBLEM_WORDS: WordTable<PlanProblems> = {
  'signer-not-found': ({ gun, signer, signers }) => ({
    message: `${gun} has no signer ${signer}`,
    why: signers.length === 0 ? 'It has no signers at all.' : `Its signers are ${few(signers, MOST_NAMES)}.`,
    next: `Run trustdeck signer list ${gun} to see its signers.`,
  }),
  'signer-name-invalid': ({ signer, reason }) => ({
    message: `${signer} cannot be the name of a signer`,
    why: NAME_REASONS[reason],
    next: 'Choose another name, such as jeff.',
  }),
  'key-not-in-role': ({ gun, role, keyIds, keys }) => ({
    message: `${role} of ${gun} does not have the key ${few(keyIds.map(short), MOST_NAMES)}`,
    why: keys.length === 0 ? 'It has no keys at all.' : `Its keys are ${few(keys.map(short), MOST_NAMES)}.`,
    next: `Run trustdeck delegation list ${gun} to see who has which key. Nothing was changed.`,
  }),
  'signer-not-in-role': ({ gun, role, signer, signers }) => ({
    message: `${signer} has no key in ${role} of ${gun}`,
    why:
      signers.length === 0
        ? 'A signature of theirs would not count there.'
        : `A signature of theirs would not count there; one by ${few(signers, MOST_NAMES)} does.`,
    next: isDelegation(role)
      ? `Name another signer, or add their key with trustdeck delegation add ${gun} ${role} --key-id KEYID.`
      : `Name no signer: ${role} has a key of its own.`,
  }),
  'key-not-listed': ({ gun, keyIds }) => ({
    message: `No role of ${gun} lists the key ${few(keyIds.map(short), MOST_NAMES)}`,
    why: 'Only keys that a role of the repository has already can be named by their IDs.',
    next: 'Copy an ID from trustdeck delegation list, or name the file of the public key instead.',
  }),
  'tag-not-signable': ({ gun, tags, role, reason }) => ({
    message: `${few(tags, MOST_NAMES)} of ${gun} cannot be signed${role === null ? '' : ` in ${role}`}`,
    why: role === null ? 'The paths of no role cover that name.' : SIGNING_REASONS[reason],
    next: `Run trustdeck doctor ${gun} to see what its roles need.`,
  }),
  'nothing-to-revoke': ({ gun, tags, signer }) => ({
    message:
      tags.length === 0
        ? `${gun} has no signed tags to revoke`
        : `${gun} has no signed tag ${few(tags, MOST_NAMES)}`,
    why:
      signer === null
        ? 'No role that vouches for tags holds it.'
        : `Neither the role of ${signer} nor targets/releases holds it.`,
    next: `Run trustdeck list ${gun} to see what is signed. Nothing was changed.`,
  }),
  'repository-exists': ({ gun }) => ({
    message: `${gun} has trust data already`,
    why: 'Somebody initialised it with another root key.',
    next: `Run trustdeck inspect ${gun} to see who administers it.`,
  }),
  'role-invalid': ({ role, reason }) => ({
    message: `${role} cannot be changed like this`,
    why: ROLE_REASONS[reason],
    next: 'Name a role such as targets/qa.',
  }),
  'keys-required': ({ role }) => ({
    message: `${role} needs a key`,
    why: 'Without one nobody could sign it.',
    next: 'Name the file of a public key or certificate.',
  }),
  'key-not-accepted': ({ keyId, algorithm }) => ({
    message: `The key ${short(keyId)} (${algorithm}) is not accepted`,
    why: 'It is too weak, or of a kind whose signatures nobody verifies.',
    next: 'Use an ECDSA, an Ed25519, or an RSA key of 2048 bits or more.',
  }),
  'not-witnessable': ({ gun, role, reason }) => ({
    message: `${role} of ${gun} cannot be signed again`,
    why: WITNESS_REASONS[reason],
    next: `Run trustdeck delegation list ${gun} to see its roles.`,
  }),
  'others-expired': ({ gun, missing, roles }) => ({
    message: `${few(missing, MOST_NAMES)} of ${gun} ${missing.length === 1 ? 'has' : 'have'} expired too`,
    why: 'Until everything that ended is signed again, nobody takes any of it: it goes out in one publish, which needs the keys of all these roles on one machine.',
    next: `Run trustdeck witness ${gun} ${roles.join(' ')}.`,
  }),
  'key-place-refused': ({ role, serverManaged }) => ({
    message: serverManaged
      ? `The server cannot keep the ${role} key`
      : `The ${role} key cannot be kept on this machine`,
    why: serverManaged
      ? 'Notary servers keep snapshot and timestamp keys only.'
      : 'Only the server signs timestamps.',
    next: serverManaged ? 'Rotate it without --server-managed.' : 'Rotate it with --server-managed.',
  }),
  'staged-change-unknown': ({ gun, file }) => ({
    message: `A staged change of ${gun} cannot be published`,
    why: `trustdeck does not know what ${file} would do.`,
    next: `Run trustdeck status ${gun}, then publish it with the tool that staged it, or reset it.`,
  }),
  'root-certificate-unfit': ({ gun, reason }) => ({
    message: `The certificate cannot be the root of ${gun}`,
    why: CERTIFICATE_REASONS[reason],
    next: 'Name a certificate that fits, or none to have one made.',
  }),
};
