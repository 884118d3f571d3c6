import { safeText } from '../../base/index.ts';
import type { ChangeRequest, JournalRun } from '../../operations/index.ts';
import type { Messages } from '../messages/messages.ts';
import { pastTime } from '../presentation/dates.ts';
import { listed, repositoryName, roleLabel, sharedHost } from '../presentation/names.ts';
import { answerOf } from './asked.ts';
import type { Asked, ChoosePage, Wizard } from './definition.ts';

const run: ChoosePage = {
  kind: 'choose',
  id: 'run',
  stage: 'run',
  words: ({ resume: words }) => words.run,
  options: ({ app, words: { resume: words } }) =>
    app.unfinished.map((each) => ({
      id: each.id,
      label: [words.kinds[each.request.kind] ?? each.request.kind, subjectOf(each.request)]
        .filter((part) => part !== '')
        .join(': '),
      note: words.started(
        pastTime(each.startedAt, app.now, app.settings.messages),
        leftOf(each, app.settings.messages),
        each.repositories.length,
      ),
    })),
};

const what: ChoosePage = {
  kind: 'choose',
  id: 'what',
  stage: 'what',
  words: ({ resume: words }) => words.what,
  options: ({ words: { resume: words } }) => [
    { id: 'go-on', label: words.goOn, note: words.goOnNote },
    { id: 'forget', label: words.forget, note: words.forgetNote },
  ],
};

const DONE: ReadonlySet<string> = new Set(['verified', 'nothing-to-do']);

/** A change that was started and not finished: gone on with, or forgotten. */
export const resume: Wizard = {
  id: 'resume',
  title: ({ words }) => words.resume.title,
  local: true,
  pages: [run, what],
  ending: {
    kind: 'resume',
    run: chosenRun,
    forget: (asked) => answerOf(asked, what) === 'forget',
  },
};

/** Whom or what a change is about; empty where its kind says it all. */
function subjectOf(request: ChangeRequest): string {
  if (request.kind === 'sign') {
    return safeText(request.tags.map(({ name }) => name).join(' '));
  }
  if (request.kind === 'revoke') {
    return request.tags === 'all' ? '' : safeText(request.tags.join(' '));
  }
  if ('signer' in request) {
    return safeText(request.signer);
  }
  if (request.kind === 'witness') {
    return safeText(request.roles.map(roleLabel).join(' '));
  }
  return 'role' in request ? safeText(request.role.replace(/^targets\//, '')) : '';
}

/** The repositories that are still to be changed. */
function leftOf(
  { repositories }: JournalRun,
  messages: Messages,
): { readonly count: number; readonly names: string } {
  const left = repositories.filter(({ status }) => !DONE.has(status)).map(({ gun }) => gun);
  const host = sharedHost(left);
  return {
    count: left.length,
    names: listed(
      left.map((gun) => repositoryName(gun, host)),
      messages,
    ),
  };
}

function chosenRun(asked: Asked): JournalRun | null {
  const id = answerOf(asked, run);
  return asked.app.unfinished.find((each) => each.id === id) ?? null;
}
