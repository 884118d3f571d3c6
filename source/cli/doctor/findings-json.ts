import type { Diagnosed, Evidence, Fix, FixAction, FixWay } from '../../operations/index.ts';
import { plannedKeyJson } from '../changes/plan-json.ts';
import type { Consultation } from './consult.ts';

/** What the doctor says, as data (docs/json.md). */
export function consultationJson({ repositories, machine }: Consultation) {
  return {
    repositories: repositories.map(({ gun, level, findings }) => ({
      gun,
      level,
      findings: findings.map(findingJson),
    })),
    machine: { findings: machine.map(findingJson) },
  };
}

export function findingJson({ finding, fix }: Diagnosed) {
  const { code, level, role, summary, meaning, evidence, at, subjects } = finding;
  return {
    code,
    level,
    role,
    summary,
    meaning: [meaning.pulls, meaning.signs].filter((text) => text !== null).join(' '),
    pulls: meaning.pulls,
    signs: meaning.signs,
    evidence: evidence.map(evidenceJson),
    subjects,
    at: at?.toISOString() ?? null,
    fix: fix === null ? null : fixJson(fix),
  };
}

function evidenceJson({ text, role, version, keyId, owner, at }: Evidence) {
  return {
    text,
    role: role ?? null,
    version: version ?? null,
    keyId: keyId ?? null,
    owner: owner ?? null,
    at: at?.toISOString() ?? null,
  };
}

function fixJson({ label, ways, automatic, judgement }: Fix) {
  const [best] = ways;
  return {
    operation: best === undefined ? 'outside' : operationOf(best.action),
    command: best?.commands.find(({ tool }) => tool === 'trustdeck')?.line ?? null,
    automatic,
    label,
    judgement,
    ways: ways.map(wayJson),
  };
}

function wayJson({ id, label, action, here, who, commands, steps, hindrance }: FixWay) {
  const operation = operationOf(action);
  return { id, label, operation, here, who: who.map(plannedKeyJson), commands, steps, hindrance };
}

/** A stable word: the kind of the change, or of what else is done. */
export function operationOf(action: FixAction): string {
  return action.kind === 'change' ? action.request.kind : action.kind;
}
