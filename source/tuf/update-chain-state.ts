import type { MetadataDocument, RootDocument, TargetsDocument } from './metadata.ts';
import type { TufProblem } from './problem.ts';
import { type BaseRole, ROOT, type RoleName, SNAPSHOT, TARGETS, TIMESTAMP } from './role-name.ts';
import type { AcceptedFile, RemoteAnswer, RepositoryState, RoleState } from './role-state.ts';
import type { TrustedRoot } from './root-check.ts';
import { type BaseReadings, unread } from './update-chain-base.ts';
import type { Session } from './update-chain-files.ts';
import type { FailedReading, Reading } from './update-chain-reading.ts';
import { baseSigners, type RoleSigners } from './update-chain-signers.ts';

export type Delegations = ReadonlyMap<RoleName, RoleState<TargetsDocument>>;

interface RoleContext {
  readonly role: RoleName;
  readonly signers: RoleSigners;
  readonly paths: readonly string[] | null;
  /** Problems that do not come from the file, before those that do. */
  readonly before?: readonly TufProblem[];
}

/** A role's state from what its file came to and who may sign it. */
export function roleState<Document extends MetadataDocument<unknown>>(
  reading: Reading<Document>,
  { role, signers, paths, before = [] }: RoleContext,
): RoleState<Document> {
  const { document, source, signatures, validSignatures } = reading;
  const problems = onePerCode([...before, ...reading.problems]);
  const usable = problems.length === 0;
  return { role, usable, problems, ...signers, paths, signatures, validSignatures, document, source };
}

/** What the parent and the file both tell is told once. */
function onePerCode(problems: readonly TufProblem[]): readonly TufProblem[] {
  return [...new Map(problems.map((problem) => [problem.code, problem])).values()];
}

export interface Outcome {
  readonly root: TrustedRoot;
  /** What stands against the root beside its own dates; null when nothing does. */
  readonly rootProblem: TufProblem | null;
  readonly base: BaseReadings;
  readonly delegations: Delegations;
}

/** The state of a repository whose root could be trusted, even if nothing else could. */
export function repositoryState(session: Session, outcome: Outcome): RepositoryState {
  const { root, rootProblem, base } = outcome;
  const state = <Document extends MetadataDocument<unknown>>(
    role: RoleName & BaseRole,
    reading: Reading<Document>,
    before: readonly TufProblem[] = [],
  ) => roleState(reading, { role, signers: baseSigners(root.document.body, role), paths: null, before });
  return complete(session, {
    root: state<RootDocument>(ROOT, root, rootProblem === null ? [] : [rootProblem]),
    timestamp: state(TIMESTAMP, base.timestamp),
    snapshot: state(SNAPSHOT, base.snapshot),
    targets: state(TARGETS, base.targets),
    delegations: outcome.delegations,
    remote: base.remote,
  });
}

/** The state of a repository that has no trusted root: nothing is known about who may sign the other roles. */
export function stoppedState(
  session: Session,
  stopped: FailedReading<RootDocument>,
  remote: RemoteAnswer,
): RepositoryState {
  const nobody: RoleSigners = { keys: [], missingKeys: [], threshold: 1 };
  const state = (role: RoleName) => roleState(unread(role, ROOT), { role, signers: nobody, paths: null });
  const rootSigners = stopped.document === null ? nobody : baseSigners(stopped.document.body, ROOT);
  return complete(session, {
    root: roleState(stopped, { role: ROOT, signers: rootSigners, paths: null }),
    timestamp: state(TIMESTAMP),
    snapshot: state(SNAPSHOT),
    targets: state(TARGETS),
    delegations: new Map(),
    remote,
  });
}

type Roles = Pick<RepositoryState, 'root' | 'timestamp' | 'snapshot' | 'targets' | 'delegations' | 'remote'>;

function complete({ gun }: Session, roles: Roles): RepositoryState {
  const base = [roles.root, roles.timestamp, roles.snapshot, roles.targets];
  const failure = base.flatMap(({ problems }) => problems)[0] ?? null;
  const trusted = failure === null;
  return {
    gun,
    trusted,
    failure,
    ...roles,
    fresh: roles.timestamp.source === 'server',
    accepted: trusted ? [...base, ...roles.delegations.values()].flatMap(acceptedFile) : [],
  };
}

function acceptedFile({ role, usable, document, source }: RoleState): readonly AcceptedFile[] {
  return usable && document !== null && source === 'server' ? [{ role, bytes: document.bytes }] : [];
}
