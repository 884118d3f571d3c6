import { missing, repositories } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';
import { delegationKeyIds } from '../changes/typed-values.ts';

/** `delegation purge REPO... --key ID`: the keys out of every role. */
export const { run } = changeCommand({
  kind: 'delegation-purge',
  question: () => 'Publish?',
  ask: async (run) => {
    const guns = repositories(run, run.invocation.positionals);
    const { key = [] } = run.invocation.options;
    if (key.length === 0) {
      throw missing('--key');
    }
    return { request: { kind: 'delegation-purge', keys: await delegationKeyIds(run, key, guns) }, guns };
  },
});
