import { safeText } from '../../base/index.ts';
import type { AlgorithmId } from '../messages/areas/wizards.ts';
import { answerOf } from './asked.ts';
import type { Asked, ChoosePage, TextPage, Wizard } from './definition.ts';
import { shellWord } from './parts/shell-word.ts';
import { pathProblem, signerProblem } from './parts/validation.ts';

const ALGORITHMS: readonly AlgorithmId[] = [
  'ecdsa',
  'ed25519',
  'rsa-2048',
  'rsa-3072',
  'rsa-4096',
  'ecdsa-p384',
  'ecdsa-p521',
];
const MOST_DAYS = 3650;
const DEFAULT_DAYS = '1095';

const name: TextPage = {
  kind: 'text',
  id: 'name',
  stage: 'name',
  words: ({ generateKey: { name: page } }) => page,
  initial: () => '',
  problem: (text, { words }) => signerProblem(text, words.problems),
};

const algorithm: ChoosePage = {
  kind: 'choose',
  id: 'algorithm',
  stage: 'algorithm',
  words: ({ generateKey: { algorithm: page } }) => page,
  options: ({ words }) => ALGORITHMS.map((id) => ({ id, ...words.algorithms[id] })),
};

const certificate: ChoosePage = {
  kind: 'choose',
  id: 'certificate',
  stage: 'certificate',
  words: ({ generateKey: { certificate: page } }) => page,
  options: ({ words: { generateKey: words } }) => [
    { id: 'plain', label: words.plain, note: words.plainNote },
    { id: 'request', label: words.request, note: words.requestNote },
    { id: 'self-signed', label: words.selfSigned, note: words.selfSignedNote },
  ],
};

const subject: TextPage = {
  kind: 'text',
  id: 'subject',
  stage: 'certificate',
  words: ({ generateKey: { subject: page } }) => page,
  when: (asked) => answerOf(asked, certificate) !== 'plain',
  initial: (asked) => `CN=${answerOf(asked, name)}`,
  problem: (text, { words }) =>
    /^[A-Za-z]+=./.test(text) ? null : (words.generateKey.subject.example ?? ''),
};

const days: TextPage = {
  kind: 'text',
  id: 'days',
  stage: 'certificate',
  words: ({ generateKey: { days: page } }) => page,
  when: (asked) => answerOf(asked, certificate) === 'self-signed',
  initial: () => DEFAULT_DAYS,
  problem: (text, { words }) =>
    /^[1-9]\d*$/.test(text) && Number(text) <= MOST_DAYS ? null : words.problems.days,
};

const file = filePage('file', '.pub', () => true);
const certificateFile = filePage(
  'certificateFile',
  '.crt',
  (asked) => answerOf(asked, certificate) === 'self-signed',
);
const requestFile = filePage('requestFile', '.csr', (asked) => answerOf(asked, certificate) === 'request');

/** A new private key in the trust directory, its public half in a file, on request with a certificate. */
export const generateKey: Wizard = {
  id: 'generate-key',
  title: (asked) => asked.words.generateKey.title(safeText(answerOf(asked, name)) || null),
  local: true,
  pages: [name, algorithm, certificate, subject, days, file, certificateFile, requestFile],
  ending: {
    kind: 'task',
    stages: 'unlocking',
    task: (asked) => {
      const kind = answerOf(asked, certificate);
      return {
        kind: 'generate',
        request: {
          role: answerOf(asked, name),
          gun: null,
          algorithm: answerOf(asked, algorithm) as AlgorithmId,
          publicKeyFile: answerOf(asked, file),
          subject: kind === 'plain' ? null : answerOf(asked, subject),
          signingRequestFile: kind === 'request' ? answerOf(asked, requestFile) : null,
          selfSigned:
            kind === 'self-signed'
              ? { days: Number(answerOf(asked, days)), file: answerOf(asked, certificateFile) }
              : null,
        },
      };
    },
    command: commandOf,
  },
};

function filePage(
  id: 'file' | 'certificateFile' | 'requestFile',
  suffix: string,
  when: (asked: Asked) => boolean,
): TextPage {
  return {
    kind: 'text',
    id,
    stage: 'file',
    words: ({ generateKey: words }) => words[id],
    when,
    initial: (asked) => `${answerOf(asked, name)}${suffix}`,
    problem: (text, { words }) => pathProblem(text, words.problems),
  };
}

/** The command line names the public key's file itself, so that there is one only for the usual name. */
function commandOf(asked: Asked): string | null {
  const signer = answerOf(asked, name);
  const path = answerOf(asked, file);
  if (path !== `${signer}.pub` && !path.endsWith(`/${signer}.pub`)) {
    return null;
  }
  const folder = path.slice(0, -`/${signer}.pub`.length);
  const kind = answerOf(asked, certificate);
  return [
    'trustdeck key generate',
    shellWord(signer),
    ...(folder === '' ? [] : ['--dir', shellWord(folder)]),
    '--algorithm',
    answerOf(asked, algorithm),
    ...(kind === 'request' ? ['--csr', shellWord(answerOf(asked, requestFile))] : []),
    ...(kind === 'self-signed' ? ['--self-signed', answerOf(asked, days)] : []),
    ...(kind === 'plain' ? [] : ['--subject', shellWord(answerOf(asked, subject))]),
  ].join(' ');
}
