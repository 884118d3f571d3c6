import { safeText } from '../../../base/index.ts';
import type { PassphraseQuestion } from '../../../operations/index.ts';
import type { Line } from '../../line.ts';
import { factLines } from '../../overlays/about/facts.ts';
import { listed, roleLabel, shortId } from '../../presentation/names.ts';
import type { AskedPassphrase, RunningPhase } from '../../store/wizard-state.ts';
import type { Asked } from '../definition.ts';
import { ownerByRole } from '../parts/key-options.ts';
import { bodyColumns } from './frame.ts';
import { BLANK, heading, sentence } from './text.ts';

const MOST_ATTEMPTS = 3;

/** Which passphrase is asked for, of which key and why. What is typed is nowhere on the page. */
export function passphraseBody(
  asked: Asked,
  { typed, trying }: RunningPhase,
  { question, repeat, problem }: AskedPassphrase,
): readonly Line[] {
  const { passphrase: words, working } = asked.words;
  const width = bodyColumns(asked.app);
  const key = keyOf(asked, question);
  const title =
    question.purpose === 'unlock' ? words.unlock(key) : repeat ? words.repeat(key) : words.create(key);
  const field: Line = [
    { text: `  ${words.field}: `, bold: true },
    typed ? { text: words.typed, token: 'accent' } : { text: words.nothingTyped, token: 'dim' },
  ];
  const attempt = question.attempt > 1 ? ` (${words.attempt(question.attempt, MOST_ATTEMPTS)})` : '';
  const demoPassphrase = question.purpose === 'unlock' ? asked.app.session.demoPassphrase : null;
  return [
    heading(title),
    BLANK,
    ...factLines(factsOf(asked, question), width),
    BLANK,
    field,
    BLANK,
    ...(problem === null
      ? []
      : sentence(words.problems[problem] + attempt, width, { token: 'error', indent: 2, mark: '✗ ' })),
    ...(trying ? [[{ text: `  ${working.trying}`, token: 'dim' }] satisfies Line] : []),
    BLANK,
    ...(demoPassphrase === null ? [] : sentence(words.sandbox(demoPassphrase), width, { token: 'accent' })),
    ...sentence(words.secrecy, width, { token: 'dim' }),
  ];
}

/** A key in some file that is still closed is known by its place alone. */
function keyOf({ app, words }: Asked, { owner, role, keyId, number = null }: PassphraseQuestion): string {
  return keyId === null
    ? words.passphrase.keyInFile(number)
    : app.settings.messages.words.keyOf(ownerByRole(role, owner), shortId(keyId));
}

function factsOf({ app, words }: Asked, question: PassphraseQuestion) {
  const { labels, why } = words.passphrase;
  const { messages } = app.settings;
  const { role, gun, path, keyId } = question;
  const reason =
    question.why.kind === 'sign'
      ? why.sign(
          listed(question.why.roles.map(roleLabel), messages),
          listed(question.why.repositories, messages),
        )
      : why[question.why.kind];
  return [
    { label: labels.why, values: [reason] },
    { label: labels.role, values: role === null ? [] : [safeText(role)] },
    { label: labels.repository, values: gun === null ? [] : [safeText(gun)] },
    { label: labels.keyId, values: keyId === null ? [] : [safeText(keyId)] },
    { label: labels.file, values: path === null ? [] : [safeText(path)] },
  ];
}
