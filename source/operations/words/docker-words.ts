import type { Words } from './words.ts';

const REFERENCE_FAULTS: Readonly<Record<string, string>> = {
  empty: 'It names no repository.',
  'looks-like-image-id': 'It is an image ID, not a name.',
  'upper-case': 'Repository names are written in lower case.',
  'too-long': 'The name is longer than 255 characters.',
  'bad-name': 'The name holds characters that docker does not allow.',
  'bad-tag': 'What follows the colon is no tag.',
  'bad-digest': 'What follows @ is no digest.',
};

const FILE_FAULTS: Readonly<Record<string, string>> = {
  missing: 'There is no such file.',
  permission: 'This user may not read it.',
  'not-a-file': 'It is not a file.',
  'too-large': 'It is far larger than such a file can be.',
  'not-utf8': 'It is not text.',
  failed: 'The system cannot read it.',
};

const LOGIN_FAULTS: Readonly<Record<string, string>> = {
  'not-base64': 'It is not base64.',
  'no-colon': 'What is encoded in it has no colon between user name and password.',
  'no-username': 'The user name encoded in it is empty.',
  'no-password': 'The password encoded in it is empty.',
};

const HELPER_FAULTS: Readonly<Record<string, string>> = {
  'not-found': 'No folder of PATH has a program of that name, or it needs another one that is missing.',
  'timed-out': 'It did not answer in time; perhaps it waits for a key store to be unlocked.',
  failed: 'It ended with an error.',
  malformed: 'Its answer cannot be read.',
};

interface Faulty {
  readonly path: string;
  readonly faults: readonly { readonly at: string; readonly reason: string }[];
}

function faultsOf({ faults }: Faulty): string {
  return `${faults.map(({ at, reason }) => (at === '' ? reason : `${at}: ${reason}`)).join('; ')}.`;
}

/** Words for everything that reading docker's and notary's configuration refuses. */
export const DOCKER_WORDS = {
  'invalid-reference': ({ text, reason }: { readonly text: string; readonly reason: string }): Words => ({
    message: `"${text}" is no image name`,
    why: REFERENCE_FAULTS[reason] ?? 'It cannot be read.',
    next: 'Write it as for docker pull, such as registry.example.com/team/app:v1.',
  }),
  'file-unreadable': ({ path, reason }: { readonly path: string; readonly reason: string }): Words => ({
    message: `${path} cannot be read`,
    why: FILE_FAULTS[reason] ?? 'The system cannot read it.',
    next: 'Correct the path or the permissions of the file.',
  }),
  'config-invalid': (detail: Faulty): Words => ({
    message: `${detail.path} is not a valid configuration`,
    why: faultsOf(detail),
    next: 'Correct the file; it is not used in part, because a pin could be lost.',
  }),
  'trust-server-not-https': (detail: { readonly variable: string; readonly value: string }): Words => ({
    message: 'A valid https URL is required for the trust server',
    why: `${detail.variable} is ${detail.value}.`,
    next: `Set ${detail.variable} to an address such as https://notary.example.com, or unset it.`,
  }),
  'client-certificate-incomplete': (detail: {
    readonly present: string;
    readonly missing: string;
    readonly lacks: string;
  }): Words => ({
    message: `The client certificate lacks its ${detail.lacks}`,
    why: `${detail.present} is there${detail.missing === '' ? '' : `, ${detail.missing} is not`}.`,
    next: 'Give both the certificate and its key, or neither.',
  }),
  'login-config-invalid': (detail: Faulty): Words => ({
    message: `The logins in ${detail.path} cannot be read`,
    why: faultsOf(detail),
    next: 'Correct it; none of its logins is used until then.',
  }),
  'login-variable-invalid': (detail: { readonly variable: string; readonly reason: string }): Words => ({
    message: `${detail.variable} holds no login`,
    why: LOGIN_FAULTS[detail.reason] ?? 'It cannot be read.',
    next: `Set ${detail.variable} to the base64 form of user:password, or unset it.`,
  }),
  'credential-helper-failed': (detail: { readonly helper: string; readonly reason: string }): Words => ({
    message: `The credential helper ${detail.helper} gave no login`,
    why: HELPER_FAULTS[detail.reason] ?? 'It failed.',
    next:
      detail.reason === 'not-found'
        ? `Install ${detail.helper}, or remove it from credsStore or credHelpers in docker's config.json.`
        : `Try it by hand: ${detail.helper} list.`,
  }),
  'tls-file-invalid': (detail: { readonly path: string; readonly expected: string }): Words => ({
    message: `${detail.path} holds no ${detail.expected.replace('-', ' ')}`,
    why: `A PEM ${detail.expected.replace('-', ' ')} is expected there.`,
    next: 'Correct the file, or remove it.',
  }),
} as const;
