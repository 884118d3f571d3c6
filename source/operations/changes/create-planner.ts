import type { Gun, KeyId, RepositoryState, RoleName, TufKey } from '../../tuf/index.ts';
import { readCachedRepository } from '../cached-repository.ts';
import { inParallel } from '../in-parallel.ts';
import { cachedRoles } from './cached-roles.ts';
import type { ChangePorts, NewKey, PlanInput } from './change-ports.ts';
import type { ChangeRequest } from './change-request.ts';
import { formerKeys } from './former-keys.ts';
import type { JournalKey } from './journal-port.ts';
import { knownVersions } from './known-versions.ts';
import { type OpenOptions, openForChange } from './open-for-change.ts';
import type { RepositoryPlan } from './plan.ts';
import { planRepository } from './plan-repository.ts';
import { SpareKeys } from './spare-keys.ts';

/** A plan and the files of the changelist that it publishes. */
export interface PlannedRepository {
  readonly plan: RepositoryPlan;
  readonly staged: readonly string[];
}

/** Plans one request, repository by repository. */
export interface Planner {
  plan(gun: Gun, options: OpenOptions): Promise<PlannedRepository>;
}

export interface PlannerOptions {
  readonly ports: ChangePorts;
  /** All repositories that the request is made of. */
  readonly guns: readonly Gun[];
  /** Keys that an earlier plan for the same request has made, to be taken again. */
  readonly madeBefore: readonly JournalKey[];
  readonly signal: AbortSignal;
}

/** Reads once what the plans of all repositories have in common. */
export async function createPlanner(request: ChangeRequest, options: PlannerOptions): Promise<Planner> {
  const { ports, guns, madeBefore } = options;
  const [{ keys: localKeys }, cached] = await Promise.all([
    ports.vault.list(),
    retiresKeys(request) ? cachedStates(options) : [],
  ]);
  const freshKeys = freshKeysOf(request, ports);
  const spares = new SpareKeys({ request, keyring: ports.keyring, localKeys, madeBefore });
  return {
    plan: async (gun, open) => {
      const [state, { changes }] = await Promise.all([
        openForChange(gun, request, ports, { ...open, keep: false }),
        ports.changelist.read(gun),
      ]);
      const input: PlanInput = {
        gun,
        request,
        state,
        localKeys,
        freshKeys,
        spareKeys: await spares.take(gun, state),
        staged: changes,
        keyPaths: ports.keyPaths ?? new Map(),
        others: [...cached, ...openedStates(ports, cached)].filter((other) => !guns.includes(other.gun)),
        now: ports.clock.now(),
      };
      const staged = request.kind === 'publish' ? changes.map(({ file }) => file) : [];
      const plan = await planKnowingMore(input, ports, open);
      if (plan.outcome !== 'ready') {
        // No verification follows that would keep what was downloaded, and clear away what a dead writer left.
        await ports.session.keep(gun);
      }
      return { plan, staged };
    },
  };
}

/**
 * Plans again with what takes time to learn and few plans need: versions at the server of roles that looked new, who
 * signed long ago what is shown, and how it looked when it last verified here.
 */
async function planKnowingMore(
  input: PlanInput,
  ports: ChangePorts,
  open: OpenOptions,
): Promise<RepositoryPlan> {
  const { state } = input;
  const first = planRepository(input);
  if (state === null) {
    return first;
  }
  const anew = (first.draft?.documents ?? []).flatMap(({ role, from }) => (from === null ? [role] : []));
  const versions = anew.length === 0 ? NONE : await knownVersions(state, anew, ports, open);
  const known = versions.size === 0 ? input : { ...input, knownVersions: versions };
  const plan = known === input ? first : planRepository(known);
  const shown = plan.roles.flatMap(({ role, content }) => (content === undefined ? [] : [role]));
  return shown.length === 0 ? plan : planRepository({ ...known, ...(await history(plan, shown)) });

  /** What tells somebody who is to vouch for content where that comes from. */
  async function history(
    { gun, effects }: RepositoryPlan,
    roles: readonly RoleName[],
  ): Promise<Pick<PlanInput, 'formerKeys' | 'cachedRoles'>> {
    const unverified = effects.flatMap((effect) =>
      effect.kind === 'content-unverified' ? [effect.role] : [],
    );
    const cached = await cachedRoles(gun, roles, ports.cache);
    if (state === null || unverified.length === 0) {
      return { cachedRoles: cached };
    }
    const remote = await ports.remotes.remoteFor(gun);
    const former = await formerKeys(unverified, { state, remote, signal: open.signal });
    return { cachedRoles: cached, formerKeys: former };
  }
}

const NONE: ReadonlyMap<RoleName, number> = new Map();

/** Whether other repositories matter, in which a key that is retired here may go on counting. */
function retiresKeys({ kind }: ChangeRequest): boolean {
  return kind === 'signer-rotate' || kind === 'signer-remove' || kind === 'key-rotate';
}

async function cachedStates({ ports, guns, signal }: PlannerOptions): Promise<readonly RepositoryState[]> {
  const known = (await ports.cache.repositories()).filter((gun) => !guns.includes(gun));
  const states = await inParallel(known, (gun) => readCachedRepository(gun, ports.cache), signal);
  // A repository that cannot be read tells nothing about keys; that it is broken is shown where it is opened.
  return states.flatMap((settled) => (settled.ok && settled.value !== null ? [settled.value] : []));
}

function openedStates(
  { session }: ChangePorts,
  cached: readonly RepositoryState[],
): readonly RepositoryState[] {
  const known = new Set(cached.map(({ gun }) => gun));
  return [...session.opened.values()].map(({ state }) => state).filter(({ gun }) => !known.has(gun));
}

function freshKeysOf(request: ChangeRequest, { keyring }: ChangePorts): ReadonlyMap<KeyId, NewKey> {
  const fresh = keysOf(request).flatMap(({ canonicalId }) => keyring.fresh(canonicalId) ?? []);
  return new Map(fresh.map((made) => [made.key.canonicalId, made]));
}

function keysOf(request: ChangeRequest): readonly TufKey[] {
  switch (request.kind) {
    case 'init':
      return request.rootKey === null ? [] : [request.rootKey];
    case 'signer-add':
    case 'delegation-add':
      return request.keys;
    case 'signer-rotate':
      return [request.newKey];
    case 'key-rotate':
      return request.newKey === null ? [] : [request.newKey];
    default:
      return [];
  }
}
