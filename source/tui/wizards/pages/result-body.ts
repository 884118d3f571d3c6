import { safeText } from '../../../base/index.ts';
import type { LocalKey, RetiredKey } from '../../../operations/index.ts';
import type { Line, Span } from '../../line.ts';
import { errorLines } from '../../overlays/error-lines.ts';
import { MARKS } from '../../presentation/marks.ts';
import { repositoryName, sharedHost, shortId } from '../../presentation/names.ts';
import type { RepositoryResult, WizardPhase } from '../../store/wizard-state.ts';
import type { Asked } from '../definition.ts';
import { ownerByRole } from '../parts/key-options.ts';
import { plansOf } from '../review-answers.ts';
import { commandLineOf } from './command-line.ts';
import { bodyColumns } from './frame.ts';
import { taskLines } from './review/task-lines.ts';
import { BLANK, heading, sentence } from './text.ts';

/** What was done, verified; what was not, and why; and what is left for others. */
export function resultBody(
  asked: Asked,
  { result }: Extract<WizardPhase, { readonly at: 'done' }>,
): readonly Line[] {
  const { words } = asked;
  const width = bodyColumns(asked.app);
  const { repositories, files, saved, removed, tightened, dropped, retired } = result;
  const host = sharedHost(repositories.map(({ gun }) => gun));
  const good = repositories.filter(({ verified }) => verified).length;
  const command = commandLineOf(asked);
  const tasks = repositories.flatMap(({ plan, result: kind }) =>
    plan === null || kind === 'failed'
      ? []
      : taskLines(
          asked,
          plan.tasks.filter(({ when }) => when === 'after'),
        ),
  );
  return [
    ...(repositories.length > 1 ? [heading(words.result.summary(good, repositories.length)), BLANK] : []),
    ...repositories.flatMap((each) => repositoryLines(asked, each, host)),
    ...newKeyLines(asked, repositories),
    ...saved.flatMap((key) => said(asked, words.result.keySaved(nameOf(asked, key)))),
    ...files.flatMap(({ kind, path }) => said(asked, `${words.result.files[kind]}: ${safeText(path)}`)),
    ...removed.flatMap((key) => said(asked, words.result.keyRemoved(nameOf(asked, key)))),
    ...tightened.flatMap((key) => said(asked, words.result.keyTightened(nameOf(asked, key)))),
    ...(dropped === 0 ? [] : said(asked, words.result.dropped(dropped))),
    ...retired.flatMap((key) => retiredLines(asked, key)),
    ...(tasks.length === 0 ? [] : [BLANK, heading(words.result.alsoFor), ...tasks]),
    ...(command === null
      ? []
      : [BLANK, heading(words.command), ...sentence(safeText(command), width, { indent: 2 })]),
  ];
}

function said({ app }: Asked, text: string): readonly Line[] {
  return sentence(text, bodyColumns(app) - 2).map(
    (line, index): Line => [...(index === 0 ? [MARKS.ok, { text: ' ' }] : [{ text: '  ' }]), ...line],
  );
}

function retiredLines(asked: Asked, { keyId, kept }: RetiredKey): readonly Line[] {
  const { result } = asked.words;
  const name = nameOf(asked, { id: keyId, role: null });
  return said(asked, kept === null ? result.keyRemoved(name) : result.keyKept(name, kept));
}

/**
 * Keys that were made on the way: one may serve several repositories. After a lost race the plan that was carried out
 * knows them as saved already; the one that was agreed to does not.
 */
function newKeyLines(asked: Asked, repositories: readonly RepositoryResult[]): readonly Line[] {
  const { reviewed } = asked.wizard;
  const agreed = reviewed === null ? [] : plansOf(reviewed);
  const made = repositories.flatMap(({ gun, plan, result }) =>
    result !== 'published'
      ? []
      : [plan, ...agreed.filter((each) => each.gun === gun)].flatMap((each) => each?.newKeys ?? []),
  );
  const keys = new Map(made.map((key) => [key.keyId, key.role]));
  return [...keys].flatMap(([id, role]) =>
    said(asked, asked.words.result.keySaved(nameOf(asked, { id, role }))),
  );
}

function nameOf({ app }: Asked, { role, id }: Pick<LocalKey, 'role' | 'id'>): string {
  return app.settings.messages.words.keyOf(ownerByRole(role), shortId(id));
}

function repositoryLines(asked: Asked, each: RepositoryResult, host: string | null): readonly Line[] {
  const { mark, text } = verdict(asked, each);
  const width = bodyColumns(asked.app);
  return [
    [
      mark,
      { text: ` ${repositoryName(each.gun, host)}`, bold: true },
      { text: `  ${text}`, ...(mark.token === undefined ? {} : { token: mark.token }) },
    ],
    ...(each.failure === null
      ? []
      : errorLines(each.failure, width - 4, asked.app.settings.messages).map(
          (line): Line => [{ text: '    ' }, ...line],
        )),
  ];
}

function verdict(
  { words: { result } }: Asked,
  { result: kind, verified }: RepositoryResult,
): { readonly mark: Span; readonly text: string } {
  switch (kind) {
    case 'published':
      return verified
        ? { mark: MARKS.ok, text: result.verified }
        : { mark: MARKS.warning, text: result.unverified };
    case 'nothing-to-do':
      return { mark: MARKS.notice, text: result.nothingToDo };
    case 'planned':
      return { mark: MARKS.notice, text: result.needsOthers };
    case 'failed':
      return { mark: MARKS.error, text: result.failed };
  }
}
