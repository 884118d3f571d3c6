import type { TrustWizardMessages } from '../../areas/trust-wizards.ts';
import { plural } from '../plural.ts';

const tags = (count: number) => plural(count, 'tag');

export const trust: TrustWizardMessages = {
  initialise: {
    title: 'Initialise trust',
    repository: {
      question: 'Which repository gets trust data?',
      hint: 'Its full name with the registry in front. The server makes and keeps the snapshot and timestamp keys.',
      example: 'registry.example.com/team/app',
    },
    repositoryKnown: (repository) => `${repository} has trust data already`,
    rootKey: {
      question: 'Which root key vouches for it?',
      hint: 'One root key can vouch for many repositories. Losing it means that nobody can administer them again.',
    },
    useHere: 'The root key on this machine',
    useHereNote: 'a certificate for this repository is made of it',
    makeRoot: (algorithm) => `Make a new root key: ${algorithm}`,
    noneHere: 'no root key is on this machine',
    keyHere: (count) => `${plural(count, 'root key')} here; the first is used`,
  },
  addSigner: {
    title: (signer) => (signer === null ? 'Add a signer' : `Add signer ${signer}`),
    name: {
      question: 'What is the signer called?',
      hint: 'The name becomes the role targets/NAME, which docker trust inspect shows.',
      example: 'jeff',
    },
    key: {
      question: 'Which key will they sign with?',
      hint: 'Their private key stays with them: what goes into the repository is the public half.',
    },
    adding: (signer, keys) => `${signer} has ${plural(keys, 'key')} here already; this one is added to them.`,
  },
  removeSigner: {
    title: (signer) => (signer === null ? 'Remove a signer' : `Remove signer ${signer}`),
    signer: {
      question: 'Who is to be removed?',
      hint: 'Their keys go out of targets/releases and their own role is deleted: really, and verified afterwards.',
    },
    tags: {
      question: 'What becomes of what they signed?',
      hint: 'A tag that nobody else signed stays pullable only when somebody whose key is here signs it again.',
    },
    losing: (signer, count) =>
      count === 0 ? `${signer} has signed nothing.` : `${signer} has signed ${tags(count)}.`,
    resign: (signer) => `Sign the tags again as ${signer}`,
    leave: 'Let the signatures go',
    leaveNote: 'the review lists the tags that lose one',
  },
  rotateSigner: {
    title: (signer) => (signer === null ? "Rotate a signer's key" : `Rotate ${signer}'s key`),
    signer: { question: 'Whose key is to be replaced?' },
    key: {
      question: 'What is the new key?',
      hint: "targets/releases and the signer's own role are signed with it in the same publish.",
    },
    old: {
      question: 'Which old keys go out?',
      hint: 'They go out of both roles at once. With none ticked, old and new count side by side.',
    },
    afterwards: {
      question: 'Remove the old private key from this machine afterwards?',
      hint: 'Only once the change is published, downloaded again and verified.',
    },
    keep: 'No, keep the file',
    keepNote: 'it can sign nothing here any more',
    remove: (keys) => `Yes, remove ${keys}`,
    removeNote: 'a backup brings it back',
    elsewhere: (repositories) => `It still signs for ${repositories}.`,
  },
  rotateKey: {
    title: (role) => (role === null ? 'Rotate an administrative key' : `Rotate the ${role} key`),
    role: { question: 'Which key is to be replaced?' },
    roles: {
      root: 'vouches for all others; the old and the new root key sign',
      targets: 'the repository key: says who the signers are',
      snapshot: 'lists what belongs together; the server had best keep it',
      timestamp: 'says what is newest; always kept by the server',
    },
    key: { question: 'What is the new key?', hint: 'A new one is made for each repository, and saved here.' },
    manager: { question: 'Who keeps the new key?' },
    server: 'The server',
    serverNote: 'signers can publish without it; recommended',
    local: 'This machine',
    localNote: 'nobody else can publish then',
  },
  addDelegation: {
    title: (role) => (role === null ? 'Add a delegation' : `Add delegation ${role}`),
    role: {
      question: 'Which role?',
      hint: 'A path below targets/, such as qa/nightly. For a person who signs releases, add a signer instead.',
      example: 'qa/nightly',
    },
    key: { question: 'Which key may sign it?' },
    paths: {
      question: 'Which tags may it sign?',
      hint: 'Beginnings of tag names, separated by blanks. Nothing means all of them.',
      example: 'nightly- rc-',
    },
  },
  removeDelegation: {
    title: (role) => (role === null ? 'Remove a delegation' : `Remove from ${role}`),
    role: { question: 'Which delegation?' },
    what: { question: 'What is to be removed?' },
    whole: 'The whole delegation',
    wholeNote: (count) => (count === 0 ? 'it holds no tags' : `and the ${tags(count)} in it`),
    keysOnly: 'Only some of its keys',
    keysOnlyNote: 'the role and what is in it stay',
    keys: {
      question: 'Which keys go out?',
      hint: 'A role whose last key goes out can be signed by nobody.',
    },
  },
  witness: {
    title: 'Sign again (witness)',
    roles: {
      question: 'Which roles are to be signed again?',
      hint: 'You vouch for what they hold now. The review shows that content and who signed it before.',
    },
    signer: {
      question: 'Who signs?',
      hint: 'Each of these could; only their keys sign.',
    },
    broken: 'its signatures do not count',
    notHere: 'none of its keys is on this machine',
    keyNotHere: 'the key is not on this machine',
    expires: (when) => `ends ${when}`,
    content: (role, content) => `${role} holds ${content}.`,
    empty: (role) => `${role} holds nothing.`,
  },
  resume: {
    title: 'Go on with a change',
    run: { question: 'Which change was not finished?' },
    started: (when, { count, names }, total) =>
      `${total === 1 ? '' : `${count} of ${total} left: `}${names} · started ${when}`,
    kinds: {
      init: 'Initialise trust',
      'signer-add': 'Add a signer',
      'signer-remove': 'Remove a signer',
      'signer-rotate': "Rotate a signer's key",
      'delegation-add': 'Add a delegation',
      'delegation-remove': 'Remove a delegation',
      'delegation-purge': 'Remove keys from all delegations',
      witness: 'Sign again',
      sign: 'Sign tags',
      revoke: 'Take signatures back',
      'key-rotate': 'Rotate an administrative key',
      publish: 'Publish staged changes',
      delete: 'Delete trust data',
    },
    what: { question: 'What is to be done with it?' },
    goOn: 'Go on',
    goOnNote: 'what is left is planned again and shown first',
    forget: 'Forget it',
    forgetNote: 'what is done stays done; nothing else is changed',
    forgotten: 'The unfinished change is forgotten',
  },
};
