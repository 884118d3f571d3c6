import type { MetadataDocument, RepositoryState, RoleState, TargetsBody } from '../../tuf/index.ts';
import type { LocalKey } from '../ports.ts';
import type { KeyReport, RoleReport } from '../report.ts';
import { roleExpiry } from './expiry.ts';
import type { DescribeKey } from './key-facts.ts';
import type { FindOwner } from './key-owners.ts';

/** What every part of a report needs to know about keys and time. */
export interface ReportContext {
  readonly localKeys: ReadonlyMap<string, LocalKey>;
  readonly ownerOf: FindOwner;
  readonly describeKey: DescribeKey;
  readonly now: Date;
}

/** Root, targets, snapshot, timestamp: docker's order of importance. */
export function baseRoleReports(state: RepositoryState, context: ReportContext): readonly RoleReport[] {
  return [
    roleReport(state.root, context),
    roleReport(state.targets, context),
    roleReport(state.snapshot, context),
    roleReport(state.timestamp, context),
  ];
}

export function roleReport(role: RoleState, context: ReportContext): RoleReport {
  const expires = role.document?.expires ?? null;
  return {
    role: role.role,
    depth: role.role.split('/').length - 1,
    usable: role.usable,
    problems: role.problems,
    threshold: role.threshold,
    validSignatures: role.validSignatures,
    keys: keyReports(role, context),
    signatures: role.signatures.map(({ keyId, valid, refusal }) => ({
      keyId,
      valid,
      refusal,
      owner: context.ownerOf(keyId),
    })),
    paths: role.paths,
    version: role.document?.version ?? null,
    expires,
    expiry: roleExpiry(role.role, expires, context.now),
    targets: targetCount(role.document),
    source: role.source,
  };
}

function keyReports(
  role: RoleState,
  { ownerOf, describeKey, localKeys }: ReportContext,
): readonly KeyReport[] {
  return role.keys.map((key) => {
    const { algorithm, certificate } = describeKey(key);
    return {
      id: key.id,
      canonicalId: key.canonicalId,
      algorithm,
      certificate,
      owner: ownerOf(key.canonicalId),
      onThisMachine: localKeys.has(key.canonicalId),
    };
  });
}

function targetCount(document: MetadataDocument<unknown> | null): number {
  return document !== null && hasTargets(document.body) ? document.body.targets.size : 0;
}

function hasTargets(body: unknown): body is TargetsBody {
  return typeof body === 'object' && body !== null && 'targets' in body && body.targets instanceof Map;
}
