import { refusal, short, type Words } from './words.ts';

interface AtPath {
  readonly path: string;
}

/** A key's file, or which of several keys in a file; nothing but the key when it came from no file. */
interface AtKey {
  readonly path: string | null;
  readonly number?: number | null;
}

function keyIn({ path, number }: AtKey): string {
  if (path === null) {
    return 'The key';
  }
  return number === undefined || number === null ? path : `Key ${number} in ${path}`;
}

const CHECK_DIRECTORY = 'Check --trust-dir and DOCKER_CONFIG, and who owns the folder.';

/** Words for everything that the trust directory refuses. */
export const TRUST_DIR_WORDS = {
  'not-a-directory': ({ path }: AtPath): Words => ({
    message: `${path} is not a folder`,
    why: 'Something else stands where the trust directory needs a folder.',
    next: CHECK_DIRECTORY,
  }),
  'not-a-file': ({ path }: AtPath): Words => ({
    message: `${path} is not a file`,
    why: 'A folder, device or pipe stands where the trust directory needs a file.',
    next: 'Find out who put it there, and remove it.',
  }),
  'symbolic-link': ({ path }: AtPath): Words => ({
    message: `${path} points elsewhere`,
    why: 'Links inside the trust directory are never followed: they could lead outside it.',
    next: 'Find out who put it there, and remove it.',
  }),
  unreadable: ({ path, systemCode }: AtPath & { readonly systemCode: string }): Words => ({
    message: `${path} cannot be read`,
    why: refusal(systemCode),
    next: CHECK_DIRECTORY,
  }),
  unwritable: ({ path, systemCode }: AtPath & { readonly systemCode: string }): Words => ({
    message: `${path} cannot be written`,
    why: refusal(systemCode),
    next: CHECK_DIRECTORY,
  }),
  'file-too-large': ({ path, limit }: AtPath & { readonly limit: number }): Words => ({
    message: `${path} is too large`,
    why: `No such file has more than ${limit} bytes.`,
    next: 'Find out who put it there, and remove it.',
  }),
  'too-many-entries': ({ path, limit }: AtPath & { readonly limit: number }): Words => ({
    message: `${path} holds too many entries`,
    why: `More than ${limit} are not read.`,
    next: CHECK_DIRECTORY,
  }),
  'ambiguous-name': ({ gun }: { readonly gun: string }): Words => ({
    message: `${gun} cannot be kept in a trust directory`,
    why: 'Its folder would lie among the files of another repository.',
    next: 'Use another name for the repository.',
  }),
  'record-unreadable': ({ path }: AtPath): Words => ({
    message: `${path} is not what trustdeck wrote`,
    why: 'It is damaged, or a later version of trustdeck wrote it.',
    next: 'Use the latest trustdeck, or move the file away to begin anew.',
  }),
  'key-not-found': ({ path }: AtPath): Words => ({
    message: `${path} is not there`,
    why: 'The file of the key was removed or moved, perhaps by another tool.',
    next: 'Look at trustdeck key list, and restore the key from its backup.',
  }),
  'key-wrong-passphrase': (place: AtKey): Words => ({
    message: `${keyIn(place)} does not open with this passphrase`,
    why: 'The key is encrypted with another passphrase.',
    next: 'Try again; without the passphrase, only a backup under another one helps.',
  }),
  'key-format-unreadable': ({ found, ...place }: AtKey & { readonly found: string | null }): Words => ({
    message: `${keyIn(place)} cannot be read as a private key`,
    why: found === null ? 'There is no private key in it.' : `What it holds is: ${found}.`,
    next: 'Use a key in PEM: PKCS#8, SEC1 or PKCS#1, of ECDSA, Ed25519, or RSA with at least 2048 bits.',
  }),
  'key-damaged': ({
    reason,
    found,
    ...place
  }: AtKey & { readonly reason: string; readonly found: string | null }): Words => ({
    message: `${keyIn(place)} is damaged`,
    why: found === null ? reason : `${reason} It is ${short(found)}.`,
    next: 'Restore the key from a backup; what is damaged on this machine has to be removed first.',
  }),
  'key-exists': ({ path, role }: AtPath & { readonly role: string | null }): Words => ({
    message: `${path} is there already`,
    why:
      role === null
        ? 'The file is no key that can be read, or says no role.'
        : `The same key is kept there for the role ${role}.`,
    next: 'Keep that one, or back it up and remove it first.',
  }),
  locked: ({ path, processId }: AtPath & { readonly processId: number | null }): Words => ({
    message: 'Another trustdeck is writing to the same folder',
    why: `${path} is held${processId === null ? '' : ` by process ${processId}`}.`,
    next: 'Wait for it to end, then try again.',
  }),
} as const;
