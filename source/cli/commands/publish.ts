import { repositories } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';

/** `publish REPO...`: what notary staged. */
export const { run } = changeCommand({
  kind: 'publish',
  question: () => 'Publish?',
  ask: async (run) => ({
    request: { kind: 'publish' },
    guns: repositories(run, run.invocation.positionals),
  }),
});
