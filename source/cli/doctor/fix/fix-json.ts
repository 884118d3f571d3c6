import type { Diagnosed } from '../../../operations/index.ts';
import { planJson } from '../../changes/plan-json.ts';
import { wordsOf } from '../../errors.ts';
import { findingJson, operationOf } from '../findings-json.ts';
import type { Course } from './fix-everything.ts';
import type { Treatment } from './operation.ts';
import { type Treated, untreated } from './treat.ts';

/** Everything that was found, what was done about it, and what is left (docs/json.md). */
export function fixDocument({ before, repositories, machine }: Course, error: unknown) {
  return {
    repositories: before.repositories.map(({ gun, findings }) => ({
      gun,
      ...courseJson(findings, repositories.get(gun) ?? untreated(findings)),
    })),
    machine: courseJson(before.machine, machine),
    ...(error === null ? {} : { error: wordsOf(error) }),
  };
}

function courseJson(before: readonly Diagnosed[], { treatments, findings }: Treated) {
  return {
    findings: before.map(findingJson),
    fixes: treatments.map(treatmentJson),
    remaining: findings.map(findingJson),
  };
}

function treatmentJson({ finding, way, plan, result, verified, error }: Treatment) {
  return {
    code: finding.code,
    role: finding.role,
    subjects: finding.subjects,
    way: way.id,
    operation: operationOf(way.action),
    plan: plan === null ? null : planJson(plan),
    result,
    verified,
    error: error === null ? null : wordsOf(error),
  };
}
