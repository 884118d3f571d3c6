import { parentRole, ROOT, type RoleName, TARGETS } from '../../tuf/index.ts';
import type {
  KeyChange,
  PlannedComparison,
  PlannedContent,
  PlannedRole,
  RepositoryPlan,
  TargetChange,
} from '../changes/plan.ts';
import { keyName, listed, placedKeyName } from './plan-key-words.ts';
import { count, day, short } from './words.ts';

/**
 * A row for each document that is signed, with what it changes below it: keys, paths and thresholds stand where they
 * are written down, which for a delegation is the role above it.
 */
export function roleLines(plan: RepositoryPlan): readonly string[] {
  const rows = plan.roles.filter(isSigned);
  const names = rows.map(({ role }) => role.length);
  const width = Math.max(...names, 'snapshot, timestamp'.length);
  const lines = rows.flatMap((role) => [
    rowOf(role, width),
    ...detailsOf(role.role, plan).map((line) => `  ${line}`),
  ]);
  const served = plan.roles.filter(({ action }) => action === 'server-signed').map(({ role }) => role);
  const byServer = served.length > 0 ? [`${served.join(', ').padEnd(width)}  signed by the server`] : [];
  const removed = plan.request.kind === 'delete' ? plan.roles.map(({ role }) => `- ${role}`) : [];
  return [...lines, ...byServer, ...removed];
}

function isSigned({ action, fromVersion, toVersion, signedBy }: PlannedRole): boolean {
  return (
    action !== 'removed' &&
    action !== 'server-signed' &&
    (signedBy.length > 0 || (toVersion !== null && toVersion !== fromVersion))
  );
}

function rowOf(role: PlannedRole, width: number): string {
  const { fromVersion, toVersion, signedBy, expires, unchangedTargets, targetChanges } = role;
  const version = fromVersion === null ? `new v${toVersion}` : `v${fromVersion} → v${toVersion}`;
  const signers =
    signedBy.length > 0 ? [`signed by ${listed(signedBy.map(placedKeyName))}`] : ['not signed here'];
  const kept = targetChanges.length === 0 ? 'content unchanged' : 'stay as they are';
  const tags = unchangedTargets > 0 ? [`${count(unchangedTargets, 'tag')}, ${kept}`] : [];
  const until = expires.to === null ? [] : [`valid until ${day(expires.to)}`];
  return [role.role.padEnd(width), version.padEnd('v10 → v11'.length), ...signers, ...tags, ...until].join(
    '  ',
  );
}

function detailsOf(role: RoleName, plan: RepositoryPlan): readonly string[] {
  const listedHere = plan.roles.filter((other) => writtenIn(other.role) === role);
  const own = plan.roles.find((other) => other.role === role);
  return [
    ...listedHere.flatMap(existenceLines),
    ...keyLines(listedHere),
    ...listedHere.flatMap(ruleLines),
    ...(own?.targetChanges ?? []).map(targetLine),
    ...contentLines(own?.content),
    ...(own?.comparisons ?? []).flatMap(comparisonLines),
  ];
}

/** The document that says who may sign a role. */
function writtenIn(role: RoleName): RoleName {
  return parentRole(role) ?? ROOT;
}

function existenceLines({ role, action, paths }: PlannedRole): readonly string[] {
  if (parentRole(role) === null) {
    return [];
  }
  if (action === 'created') {
    return [`+ role  ${role}  for ${pathList(paths.added)}`];
  }
  return action === 'removed' ? [`- role  ${role}`] : [];
}

/** Each key once, with the roles that it comes to or goes from. */
function keyLines(roles: readonly PlannedRole[]): readonly string[] {
  const groups = new Map<string, { readonly change: KeyChange; readonly roles: string[] }>();
  for (const { role, action, keyChanges } of roles) {
    for (const change of action === 'removed' ? [] : keyChanges) {
      const name = `${change.action} ${change.key.id}`;
      const group = groups.get(name) ?? { change, roles: [] };
      group.roles.push(shortRole(role));
      groups.set(name, group);
    }
  }
  return [...groups.values()]
    .toSorted(
      (left, right) => Number(left.change.action === 'added') - Number(right.change.action === 'added'),
    )
    .map(({ change: { action, key }, roles: names }) =>
      action === 'added'
        ? `+ key  ${keyName(key)} ${key.algorithm}  to ${listed(names)}`
        : `- key  ${keyName(key)} ${key.algorithm}  from ${listed(names)}`,
    );
}

