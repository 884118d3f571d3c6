import type { ReviewMessages } from '../../areas/review.ts';
import { capital, plural } from '../plural.ts';

const tags = (count: number) => plural(count, 'tag');

export const review: ReviewMessages = {
  whatChanges: 'What changes',
  atomic: 'one publish: readers see the old or the new state',
  localOnly: 'only on this machine',
  whatItMeans: 'What it means',
  others: 'What others have to do',
  risk: 'Be sure',
  sameAs: 'Same as',
  several: (ready, total) => `${ready} of ${plural(total, 'repository', 'repositories')} will be changed`,
  outcome: {
    'nothing-to-do': 'nothing to do: it is like that already',
    'needs-others': 'cannot be done with the keys on this machine alone',
  },
  half: {
    1: 'First of two halves: afterwards both keys count, and everything works in between.',
    2: 'Second half: the old key goes out.',
  },
  removed: 'removed',
  versions: (from, to) =>
    to === null ? '' : from === null ? `new v${to}` : from === to ? `v${to}` : `v${from} → v${to}`,
  signedBy: (keys) => `signed by ${keys}`,
  signedByServer: 'signed by the server',
  place: { here: 'here', new: 'new, made here', server: 'at the server', elsewhere: 'not here' },
  threshold: (from, to) => `signatures needed: ${from} → ${to}`,
  path: (path) => (path === '' ? 'all paths' : `path ${path}`),
  tagsUnchanged: (count) => `${tags(count)}, content unchanged`,
  moreTags: (count) => `and ${count} more`,
  holdsTag: (name, digest) => `holds ${name} ${digest ?? 'without a digest'}`,
  holdsRole: (role, { threshold, keys, paths }) =>
    `holds the role ${role}: ${threshold} of ${keys.join(', ') || 'no keys'} for ${paths.join(', ') || 'no paths'}`,
  comparisons: {
    sameAsVerified: (version) => `the same as in version ${version}, which verified here`,
    sinceVerified: (version) => `what changed since version ${version}, which verified here:`,
    allBySigners: 'each tag is in the role of a signer who may release, with the same digest',
    notBySigners: 'tags that no signer who may release has in their own role:',
    role: (role) => `the role ${role}`,
  },
  expires: (date) => `valid until ${date}`,
  effects: {
    'repository-created': () => 'The repository gets trust data; from then on it can be signed and verified.',
    'tags-stay-released': ({ count }) => `${tags(count)} ${count === 1 ? 'stays' : 'stay'} trusted.`,
    'tags-gain-signature': (effect, { list, name }) =>
      `${list(effect.tags)} ${effect.tags.length === 1 ? 'is' : 'are'} now signed by ${name(effect.signer)} too.`,
    'tags-lose-signature': (effect, { list, name }) =>
      `${list(effect.tags)} ${effect.tags.length === 1 ? 'loses' : 'lose'} the signature of ${name(effect.signer)}.`,
    'tags-not-released': (effect, { list }) =>
      `${list(effect.tags)} cannot be pulled with trust: there is no targets/releases.`,
    'tags-no-longer-released': (effect, { list }) =>
      `${list(effect.tags)} can no longer be pulled with trust.`,
    'tags-released-again': (effect, { list }) => `${list(effect.tags)} can be pulled with trust again.`,
    'old-content-returns': ({ role }, phrases) =>
      `${phrases.role(role)} was there before: what the server still has of it counts again.`,
    'tags-change-content': (effect, { list }) =>
      `Pulls of ${list(effect.tags)} find another content than before.`,
    'signer-added': (effect, { name }) => `${name(effect.signer)} can sign and release from then on.`,
    'signer-removed': (effect, { name }) => `${name(effect.signer)} can sign nothing here afterwards.`,
    'releases-unusable': ({ why }) =>
      why === 'no-keys'
        ? 'Nobody can release afterwards: no key is left in targets/releases, and pulls fail.'
        : 'Pulls fail until targets/releases is signed by one of its keys.',
    'role-unusable': ({ role, why }, phrases) =>
      why === 'no-keys'
        ? `${phrases.role(role)} has no key left and counts no more.`
        : `${phrases.role(role)} counts no more until one of its keys signs it.`,
    'role-usable-again': ({ role }, phrases) => `${phrases.role(role)} counts again.`,
    'key-still-used': ({ key, repositories }, phrases) =>
      `${capital(phrases.key(key))} still signs for ${phrases.repositories(repositories)}.`,
    'key-kept': ({ key, signer }, phrases) =>
      `${capital(phrases.key(key))} stays in releases: ${phrases.name(signer)} uses it too.`,
    'content-unverified': ({ role }, phrases) =>
      `No key that ever counted for ${phrases.role(role)} is known to have signed what it holds. Look at the content before you vouch for it.`,
    'content-signed-before-by': ({ role, keys }, phrases) =>
      keys.length === 0
        ? `Nobody known signed what ${phrases.role(role)} holds.`
        : `What ${phrases.role(role)} holds was signed by ${phrases.keys(keys)}.`,
    'staged-changes-kept': ({ count }) =>
      `${plural(count, 'staged change')} in the changelist ${count === 1 ? 'stays' : 'stay'} there, unpublished.`,
    'root-renewed': () => 'Root is close to its end and is signed anew on the way, which needs the root key.',
    'trust-data-deleted': ({ remote, tags: count }) =>
      remote
        ? `All trust data is deleted on the server and here: ${tags(count)} will have no signature.`
        : 'The trust data is deleted on this machine; the server keeps its own.',
    'nothing-to-delete': ({ remote }) =>
      remote
        ? 'The server has no trust data of this name; what is left of it here is deleted.'
        : 'Nothing of this name can be read on this machine; what is left of it is deleted.',
  },
  risks: {
    'releases-unusable': 'Afterwards pulls with trust fail in this repository.',
    'role-unusable': 'Afterwards a role of this repository counts no more.',
    'root-rotation':
      'Everybody follows the new root key from then on. Without its private key nothing can be administered again.',
    'unverified-content': 'You vouch for content that nobody who counts is known to have signed.',
    'trust-data-deleted': 'Deleted trust data cannot be had back.',
    'last-signer': 'The last signer goes: nobody can release afterwards.',
  },
  tasks: {
    what: {
      sign: (role, who) => `${role} has to be signed by ${who}`,
      'make-change': (role, who) => `${role} has to be changed by ${who}`,
      finish: (role, who) => `the second half is to be done later: ${role}, by ${who}`,
    },
    when: { before: 'before this', after: 'after this' },
    nobody: 'somebody with a key that counts (nobody known)',
    anyOf: (keys) => `whoever has ${keys}`,
  },
  keyNotSaved:
    'The new key is not kept, as nothing can be published with it. Make one with n first, and hand over its public key.',
  newUnlocked: 'You will be asked for a new passphrase for each new key.',
  nothingToAdd: 'No other repository is known to use the old key',
  add: 'add them to this change',
  newPlan: {
    title: 'Somebody else published in between',
    text: 'Nothing of yours was published yet. This is the change as it would be now; lines marked with ≠ differ from what you agreed to.',
    content: 'What the roles hold that you sign, and did not hold before',
  },
};
