import type { ChangeRequest, JournalRun } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';
import type { Changes } from '../ports.ts';
import { ago } from '../time-words.ts';
import type { ChangeRun } from './change-command.ts';

/** How a change is typed. */
const COMMAND_NAMES: Readonly<Record<ChangeRequest['kind'], string>> = {
  init: 'init',
  'signer-add': 'signer add',
  'signer-remove': 'signer remove',
  'signer-rotate': 'signer rotate',
  'delegation-add': 'delegation add',
  'delegation-remove': 'delegation remove',
  'delegation-purge': 'delegation purge',
  witness: 'witness',
  'key-rotate': 'key rotate',
  publish: 'publish',
  delete: 'delete',
};

/** The newest unfinished run of a command; says so when there are others. null, said too, when there is none. */
export async function chooseUnfinished(
  kind: ChangeRequest['kind'],
  { changes, context, workspace }: ChangeRun,
): Promise<JournalRun | null> {
  const runs = (await changes.unfinishedChanges()).filter(({ request }) => request.kind === kind);
  const [newest, ...others] = runs;
  if (newest === undefined) {
    context.output.warn(`No ${COMMAND_NAMES[kind]} was left unfinished here.`);
    return null;
  }
  const now = workspace.clock.now();
  if (others.length > 0) {
    context.output.aside([
      'Several were left unfinished; the newest goes on now, the others after it:',
      ...runs.map((run) => `  ${described(run, now)}`),
    ]);
  }
  return newest;
}

/** One line about what was left unfinished on this trust directory, if anything was. */
export async function mentionUnfinished({
  changes,
  context,
  workspace,
}: {
  readonly changes: Pick<Changes, 'unfinishedChanges'>;
  readonly context: CommandContext;
  readonly workspace: ChangeRun['workspace'];
}): Promise<void> {
  const [newest, ...others] = await changes.unfinishedChanges();
  if (newest !== undefined) {
    const more = others.length === 0 ? '' : `, and ${others.length} more`;
    const line = `trustdeck ${COMMAND_NAMES[newest.request.kind]} --resume`;
    context.output.warn(
      `Left unfinished: ${described(newest, workspace.clock.now())}${more}. Go on with ${line}.`,
    );
  }
}

function described({ request, repositories, startedAt }: JournalRun, now: Date): string {
  const left = repositories.filter(({ status }) => status !== 'verified' && status !== 'nothing-to-do');
  const [first] = left;
  const where = left.length === 1 && first !== undefined ? first.gun : `${left.length} repositories`;
  const who = 'signer' in request ? ` ${request.signer}` : '';
  return `${COMMAND_NAMES[request.kind]}${who}, ${where}, started ${ago(startedAt, now)}`;
}
