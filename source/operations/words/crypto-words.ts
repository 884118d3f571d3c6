import { day, type Words } from './words.ts';

interface Found {
  readonly found: string;
}

interface OfCertificate {
  readonly commonName: string;
}

const FROM_BACKUP = 'Restore the key from a backup.';
const ANOTHER_CERTIFICATE = 'Ask the CA for another certificate.';

const PUBLIC_KEY_FAULTS: Readonly<Record<string, (found: string) => string>> = {
  'no-pem': () => 'The file holds no PEM, which begins with -----BEGIN PUBLIC KEY----- or CERTIFICATE.',
  'private-key': (found) => `It is a private key (${found}), which must not be given away.`,
  'unknown-block': (found) => `Its first PEM block is ${found}, not PUBLIC KEY or CERTIFICATE.`,
  malformed: (found) => `The ${found} in it is damaged, or written in an unusual form.`,
  'unknown-algorithm': (found) => `It is for ${found}, which Notary does not know.`,
  'not-leaf-first': (found) => `The first certificate is that of the CA "${found}".`,
};

const PUBLIC_KEY_REMEDIES: Readonly<Record<string, string>> = {
  'private-key': 'Give the file of the public key, such as NAME.pub.',
  'unknown-block': 'Convert it, such as with openssl pkey -pubin -in FILE -pubout.',
  'not-leaf-first': "Put the key holder's own certificate first in the file.",
};

/** Words for what keys and certificates in files are refused for. */
export const CRYPTO_WORDS = {
  'certificate-key-not-supported': ({ algorithm }: { readonly algorithm: string }): Words => ({
    message: `A certificate cannot be made for an ${algorithm} key`,
    why: 'Notary and docker know certificates with ECDSA and RSA keys only.',
    next: 'Use an ECDSA key, or use this one without a certificate.',
  }),
  'key-wrong-passphrase': ({ format }: { readonly format: string }): Words => ({
    message: 'The passphrase does not open the key',
    why: `The key is encrypted (${format}); with this passphrase nothing readable comes out.`,
    next: 'Try again. If the passphrase is surely right, the file was changed: restore it from a backup.',
  }),
  'key-format-unreadable': ({ found }: Found): Words => ({
    message: 'The private key is in a format that is not supported',
    why: `Found: ${found}.`,
    next: 'Convert it, such as with openssl pkcs8 -topk8 -in FILE; the key has to be ECDSA, Ed25519, or RSA of 2048 bits or more.',
  }),
  'key-damaged': ({ format, reason }: { readonly format: string; readonly reason: string }): Words => ({
    message: 'The file of the private key is damaged',
    why: `Of the format ${format} there is: ${reason}.`,
    next: FROM_BACKUP,
  }),
  'subject-invalid': ({ subject, reason }: { readonly subject: string; readonly reason: string }): Words => ({
    message: `"${subject}" is no name for a certificate`,
    why: `In it, ${reason}.`,
    next: 'Write it as CN=jeff,O=Example Ltd,C=DE, with a backslash before a comma or plus in a value.',
  }),
  'certificate-days-invalid': ({ days, max }: { readonly days: number; readonly max: number }): Words => ({
    message: `A certificate cannot be valid for ${days} days`,
    why: `It has to be a whole number from 1 to ${max}.`,
    next: 'Give another number of days, such as 365.',
  }),
  'public-key-unreadable': ({ reason, found }: Found & { readonly reason: string }): Words => ({
    message: 'The public key cannot be read',
    why: PUBLIC_KEY_FAULTS[reason]?.(found) ?? 'Its form is not known.',
    next: PUBLIC_KEY_REMEDIES[reason] ?? 'Ask the holder of the key for its public key in PEM.',
  }),
  'weak-key': ({ found }: Found): Words => ({
    message: 'The key is too weak to be trusted',
    why: `Found: ${found}. Notary never accepts its signatures.`,
    next: 'Use an ECDSA key on P-256, an Ed25519 key, or an RSA key of 2048 bits or more.',
  }),
  'certificate-expired': ({ commonName, notAfter }: OfCertificate & { readonly notAfter: Date }): Words => ({
    message: `The certificate of "${commonName}" has expired`,
    why: `It was valid until ${day(notAfter)}.`,
    next: ANOTHER_CERTIFICATE,
  }),
  'certificate-not-yet-valid': (detail: OfCertificate & { readonly notBefore: Date }): Words => ({
    message: `The certificate of "${detail.commonName}" is not valid yet`,
    why: `It begins on ${day(detail.notBefore)}, or ends before it begins.`,
    next: `Check the clock of this machine. ${ANOTHER_CERTIFICATE}`,
  }),
  'certificate-weak-signature': ({ commonName }: OfCertificate): Words => ({
    message: `The certificate of "${commonName}" is signed with SHA-1`,
    why: 'Such signatures can be forged; Notary refuses them.',
    next: ANOTHER_CERTIFICATE,
  }),
  'certificate-other-key': ({ commonName }: OfCertificate): Words => ({
    message: `The certificate of "${commonName}" is for another key`,
    why: 'The public key in it is not that of any private key on this machine.',
    next: 'Check which certificate signing request was sent, and from which machine.',
  }),
  'not-a-certificate': ({ found }: Found): Words => ({
    message: 'The file holds no certificate',
    why: `Its first PEM block is ${found}, not CERTIFICATE.`,
    next: found.endsWith('CERTIFICATE REQUEST')
      ? 'It is the request for one: give the file that the CA sent back.'
      : 'Give the file that the CA sent back.',
  }),
} as const;
