import type { ChangeRequest, JournalRun } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';
import { agreed } from '../dialog/agreement.ts';
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
  sign: 'sign',
  revoke: 'revoke',
  'key-rotate': 'key rotate',
  publish: 'publish',
  delete: 'delete',
};

/**
 * The newest unfinished run of a command, about which `done` is said when there are others. null, said too, when there
 * is none.
 */
export async function chooseUnfinished(
  kind: ChangeRequest['kind'],
  { changes, context, workspace }: ChangeRun,
  done = 'the newest goes on now, the others after it',
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
      `Several were left unfinished; ${done}:`,
      ...runs.map((run) => `  ${described(run, now)}`),
    ]);
  }
  return newest;
}

/** Forgets the newest unfinished run of a command when that is agreed to. Resolves with the exit code. */
export async function forgetNewest(kind: ChangeRequest['kind'], run: ChangeRun): Promise<number> {
  const { changes, context, invocation, workspace } = run;
  const { output } = context;
  const unfinished = await chooseUnfinished(kind, run, 'the newest is forgotten, the others after it');
  let code = 0;
  if (unfinished !== null) {
    const what = described(unfinished, workspace.clock.now());
    output.aside([
      `${what}: what was published stays as it is, and so do private keys that were made for it.`,
    ]);
    if (await agreed('Forget it?', invocation.options.yes === true, context)) {
      await changes.forgetUnfinished(unfinished);
      output.remark(`Forgot ${what}.`);
    } else {
      output.aside(['Nothing was forgotten.']);
      code = 1;
    }
  }
  if (output.isJson) {
    output.json({ repositories: [] });
  }
  return code;
}

/** One line about what was left unfinished on this trust directory, by runs since then, if anything was. */
export async function mentionUnfinished({
  changes,
  context,
  workspace,
  since,
}: {
  readonly changes: Pick<Changes, 'unfinishedChanges'>;
  readonly context: CommandContext;
  readonly workspace: ChangeRun['workspace'];
  readonly since?: Date;
}): Promise<void> {
  const runs = await changes.unfinishedChanges();
  const [newest, ...others] = runs.filter(({ startedAt }) => since === undefined || startedAt >= since);
  if (newest !== undefined) {
    const more = others.length === 0 ? '' : `, and ${others.length} more`;
    const line = `trustdeck ${COMMAND_NAMES[newest.request.kind]} --resume`;
    context.output.warn(
      `Left unfinished: ${described(newest, workspace.clock.now())}${more}. Go on with ${line}, or drop it with --forget.`,
    );
  }
}

function described({ request, repositories, startedAt }: JournalRun, now: Date): string {
  const left = repositories.filter(({ status }) => status !== 'verified' && status !== 'nothing-to-do');
  const [first] = left;
  const where = left.length === 1 && first !== undefined ? first.gun : `${left.length} repositories`;
  const who = 'signer' in request && request.signer !== null ? ` ${request.signer}` : '';
  return `${COMMAND_NAMES[request.kind]}${who}, ${where}, started ${ago(startedAt, now)}`;
}
