import {
  describeUnusableDelegations,
  freshnessOf,
  type Gun,
  type Outages,
  type Refreshed,
  type RepositoryState,
  reportError,
  requireTrusted,
} from '../operations/index.ts';
import type { CommandContext } from './command.ts';
import type { Workspace } from './ports.ts';
import { ago } from './time-words.ts';

/** The verified state of a repository; throws when it may not be trusted, and warns of what is amiss otherwise. */
export async function readRepository(
  workspace: Workspace,
  gun: Gun,
  context: CommandContext,
  outages?: Outages,
): Promise<RepositoryState> {
  const refreshed = await workspace.session.open(gun, {
    refresh: false,
    signal: context.io.signal,
    ...(outages === undefined ? {} : { outages }),
  });
  const state = requireTrusted(refreshed);
  for (const warning of warningsOf(refreshed, workspace.clock.now())) {
    context.output.warn(warning);
  }
  return state;
}

function warningsOf(refreshed: Refreshed, now: Date): readonly string[] {
  const { state, cacheError } = refreshed;
  const freshness = freshnessOf(refreshed);
  return [
    ...(freshness.from === 'cache'
      ? [
          `${state.gun} is shown as it was saved ${ago(freshness.savedAt, now)}: ${freshness.because.message}. ${freshness.because.why}`,
        ]
      : []),
    ...(cacheError === null ? [] : [`What was verified is not kept: ${reportError(cacheError).message}.`]),
    ...describeUnusableDelegations(state).map(
      ({ message, why, next }) => `${state.gun}: ${message}, so it is left out. ${why} ${next}`,
    ),
  ];
}
