import type { MessageEntry } from '../entry.ts';

/** Roots that are not believed, and pins (facts 2.5, 5.3, 9). */
export const ROOT_TRUST: readonly MessageEntry[] = [
  {
    tool: 'either',
    message: 'could not validate the path to a trusted root: unable to retrieve valid leaf certificates',
    means: 'No certificate of a root key can be used, so nothing in the repository is believed, by anybody.',
    because: [
      'The root certificate expired. That is what ended the old Docker Official Images in 2025.',
      'It was made for another repository name: the name is in the certificate.',
      'It uses SHA-1 or an RSA key below 2048 bits.',
    ],
    next: [
      'See which, and whose key it is: `trustdeck doctor {repo}`.',
      'Before it expires, with the old root key: `trustdeck key rotate {repo} --role root` gives it a new certificate.',
      'Once it has expired, notary-server rejects every change: the repository has to be started anew, and everybody who uses it told so. The doctor lists what was signed.',
    ],
    codes: ['certificate-expired', 'repository-not-trusted', 'weak-key'],
  },
  {
    tool: 'either',
    message:
      'could not validate the path to a trusted root: unable to match any certificates to trust_pinning config',
    means:
      'The root of the repository is none of those that the configuration allows for it, so it is refused.',
    because: [
      'The root key was rotated and the pin not changed.',
      'The pin holds the ID of the private key; it has to be the ID of the certificate, as docker trust inspect shows it for Root.',
      'Somebody else answers as this repository.',
    ],
    next: [
      'See the root that the server gives: `trustdeck inspect {repo} --pretty`, without the configuration.',
      'Compare it with its owner by another way, and only then change the pin in config.json.',
    ],
    codes: ['repository-not-trusted'],
  },
  {
    tool: 'either',
    message: 'could not validate the path to a trusted root: failed to validate integrity of roots',
    means:
      'The root is not signed by enough of its own keys: it was changed after it was signed, or signed with other keys.',
    because: [
      'A tool wrote the root wrongly, such as with a certificate in another layout.',
      'Somebody changed it.',
    ],
    next: [
      'See each signature and what is wrong with it: `trustdeck doctor {repo}`.',
      'Ask whoever administers the repository to publish a sound root with the root key.',
    ],
    codes: ['repository-not-trusted'],
  },
  {
    tool: 'either',
    message: 'could not validate the path to a trusted root: <cause>',
    also: ['could not validate the path to a trusted root'],
    means: 'The root of the repository does not hold, so nothing in it is believed.',
    because: [
      'The root certificate expired or names another repository.',
      'A pin in the configuration does not match, or its CA file cannot be used.',
      'The root is damaged or not the one that was published.',
    ],
    next: ['See which: `trustdeck doctor {repo}`.'],
    codes: ['certificate-expired', 'repository-not-trusted', 'weak-key'],
  },
  {
    tool: 'either',
    message:
      'could not rotate trust to a new trusted root: failed to validate data with current trusted certificates',
    also: [
      'could not rotate trust to a new trusted root: <cause>',
      'could not rotate trust to a new trusted root',
    ],
    means:
      'The server has a root that was not signed with the root key which this machine trusts, so it is refused. This is the alarm that content trust exists for; most often it is harmless.',
    because: [
      'The repository was deleted and started anew, with a new root key.',
      'The root key was rotated several times, and the steps between are not on the server any more.',
      'Somebody without the root key put another root there.',
    ],
    next: [
      'See the root that is trusted here and the one on the server: `trustdeck doctor {repo}`.',
      'Ask the owner, by another way, whether the repository was started anew, and compare the ID of the root key.',
      'Only if it was: `trustdeck delete {repo}` forgets the old root on this machine; the next command trusts the new one.',
    ],
    codes: ['repository-not-trusted'],
  },
  {
    tool: 'docker',
    message:
      'Warning: potential malicious behavior - trust data mismatch for remote repository <image>: <cause>',
    means:
      'docker met a root of {image} with a key of a kind that it does not accept, and refuses everything in it.',
    because: [
      'Another program wrote the root, with keys that are not certificates.',
      'Somebody replaced the root.',
    ],
    next: [
      'See what is in the root: `trustdeck doctor {repo}`.',
      'Ask the owner of the repository before you trust it again.',
    ],
    codes: ['repository-not-trusted', 'weak-key'],
  },
  {
    tool: 'notary',
    message: 'invalid trust pinning specified',
    means:
      'The configuration forbids to trust a repository at first sight (disable_tofu), and has no pin for this one.',
    because: [
      'The repository is new to this machine.',
      'Its name has upper-case letters: notary ignores such pins, silently.',
      'The pin is for a longer or misspelt name.',
    ],
    next: [
      'Ask its owner for the ID of its root certificate and add it under trust_pinning.certs in config.json.',
      'Then: `trustdeck doctor {repo} --config ~/.notary/config.json`.',
    ],
    codes: ['repository-not-trusted'],
  },
  {
    tool: 'notary',
    message: 'could not load root cert from CA path',
    also: ['invalid CA certs provided'],
    means:
      'The CA file that the configuration pins this repository to cannot be used, so its root cannot be checked.',
    because: [
      'notary looks for the file from the folder in which it is run, not from that of config.json.',
      'The file holds no valid certificate: all ended, or it is not PEM.',
    ],
    next: ['Write the path in full in trust_pinning.ca, and check the certificate in it.'],
    codes: ['repository-not-trusted'],
  },
  {
    tool: 'either',
    message: 'unsupported PEM block type "<type>", expected CERTIFICATE or PUBLIC KEY',
    means: 'The file holds {type}, and a public key or a certificate is wanted.',
    because: [
      'It is a private key: that stays with the person who signs.',
      'The public key is in an older layout, such as RSA PUBLIC KEY.',
      'It is a certificate signing request.',
    ],
    next: [
      'Get the public half where the private key is: `trustdeck key export KEYID --public`.',
      'An RSA PUBLIC KEY: `openssl rsa -RSAPublicKey_in -in FILE -pubout -out NAME.pub`.',
    ],
    codes: [],
  },
];
