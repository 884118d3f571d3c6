import { refusal, type Words } from './words.ts';

interface AtPath {
  readonly path: string;
}

/** Words for files that people name: keys to load, certificates, backups. */
export const USER_FILE_WORDS = {
  'file-not-found': ({ path }: AtPath): Words => ({
    message: `${path} does not exist`,
    why: 'There is no file of that name.',
    next: 'Check the path.',
  }),
  'file-unreadable': ({ path, systemCode }: AtPath & { readonly systemCode: string | null }): Words => ({
    message: `${path} cannot be read`,
    why:
      systemCode === null
        ? 'It is no file of text, but holds binary data, or is a pipe or a device.'
        : refusal(systemCode),
    next:
      systemCode === null
        ? 'Give a file of PEM text; openssl pkey -inform DER -in FILE makes one of a key in DER.'
        : 'Check the path, and who may read the file.',
  }),
  'file-too-large': ({ path, limit }: AtPath & { readonly limit: number }): Words => ({
    message: `${path} is too large`,
    why: `No file of keys or certificates has more than ${limit} bytes.`,
    next: 'Check the path.',
  }),
  'file-exists': ({ path }: AtPath): Words => ({
    message: `${path} is there already`,
    why: 'Files that exist are never replaced.',
    next: 'Give another name, or remove that file first.',
  }),
  'file-unwritable': ({ path, systemCode }: AtPath & { readonly systemCode: string }): Words => ({
    message: `${path} cannot be written`,
    why: refusal(systemCode),
    next: 'Give another place, or find out who may write there.',
  }),
} as const;
