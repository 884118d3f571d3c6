import { readFileMeta, readKeys, readRoleKeys } from './document-parts.ts';
import type { FieldProblems, JsonObject } from './field-problems.ts';
import type { Delegation, JsonValue, Target, TargetsBody } from './metadata.ts';
import { asRoleName, isDirectChild, type RoleName } from './role-name.ts';

const DELEGATIONS = new Set(['keys', 'roles']);

/** Reads what is particular to the file of `targets` or of a delegation, named by `parent` (facts 4.2). */
export function readTargets(signed: JsonObject, parent: RoleName, problems: FieldProblems): TargetsBody {
  const targets = new Map<string, Target>();
  for (const [name, item] of Object.entries(problems.optionalMap(signed['targets'], 'signed.targets'))) {
    targets.set(name, readTarget(name, item, problems));
  }
  const at = 'signed.delegations';
  const given = signed['delegations'] ?? {};
  const delegations = problems.object(given, at, DELEGATIONS);
  return {
    targets,
    delegations: {
      keys: readKeys(delegations['keys'], `${at}.keys`, problems),
      roles: readDelegations(delegations['roles'], parent, problems),
    },
  };
}

function readTarget(name: string, item: JsonValue, problems: FieldProblems): Target {
  const meta = readFileMeta(item, `signed.targets.${name}`, problems);
  const custom = (item as JsonObject | null)?.['custom'];
  return { name, ...meta, custom: custom === null ? undefined : custom };
}

/**
 * Delegations, as listed. Only children directly below are allowed: anything else would let one role hand out names
 * that belong to another (facts 1.2). A name listed twice would leave open whose keys count.
 */
function readDelegations(
  value: JsonValue | undefined,
  parent: RoleName,
  problems: FieldProblems,
): readonly Delegation[] {
  const seen = new Set<RoleName>();
  return problems.optionalList(value, 'signed.delegations.roles').flatMap((item, index) => {
    const at = `signed.delegations.roles[${index}]`;
    const roleKeys = readRoleKeys(item, at, problems);
    const members = (item ?? {}) as JsonObject;
    const name = asRoleName(problems.text(members['name'], `${at}.name`));
    if (name === null || !isDirectChild(name, parent)) {
      problems.add(`${at}.name`, `is not a delegation directly below ${parent}`);
      return [];
    }
    if (seen.has(name)) {
      problems.add(`${at}.name`, 'is listed twice');
    }
    seen.add(name);
    return [{ ...roleKeys, name, paths: readPaths(members['paths'], `${at}.paths`, problems) }];
  });
}

function readPaths(value: JsonValue | undefined, at: string, problems: FieldProblems): readonly string[] {
  return problems.optionalList(value, at).map((path, index) => problems.text(path, `${at}[${index}]`));
}
