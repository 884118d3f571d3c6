import type { Delegation, SnapshotDocument, TargetsDocument } from './metadata.ts';
import { parseTargets } from './parse.ts';
import { restrictPaths } from './paths.ts';
import type { TufProblem } from './problem.ts';
import { type RoleName, TARGETS } from './role-name.ts';
import type { RoleState } from './role-state.ts';
import {
  type Located,
  locate,
  obtainAll,
  type Received,
  type Session,
  type Steps,
} from './update-chain-files.ts';
import { noReading, type Reading, readFile, type VerifiedReading } from './update-chain-reading.ts';
import { delegationSigners, type RoleSigners } from './update-chain-signers.ts';
import { roleState } from './update-chain-state.ts';
import { distinctKeys } from './verify.ts';

export interface WalkOptions {
  readonly snapshot: SnapshotDocument;
  readonly targets: VerifiedReading<TargetsDocument>;
}

type Delegations = Map<RoleName, RoleState<TargetsDocument>>;

/** A role whose delegations are to be visited. */
interface Parent {
  readonly role: RoleName;
  readonly document: TargetsDocument;
  readonly usable: boolean;
  /** Who may sign it has signed it, so that what it delegates to is worth fetching. */
  readonly verified: boolean;
  /** After restriction by its own parents. */
  readonly paths: readonly string[];
}

/** One delegation as its parent lists it, and where its file is. */
interface Visit {
  readonly parent: Parent;
  readonly delegation: Delegation;
  readonly signers: RoleSigners;
  readonly located: Located;
}

/**
 * Visits every delegation below targets, level by level, each level's files in one batch (section 5.6.7 of TUF).
 * A delegation that is broken, expired or missing never hides another one: it says what is wrong with it, and what
 * it delegates to is still listed, as unusable.
 */
export function* walkDelegations(session: Session, options: WalkOptions): Steps<Delegations> {
  const found: Delegations = new Map();
  const { document, verified, problems } = options.targets;
  let parents: readonly Parent[] = [
    { role: TARGETS, document, verified, usable: problems.length === 0, paths: [''] },
  ];
  for (let depth = 1; parents.length > 0; depth += 1) {
    const level = {
      session,
      snapshot: options.snapshot,
      depth,
      room: session.limits.delegations - found.size,
    };
    const visits = listLevel(parents, level);
    const obtained = yield* obtainAll(visits);
    parents = obtained.flatMap(([visit, received]) => {
      const { state, verified } = conclude(session, visit, received);
      found.set(state.role, state);
      const { role, document, usable, paths } = state;
      return document === null ? [] : [{ role, document, usable, verified, paths: paths ?? [] }];
    });
  }
  return found;
}

interface Level {
  readonly session: Session;
  readonly snapshot: SnapshotDocument;
  /** 1 for the delegations of targets. */
  readonly depth: number;
  /** How many delegations more may be read. */
  readonly room: number;
}

/** The delegations of a level; each stands once, for a role has one parent, and no parser lets it list one twice. */
function listLevel(parents: readonly Parent[], level: Level): readonly Visit[] {
  const listed = parents.flatMap((parent) =>
    parent.document.body.delegations.roles.map((delegation) => ({ parent, delegation })),
  );
  return listed.map(({ parent, delegation }, index) => {
    const signers = delegationSigners(parent.document.body, delegation);
    const place = { ...level, room: level.room - index };
    const located = locateDelegation(parent, { role: delegation.name, signers }, place);
    return { parent, delegation, signers, located };
  });
}

function locateDelegation(
  parent: Parent,
  { role, signers }: { readonly role: RoleName; readonly signers: RoleSigners },
  { session, snapshot, depth, room }: Level,
): Located {
  const { delegationDepth, delegations } = session.limits;
  if (!parent.verified) {
    return { file: null, problem: parentUnusable(role, parent) };
  }
  // Endless delegation: a signer can delegate for ever, in depth or in breadth.
  if (depth > delegationDepth || room <= 0) {
    const limit = depth > delegationDepth ? delegationDepth : delegations;
    return { file: null, problem: { code: 'too-many-roles', role, limit } };
  }
  const meta = snapshot.body.meta.get(role);
  return meta === undefined
    ? { file: null, problem: unlisted(session, role, signers) }
    : locate(session, role, meta);
}

/** A snapshot may lose a role that nobody delegates to any more; one that is delegated to was taken away. */
function unlisted({ cache }: Session, role: RoleName, signers: RoleSigners): TufProblem {
  const trusted = cache.trustedVersion(role, signers, null);
  return trusted === null ? { code: 'not-published', role } : { code: 'delegation-dropped', role, trusted };
}

function conclude(
  { cache, now }: Session,
  { parent, delegation, signers }: Visit,
  { file, problem }: Received,
): { readonly state: RoleState<TargetsDocument>; readonly verified: boolean } {
  const role = delegation.name;
  const reading: Reading<TargetsDocument> =
    problem === null
      ? readFile(file, {
          role,
          parse: (bytes) => parseTargets(role, bytes),
          signers,
          now,
          trustedVersion: (bytes) => cache.trustedVersion(role, signers, bytes),
        })
      : noReading(problem);
  const keys = distinctKeys(signers.keys);
  const { threshold } = signers;
  const before: readonly (TufProblem | null)[] = [
    parent.usable ? null : parentUnusable(role, parent),
    keys < threshold ? { code: 'keys-below-threshold', role, keys, threshold } : null,
  ];
  const paths = restrictPaths(delegation.paths, parent.paths);
  const state = roleState(reading, {
    role,
    signers,
    paths,
    before: before.filter((found) => found !== null),
  });
  return { state, verified: reading.verified };
}

function parentUnusable(role: RoleName, parent: Parent): TufProblem {
  return { code: 'parent-unusable', role, parent: parent.role };
}
