import { safeText } from '../../base/index.ts';
import type { RetiredKey } from '../changes/execute.ts';
import type { PlanTask, RepositoryPlan } from '../changes/plan.ts';
import { describeEffect, describeRisk } from './plan-effect-words.ts';
import { keyName, listed } from './plan-key-words.ts';
import { roleLines, signedContentLines } from './plan-role-words.ts';

export { describeEffect, describeRisk };

const OUTCOMES: Readonly<Record<RepositoryPlan['outcome'], readonly string[]>> = {
  ready: [],
  'nothing-to-do': ['Nothing to do: it is like that already.'],
  'needs-others': ['This cannot be done with the keys on this machine alone: nothing is published.'],
};

const HALVES = {
  1: 'First of two halves: afterwards both keys count, and everything stays usable.',
  2: 'Second of two halves: the old key goes out.',
} as const;

/** A plan in lines of plain text without control characters, laid out as the app's review page. */
export function describePlan(plan: RepositoryPlan): readonly string[] {
  const half = plan.half === null || plan.outcome !== 'ready' ? [] : [HALVES[plan.half]];
  const sections: readonly (readonly string[])[] = [
    [...OUTCOMES[plan.outcome], ...half],
    section(changesTitle(plan), roleLines(plan)),
    section('What it means', plan.effects.map(describeEffect)),
    section('Be sure', plan.risks.map(describeRisk)),
    section('What others have to do', taskLines(plan.tasks)),
    [`Same as   ${plan.commandLine}`],
  ];
  const text = sections.filter((lines) => lines.length > 0).flatMap((lines) => ['', ...lines]);
  return [plan.gun, ...text].map(safeText);
}

/**
 * How a plan made anew differs from the one that was agreed to: lines of only one of the two, those of the first marked
 * with `-`, those of the second with `+`. Content that both sign stands there too where it is not the same.
 */
export function describeNewPlan(before: RepositoryPlan, after: RepositoryPlan): readonly string[] {
  const [old, now] = [before, after].map((plan) => [
    ...describePlan(plan),
    ...signedContentLines(plan).map(safeText),
  ]) as [string[], string[]];
  return [
    ...withoutThose(old, now).map((line) => `- ${line}`),
    ...withoutThose(now, old).map((line) => `+ ${line}`),
  ];
}

/** The lines that others do not have, in their order; one that stands there twice counts twice. */
function withoutThose(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of others) {
    left.set(line, (left.get(line) ?? 0) + 1);
  }
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

const KEPT: Readonly<Record<NonNullable<RetiredKey['kept']>, string>> = {
  'not-verified': 'the change did not come through in every repository',
  'still-used': 'it still counts somewhere',
  'not-retired': 'the change has not taken it out of use',
};

/** What became of a private key that was to be removed, as one sentence. */
export function describeRetiredKey({ keyId, kept }: RetiredKey): string {
  return kept === null
    ? `Removed the retired private key ${keyId} from this machine.`
    : `The private key ${keyId} stays on this machine: ${KEPT[kept]}.`;
}

function changesTitle({ outcome, draft, request }: RepositoryPlan): string {
  if (outcome === 'needs-others') {
    return 'What would change';
  }
  return request.kind === 'delete' || draft === null
    ? 'What changes'
    : 'What changes (one publish: readers see the old or the new state)';
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

const WORK: Readonly<Record<PlanTask['what'], string>> = {
  sign: 'signs',
  'make-change': 'makes this change, which has to be signed in',
  finish: 'takes the old key out, which changes',
};

/** Tasks that one command does are one task. */
function taskLines(tasks: readonly PlanTask[]): readonly string[] {
  const groups = new Map<string, PlanTask[]>();
  for (const task of tasks) {
    const name = JSON.stringify([task.when, task.what, task.who.map(({ id }) => id), task.commands]);
    groups.set(name, [...(groups.get(name) ?? []), task]);
  }
  return [...groups.values()].flatMap((group) => {
    const [task] = group;
    return task === undefined ? [] : taskGroup(task, listed(group.map(({ role }) => role)));
  });
}

function taskGroup({ when, what, who, commands }: PlanTask, roles: string): readonly string[] {
  const anybody = who.length === 0 ? 'somebody with a key for it' : listed(who.map(keyName), 'or');
  return [
    `${when === 'before' ? 'Before' : 'Afterwards'}: ${anybody} ${WORK[what]} ${roles}`,
    ...commands.map(({ line }, index) => `  ${index === 0 ? '  ' : 'or'} ${line}`),
  ];
}
