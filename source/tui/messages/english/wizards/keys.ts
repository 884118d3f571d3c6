import type { KeyWizardMessages } from '../../areas/key-wizards.ts';

export const keys: KeyWizardMessages = {
  generateKey: {
    title: (name) => (name === null ? 'Make a key' : `Make a key for ${name}`),
    name: {
      question: 'Whose key is it?',
      hint: "A signer's name. It names the file of the public key and stands in the file of the private one.",
      example: 'jeff',
    },
    algorithm: { question: 'Which algorithm?' },
    certificate: {
      question: 'Does the key need a certificate?',
      hint: 'Docker and notary take a plain public key. A certificate adds a name and an end.',
    },
    plain: 'No, a plain public key',
    plainNote: 'what docker trust key generate makes',
    request: 'Ask a company CA for one',
    requestNote: 'a signing request is written beside the public key',
    selfSigned: 'Sign one ourselves',
    selfSignedNote: 'an X.509 certificate with an end',
    subject: {
      question: 'Whose name stands in the certificate?',
      hint: 'A distinguished name.',
      example: 'CN=jeff,O=Example',
    },
    days: { question: 'For how many days is it valid?' },
    file: {
      question: 'Where does the public key go?',
      hint: 'A new file; hand it to whoever adds the signer. The private key goes encrypted into the trust directory.',
      example: 'jeff.pub',
    },
    certificateFile: { question: 'Where does the certificate go?', hint: 'A new file.', example: 'jeff.crt' },
    requestFile: {
      question: 'Where does the signing request go?',
      hint: 'A new file, for the CA.',
      example: 'jeff.csr',
    },
  },
  loadKey: {
    title: 'Load a key',
    file: {
      question: 'Which file holds the private key?',
      hint: 'PEM of any kind, with or without a passphrase: PKCS#8, PKCS#1, SEC1, and files of the trust directory.',
      example: 'jeff.key',
    },
    name: {
      question: 'Whose key is it?',
      hint: "A signer's name, or root or targets. Used where the file does not say it itself.",
      example: 'jeff',
    },
  },
  backup: {
    title: 'Back up keys',
    keys: {
      question: 'Which keys?',
      hint: 'Each is opened once with its passphrase first: a backup that cannot be opened is none.',
    },
    file: {
      question: 'Where does the backup go?',
      hint: 'A new file that notary key import reads too. Each key in it keeps its own passphrase.',
      example: 'trust-backup.pem',
    },
  },
  restore: {
    title: 'Restore keys',
    file: {
      question: 'Which file holds the backup?',
      hint: 'Each key is opened with its passphrase, and what would be added is shown first.',
      example: 'trust-backup.pem',
    },
  },
  exportKeys: {
    title: 'Export keys',
    keys: { question: 'Which keys?', hint: 'They stay encrypted as they are.' },
    file: {
      question: 'Where do they go?',
      hint: 'A new file that notary key import reads too.',
      example: 'keys.pem',
    },
  },
  removeKey: {
    title: (key) => (key === null ? 'Remove a private key' : `Remove ${key}`),
    key: { question: 'Which private key is to be removed from this machine?' },
    confirm: {
      question: "Type the beginning of the key's ID to remove it.",
      hint: 'Without a backup the private key is gone for good.',
    },
    signs: (uses) => `It signs ${uses}. Whoever needs that has to have the key elsewhere.`,
    signsNothing: 'No known repository uses it.',
    unknownUse: 'Not every repository has been opened: it may be used in others.',
  },
};
