import { safeText } from '../../../base/index.ts';
import type { AlgorithmId, PageWords, StageId, WizardMessages } from '../../messages/areas/wizards.ts';
import { shortId } from '../../presentation/names.ts';
import type { KeySource } from '../../store/wizard-state.ts';
import { answerOf } from '../asked.ts';
import type { Asked, ChoosePage, Option, Page, TextPage } from '../definition.ts';
import { type KnownKey, knownKeys } from './known-keys.ts';

/** Offered when a key is made on the way; the rest is for the wizard that does nothing else. */
const FRESH: readonly AlgorithmId[] = ['ecdsa', 'ed25519', 'rsa-3072'];

interface KeyPagesInput {
  readonly stage: StageId;
  readonly words: (words: WizardMessages) => PageWords;
  readonly when?: (asked: Asked) => boolean;
  readonly about?: (asked: Asked) => readonly string[];
  /** Keys of other repositories that make sense here; none when absent. */
  readonly known?: (key: KnownKey, asked: Asked) => boolean;
  /** Canonical ID of a key that is in already, so that only the old one has to go: offered first. */
  readonly inAlready?: (asked: Asked) => string | null;
  /** What the file is likely called. */
  readonly fileName: (asked: Asked) => string;
  readonly initial?: (asked: Asked) => string;
}

export interface KeyPages {
  readonly pages: readonly Page[];
  readonly source: (asked: Asked) => KeySource;
}

/** The pages that ask for a public key: made now, known already, or read from a file. */
export function keyPages(input: KeyPagesInput): KeyPages {
  const { when = () => true, stage } = input;
  const source: ChoosePage = {
    kind: 'choose',
    id: 'key-source',
    stage,
    words: input.words,
    when,
    ...(input.about === undefined ? {} : { about: input.about }),
    options: (asked) => [
      ...keyInAlready(asked, input),
      ...freshOptions(asked),
      ...fileOptions(asked),
      ...knownOptions(asked, input.known),
    ],
    ...(input.initial === undefined ? {} : { initial: input.initial }),
  };
  const file = filePage('file', (words) => words.keySources.filePage);
  const certificate = filePage('certificate', (words) => words.keySources.certificatePage);
  return {
    pages: [source, file, certificate],
    source: (asked) => sourceOf(asked, answerOf(asked, source), { file, certificate }),
  };

  function filePage(id: 'file' | 'certificate', words: TextPage['words']): TextPage {
    return {
      kind: 'text',
      id: `key-${id}`,
      stage,
      words,
      when: (asked) => when(asked) && answerOf(asked, source) === id,
      initial: (asked) => (id === 'file' ? input.fileName(asked) : ''),
      problem: (text, { words: { problems } }) => (text === '' ? problems.empty : null),
    };
  }
}

function sourceOf(
  asked: Asked,
  chosen: string,
  { file, certificate }: { readonly file: Page; readonly certificate: Page },
): KeySource {
  if (chosen === 'file') {
    return { kind: 'file', path: answerOf(asked, file) };
  }
  if (chosen === 'certificate') {
    return { kind: 'certificate', path: answerOf(asked, certificate) };
  }
  const known = knownKeys(asked.app).find(({ key }) => `known:${key.id}` === chosen);
  return known === undefined
    ? { kind: 'new', algorithm: FRESH.find((algorithm) => algorithm === chosen) ?? 'ecdsa' }
    : { kind: 'known', key: known.key };
}

function freshOptions({ words }: Asked): readonly Option[] {
  return FRESH.map((id) => ({
    id,
    label: words.keySources.fresh(words.algorithms[id].label),
    note: words.algorithms[id].note,
  }));
}

function fileOptions({ words: { keySources } }: Asked): readonly Option[] {
  return [
    { id: 'file', label: keySources.file, note: keySources.fileNote },
    { id: 'certificate', label: keySources.certificate, note: keySources.certificateNote },
  ];
}

function knownOptions(asked: Asked, wanted: KeyPagesInput['known']): readonly Option[] {
  return knownKeys(asked.app)
    .filter((known) => wanted?.(known, asked) ?? false)
    .map((known) => knownOption(asked, known, asked.words.keySources.knownFrom(safeText(known.gun))));
}

function keyInAlready(asked: Asked, { inAlready }: KeyPagesInput): readonly Option[] {
  const id = inAlready?.(asked) ?? null;
  return knownKeys(asked.app)
    .filter(({ key }) => key.canonicalId === id)
    .map((known) => knownOption(asked, known, asked.words.keySources.inAlready));
}

function knownOption({ app }: Asked, { key, owner }: KnownKey, note: string): Option {
  const { words } = app.settings.messages;
  const label = words.keyOf({ kind: 'signer', name: safeText(owner) }, shortId(key.canonicalId));
  return { id: `known:${key.id}`, label, note };
}