function shortRole(role: RoleName): string {
  return parentRole(role) === TARGETS ? role.slice('targets/'.length) : role;
}

function ruleLines({ role, action, threshold, paths }: PlannedRole): readonly string[] {
  if (action === 'removed' || parentRole(role) === null) {
    return [];
  }
  const name = shortRole(role);
  const isNew = action === 'created';
  const needs = isNew ? threshold.to !== 1 : threshold.from !== threshold.to;
  return [
    ...(needs
      ? [`signatures that ${name} needs: ${isNew ? '' : `${threshold.from} → `}${threshold.to}`]
      : []),
    ...(isNew || paths.added.length === 0 ? [] : [`+ paths  ${pathList(paths.added)}  to ${name}`]),
    ...(paths.removed.length === 0 ? [] : [`- paths  ${pathList(paths.removed)}  from ${name}`]),
  ];
}

/** All that the documents of a plan hold, a line each: to be compared with those of the plan that was agreed to. */
export function signedContentLines({ draft }: RepositoryPlan): readonly string[] {
  return (draft?.documents ?? []).flatMap(({ role }) => {
    const body = role === TARGETS ? draft?.targets : draft?.delegations.get(role);
    const targets = [...(body?.targets.values() ?? [])];
    return [
      ...targets.map(({ name, sha256 }) => `${role} holds  ${name}  ${digestText(sha256)}`),
      ...(body?.delegations.roles ?? []).map(
        ({ name, keyIds, threshold, paths }) =>
          `${role} delegates to  ${name}  ${threshold} of ${keyIds.map(short).join(', ')}  for ${pathList(paths)}`,
      ),
    ];
  });
}

function pathList(paths: readonly string[]): string {
  return paths.includes('') ? 'all paths' : paths.join(', ') || 'no paths';
}

/** What is signed for the first time is named by its whole digest: the beginning of one can be made to match. */
function targetLine({ action, name, from, to }: TargetChange): string {
  const lines: Readonly<Record<TargetChange['action'], string>> = {
    added: `+ tag  ${name}  ${digestText(to)}`,
    removed: `- tag  ${name}  ${shortDigest(from)}`,
    changed: `~ tag  ${name}  ${shortDigest(from)} → ${digestText(to)}`,
  };
  return lines[action];
}

function digestText(sha256: string | null): string {
  return sha256 === null ? 'without SHA-256' : `sha256:${sha256}`;
}

function shortDigest(sha256: string | null): string {
  return sha256 === null ? digestText(sha256) : `sha256:${short(sha256)}…`;
}

/** What differs, or that nothing does: the eye finds one tag among a hundred only where it is pointed to it. */
function comparisonLines({ with: other, targetChanges, delegations }: PlannedComparison): readonly string[] {
  const differs = targetChanges.length + delegations.length > 0;
  if (other.kind === 'signers') {
    return differs
      ? ['tags that no signer who may release has in their own role:', ...targetChanges.map(unsignedLine)]
      : ['each tag is in the role of a signer who may release, with the same digest'];
  }
  const version = `version ${other.version}, which verified on this machine`;
  return differs
    ? [
        `what changed since ${version}:`,
        ...targetChanges.map((change) => `  ${targetLine(change)}`),
        ...delegations.map((role) => `  ~ role  ${role}`),
      ]
    : [`the same as ${version}`];
}

function unsignedLine({ action, name, from, to }: TargetChange): string {
  const otherwise = action === 'changed' ? `, a signer who may release has ${shortDigest(from)}` : '';
  return `  ! tag  ${name}  ${digestText(to)}${otherwise}`;
}

/** All of it, however much there is: nobody vouches for what was not seen. */
function contentLines(content: PlannedContent | undefined): readonly string[] {
  const { targets, delegations } = content ?? { targets: [], delegations: [] };
  return [
    ...targets.map(({ name, sha256 }) => `holds  ${name}  ${digestText(sha256)}`),
    ...delegations.map(
      ({ role, keys, threshold, paths }) =>
        `holds  role ${role}  ${threshold} of ${keys.map(keyName).join(', ') || 'no keys'}  for ${pathList(paths)}`,
    ),
  ];
}
