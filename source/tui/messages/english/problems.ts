import type { KeyOwner } from '../../../operations/index.ts';
import type { CertificateRefusal } from '../../../tuf/index.ts';
import type { ProblemMessages, RefusalMessages } from '../areas/problems.ts';
import { plural } from './plural.ts';
import { keyOf } from './words.ts';

const CERTIFICATE: Readonly<Record<CertificateRefusal, string>> = {
  'not-a-certificate': 'is no certificate',
  'not-canonical-pem': 'is written in a form that no key ID can match',
  'no-single-leaf': 'does not begin with exactly one certificate of its own',
  'common-name-mismatch': 'is made out to another repository',
  expired: 'has ended',
  'not-yet-valid': 'is not valid yet',
  'weak-key': 'holds a key that is too weak',
  'sha1-signature': 'is signed with SHA-1',
};

/** How a kept root can be damaged, by the code of what was found. */
const DAMAGE: ReadonlyMap<string, string> = new Map([
  ['malformed-json', 'is not readable as JSON'],
  ['metadata-invalid', 'is damaged: it has wrong fields'],
  ['wrong-type', 'is damaged: it is the file of another role'],
  ['metadata-too-large', 'is too large'],
]);

export const problems: ProblemMessages = {
  'malformed-json': ({ role, reason }) => `The file of ${role} is not readable as JSON: ${reason}.`,
  'metadata-invalid': ({ role, fields }) => {
    const [first] = fields;
    const example = first === undefined ? '' : `, first ${first.at}: ${first.reason}`;
    return `The file of ${role} has ${plural(fields.length, 'wrong field')}${example}.`;
  },
  'wrong-type': ({ role, expected, found }) =>
    `The file served as ${role} says that it is ${found}, not ${expected}.`,
  'no-signatures': ({ role }) => `Nobody has signed ${role}.`,
  'keys-below-threshold': ({ role, keys, threshold }) =>
    `${role} asks for ${plural(threshold, 'signature')} but lists ${plural(keys, 'key')}, so nobody can sign it.`,
  'signatures-below-threshold': ({ role, valid, threshold }) =>
    `Only ${valid} of the ${plural(threshold, 'signature')} that ${role} needs count.`,
  'key-id-mismatch': ({ role, keyId, computed }, { key }) =>
    `${role} lists ${key(keyId)}, but the key under that ID is another one: ${computed.slice(0, 7)}.`,
  'role-expired': ({ role, expires }, { when, date }) =>
    `${role} expired ${when(expires)}, on ${date(expires)}.`,
  rollback: ({ role, trusted, found }) =>
    `The server offers version ${found} of ${role}, older than version ${trusted} seen before.`,
  'hash-mismatch': ({ role, algorithm }) =>
    `The file of ${role} is not the one that was signed for: its ${algorithm} digest differs.`,
  'length-mismatch': ({ role, expected, found }) =>
    `The file of ${role} has ${plural(found, 'byte')}; ${plural(expected, 'byte')} were signed for.`,
  'no-supported-hash': ({ role }) => `The snapshot gives no SHA-256 or SHA-512 digest for ${role}.`,
  'metadata-too-large': ({ role, limit }) => `The file of ${role} is larger than ${plural(limit, 'byte')}.`,
  'metadata-missing': ({ role }) => `The server has no file for ${role}, although it is listed as published.`,
  'not-published': ({ role }) => `${role} exists, but nothing has been published in it yet.`,
  'delegation-dropped': ({ role, trusted }) =>
    `The server no longer lists ${role}, of which version ${trusted} was seen before.`,
  'parent-unusable': ({ role, parent }) => `${role} cannot count while ${parent} does not.`,
  'too-many-roles': ({ limit }) => `There are more than ${limit} delegations; the rest is not looked at.`,
  'root-not-signed-by-previous': ({ from, to }) =>
    `Root version ${to} is not signed by the keys of version ${from}, which is the one trusted here.`,
  'root-version-mismatch': ({ expected, found }) =>
    `The server offers root version ${found} where version ${expected} belongs.`,
  'too-many-root-rotations': ({ limit }) =>
    `The root has changed more than ${limit} times since it was last seen.`,
  'root-certificates-invalid': ({ refused }, { key }) => {
    const [first] = refused;
    const example = first === undefined ? '' : `: that of ${key(first.keyId)} ${CERTIFICATE[first.reason]}`;
    return `None of the root's certificates can vouch for this repository${example}.`;
  },
  'root-pin-mismatch': ({ pinnedBy, pin, served }, { key, list }) => {
    const pinned =
      pinnedBy === 'ca' ? `certificates from the CA in ${pin}` : `the certificate ${pin.slice(0, 7)}`;
    const offered = served.length === 0 ? 'another root' : list(served.map(key));
    return `Your settings trust only ${pinned} for this repository; the server offers ${offered}.`;
  },
  'root-not-pinned': ({ gun }) => `Your settings switch trust on first use off, and pin no root for ${gun}.`,
  'pinned-ca-unreadable': ({ pin }) =>
    `The CA file ${pin}, which pins this repository, holds no usable certificate.`,
  'cached-root-unreadable': ({ reason }) =>
    `The root kept on this machine, which everything rests on, ${DAMAGE.get(reason) ?? 'cannot be read'}.`,
  'repository-not-initialised': () => 'The server has no trust data for this repository.',
  'metadata-unavailable': ({ role }) =>
    `${role} could not be fetched, and no usable copy is kept on this machine.`,
};

/** Somebody by name and key, or the kind of key where there is no name; and the word that leads on from there. */
function signer(owner: KeyOwner | null, shortId: string): { readonly by: string; readonly whose: string } {
  return owner?.kind === 'signer' || owner?.kind === 'local'
    ? { by: `${owner.name} ${shortId}`, whose: 'whose key' }
    : { by: keyOf(owner, shortId), whose: 'which' };
}

export const refusals: RefusalMessages = {
  'key-not-in-role': (owner, shortId) => {
    const { by, whose } = signer(owner, shortId);
    return `Signed by ${by}, ${whose} is no longer in this role.`;
  },
  'unknown-key-type': (owner, shortId) =>
    `Signed by ${signer(owner, shortId).by} with a kind of key that is not known.`,
  'unknown-method': (owner, shortId) => `Signed by ${signer(owner, shortId).by} in a way that is not known.`,
  'method-mismatch': (owner, shortId) =>
    `Signed by ${signer(owner, shortId).by} in a way that does not go with the key.`,
  'malformed-signature': (owner, shortId) =>
    `Signed by ${signer(owner, shortId).by}, but the signature is damaged.`,
  'wrong-signature': (owner, shortId) => `Signed by ${signer(owner, shortId).by}, but not this content.`,
  'weak-key': (owner, shortId) => {
    const { by, whose } = signer(owner, shortId);
    return `Signed by ${by}, ${whose} is too weak to count.`;
  },
  'malformed-key': (owner, shortId) => {
    const { by, whose } = signer(owner, shortId);
    return `Signed by ${by}, ${whose} cannot be read.`;
  },
  'certificate-refused': (owner, shortId) =>
    `Signed by ${signer(owner, shortId).by} with a certificate that does not count.`,
  'repeated-key': (owner, shortId) =>
    `Signed by ${signer(owner, shortId).by} once more with the same key, which counts once.`,
};
