import {
  type Examination,
  type FixWay,
  type PlanEffect,
  type PlanRisk,
  type PlanTask,
  planFrom,
  type RepositoryFacts,
  type RepositoryPlan,
  reportError,
} from '../operations/index.ts';
import type { RemedyWay } from './check.ts';
import { keyPhrase } from './evidence.ts';
import { planInput, requestOf } from './plan-input.ts';
import { unsaidIn } from './unsaid.ts';
import { list } from './words.ts';

/** A way with what planning it has shown. */
export interface PlannedWay {
  readonly way: FixWay;
  /** Nobody else has to do anything before or after, and nothing is broken by it. */
  readonly isWhole: boolean;
  /** It takes nothing away from anybody, and has to be agreed to by nothing more than a plain yes. */
  readonly isHarmless: boolean;
  /** What has to be decided before this way is gone, beside what the remedy says of all; null for nothing. */
  readonly judgement: string | null;
}

/**
 * Completes a way by planning it against what was examined, as it would be carried out: whether it can be done here, or
 * who could do it with which commands. null when it would change nothing.
 */
export async function planWay(way: RemedyWay, examination: Examination): Promise<PlannedWay | null> {
  const request = requestOf(way.action);
  if (request === null) {
    return plainWay(way);
  }
  const { facts, error: refusal } = examination;
  if (facts === null) {
    return hinderedWay(way, refusal);
  }
  try {
    const plan = await planFrom(planInput(request, facts, examination));
    return plan.outcome === 'nothing-to-do' ? null : plannedWay(way, plan, examination);
  } catch (error) {
    // What a server or a person has made may not be what any change can build on: that is an answer too.
    return hinderedWay(way, error);
  }
}

/** What is no change of a repository needs no plan. */
export function plainWay({ commands = [], steps = [], ...way }: RemedyWay): PlannedWay {
  const here = way.action.kind !== 'outside';
  return {
    way: { ...way, here, who: [], commands, steps, hindrance: null },
    isWhole: true,
    isHarmless: here,
    judgement: null,
  };
}

function hinderedWay({ commands = [], steps = [], ...way }: RemedyWay, error: unknown): PlannedWay {
  const { message, why } = reportError(error);
  const hindrance = `${message}: ${why}`;
  return {
    way: { ...way, here: false, who: [], commands, steps, hindrance },
    isWhole: false,
    isHarmless: false,
    judgement: null,
  };
}

function plannedWay(
  { commands = [], steps = [], ...way }: RemedyWay,
  plan: RepositoryPlan,
  { facts, error }: Examination,
): PlannedWay {
  const { outcome, tasks, risks, effects, commandLine } = plan;
  if (outcome === 'needs-others') {
    const hindrance = hindranceOf(tasks, facts);
    const others = {
      here: false,
      who: whoOf(tasks),
      commands: unique([...tasks.flatMap((task) => task.commands), ...commands]),
      hindrance,
    };
    return { way: { ...way, ...others, steps }, isWhole: false, isHarmless: false, judgement: null };
  }
  // What was verified earlier tells who could sign; nothing can be published while the server does not answer.
  const hindrance = error === null ? null : `${reportError(error).message}: that has to be put right first`;
  return {
    way: {
      ...way,
      here: hindrance === null,
      who: [],
      commands: unique([{ tool: 'trustdeck', line: commandLine }, ...commands]),
      steps: [...steps, ...tasks.map((task) => taskStep(task, facts))],
      hindrance,
    },
    isWhole: tasks.length === 0 && !risks.some((risk) => BREAKS.has(risk)),
    isHarmless:
      risks.every((risk) => risk === 'unverified-content') &&
      tasks.length === 0 &&
      !effects.some(({ kind }) => TAKES_AWAY.has(kind)),
    judgement: facts === null ? null : unsaidIn(plan, facts),
  };
}

/** What was usable before is not after it. */
const BREAKS: ReadonlySet<PlanRisk> = new Set(['releases-unusable', 'role-unusable']);

/**
 * Whether content was ever signed by a key of its role cannot be told without the server, which has older versions: a
 * remedy that asks for no judgement knows it from other roles, and the plan that is carried out asks the server.
 */
const TAKES_AWAY: ReadonlySet<PlanEffect['kind']> = new Set([
  'tags-no-longer-released',
  'tags-lose-signature',
  'tags-change-content',
  'old-content-returns',
  'signer-removed',
]);

/** Any one of them can, where one role is missing; each key stands once. */
function whoOf(tasks: readonly PlanTask[]): FixWay['who'] {
  const keys = tasks.flatMap(({ who }) => who);
  return [...new Map(keys.map((key) => [key.canonicalId, key])).values()];
}

function unique(commands: FixWay['commands']): FixWay['commands'] {
  return [...new Map(commands.map((command) => [command.line, command])).values()];
}

function hindranceOf(tasks: readonly PlanTask[], facts: RepositoryFacts | null): string {
  const roles = new Map(tasks.map((task) => [task.role, task]));
  return [...roles.values()].map((task) => unsignedText(task, facts)).join('; ');
}

function unsignedText(task: PlanTask, facts: RepositoryFacts | null): string {
  const { role, who } = task;
  const threshold = thresholdOf(task, facts);
  if (who.length === 0) {
    return `${role} has to be signed, and nobody is known who can`;
  }
  if (threshold > 1) {
    return `${role} needs ${threshold} signatures made on one machine, and these are not here: ${keysOf(task)}`;
  }
  return who.length === 1
    ? `${role} has to be signed with ${keysOf(task)}, which is not here`
    : `${role} has to be signed with one of these, and none is here: ${keysOf(task)}`;
}

function taskStep(task: PlanTask, facts: RepositoryFacts | null): string {
  const { when, who, role, what, commands } = task;
  const keys = keysOf(task, thresholdOf(task, facts) > 1 ? 'and' : 'or');
  const whoever = who.length === 0 ? 'somebody who can' : `whoever holds ${keys}`;
  const does = what === 'sign' ? `signs ${role}` : `finishes it in ${role}`;
  const line = commands[0]?.line;
  return `${when === 'before' ? 'Before' : 'Afterwards'} ${whoever} ${does}${line === undefined ? '' : `: ${line}`}`;
}

function keysOf({ who }: PlanTask, joined: 'and' | 'or' = 'and'): string {
  return list(
    who.map(({ owner, canonicalId }) => keyPhrase(owner, canonicalId)),
    joined,
  );
}

function thresholdOf({ role }: PlanTask, facts: RepositoryFacts | null): number {
  const roles = [...(facts?.baseRoles ?? []), ...(facts?.delegations ?? [])];
  return roles.find((one) => one.role === role)?.threshold ?? 1;
}
