import { repositories } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';

/** `delete REPO... [--remote]`: private keys stay. */
export const { run } = changeCommand({
  kind: 'delete',
  question: () => 'Delete it?',
  ask: async (run) => ({
    request: { kind: 'delete', remote: run.invocation.options.remote === true },
    guns: repositories(run, run.invocation.positionals),
  }),
});
