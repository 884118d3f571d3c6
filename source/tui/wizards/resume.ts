import type { JournalRun } from '../../operations/index.ts';
import { pastTime } from '../presentation/dates.ts';
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
      label: words.kinds[each.request.kind] ?? each.request.kind,
      note: words.started(
        pastTime(each.startedAt, app.now, app.settings.messages),
        each.repositories.filter(({ status }) => !DONE.has(status)).length,
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

function chosenRun(asked: Asked): JournalRun | null {
  const id = answerOf(asked, run);
  return asked.app.unfinished.find((each) => each.id === id) ?? null;
}
