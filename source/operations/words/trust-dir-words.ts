import type { Words } from './words.ts';

interface AtPath {
  readonly path: string;
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
    why: `The system refuses: ${systemCode}.`,
    next: CHECK_DIRECTORY,
  }),
  unwritable: ({ path, systemCode }: AtPath & { readonly systemCode: string }): Words => ({
    message: `${path} cannot be written`,
    why: `The system refuses: ${systemCode}.`,
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
  locked: ({ path, processId }: AtPath & { readonly processId: number | null }): Words => ({
    message: 'Another trustdeck is writing to the same folder',
    why: `${path} is held${processId === null ? '' : ` by process ${processId}`}.`,
    next: 'Wait for it to end, then try again.',
  }),
} as const;
