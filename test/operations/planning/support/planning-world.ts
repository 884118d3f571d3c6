import { planRepository } from '../../../../source/operations/changes/plan-repository.ts';
import type {
  ChangeRequest,
  LocalKey,
  NewKey,
  PlanInput,
  PlannedEdit,
  RepositoryPlan,
  StagedChange,
} from '../../../../source/operations/index.ts';
import {
  asRoleName,
  draftChanges,
  draftNewRepository,
  type Edit,
  type KeyId,
  type RepositoryState,
  type RoleName,
  signDraft,
} from '../../../../source/tuf/index.ts';
import { type DelegationPlan, NOW, TestRepository } from '../../../support/repository-builder.ts';
import { certifiedKey, ecKey, type TestKey } from '../../../support/test-keys.ts';
import { serve, signerAmong, stateOf } from '../../../tuf/support/edited-repository.ts';

/** A role name that is one, or the test is wrong. */
export function roleName(text: string): RoleName {
  const role = asRoleName(text);
  if (role === null) {
    throw new Error(`${text} is no role`);
  }
  return role;
}

export const RELEASES = roleName('targets/releases');
export const JEFF = roleName('targets/jeff');
export const BEN = roleName('targets/ben');

export interface PlanOptions {
  readonly staged?: readonly StagedChange[];
  readonly others?: readonly RepositoryState[];
  /** Made for the plan, in memory only. */
  readonly fresh?: readonly TestKey[];
}

/** A repository, its server, and a machine with some of the keys: plans changes and carries them out. */
export class PlanningWorld {
  readonly repository: TestRepository;
  /** Keys whose private halves are on the machine. */
  here: TestKey[];
  readonly roles = new Map<string, string>();
  readonly plainText = new Set<string>();
  /** Made for each plan anew, as far as anybody else is concerned. */
  spares = newSpares();
  /** Keys of the server, besides those that the repository began with. */
  readonly #serverKeys: TestKey[] = [];
  exists = true;

  constructor(repository = new TestRepository()) {
    this.repository = repository;
    this.here = [...repository.root.keys, ...repository.targets.keys] as TestKey[];
    for (const key of repository.root.keys) {
      this.roles.set(key.key.canonicalId, 'root');
    }
  }

  get rootKey(): TestKey {
    return this.repository.root.keys[0] as TestKey;
  }

  get targetsKey(): TestKey {
    return this.repository.targets.keys[0] as TestKey;
  }

  state(): RepositoryState | null {
    return this.exists ? stateOf(this.repository) : null;
  }

  /** The machine holds these keys and no others. */
  holds(...keys: readonly TestKey[]): this {
    this.here = [...keys];
    this.spares = newSpares();
    return this;
  }

  input(request: ChangeRequest, { staged = [], others = [], fresh = [] }: PlanOptions = {}): PlanInput {
    const { root, targets, snapshot } = this.spares;
    return {
      gun: this.repository.gun,
      request,
      state: this.state(),
      localKeys: this.localKeys(),
      freshKeys: new Map(fresh.map((key) => [key.key.canonicalId, newKey(key)])),
      spareKeys: { root: newKey(root), targets: newKey(targets), snapshot: newKey(snapshot) },
      staged,
      others,
      now: NOW,
    };
  }

  plan(request: ChangeRequest, options: PlanOptions = {}): RepositoryPlan {
    return planRepository(this.input(request, options));
  }

  localKeys(): readonly LocalKey[] {
    return this.here.map(({ key }) => ({
      id: key.canonicalId,
      role: this.roles.get(key.canonicalId) ?? 'delegation',
      gun: null,
      path: `/trust/private/${key.canonicalId}.key`,
      encrypted: !this.plainText.has(key.canonicalId),
      exposed: false,
    }));
  }

  /** Signs a plan with the keys that it names, and no others, and publishes it; returns what people find then. */
  carryOut(plan: RepositoryPlan, fresh: readonly TestKey[] = []): RepositoryState {
    const all = [...this.here, ...fresh, ...Object.values(this.spares)];
    const named = new Set<KeyId>([...plan.unlocks, ...plan.newKeys].map(({ keyId }) => keyId));
    const signers = all.filter(({ key }) => named.has(key.canonicalId));
    const edits = plan.edits.map((edit) => this.#resolve(edit, all));
    const { gun } = this.repository;
    const draft =
      plan.base === null
        ? draftNewRepository(gun, edits, { now: NOW })
        : draftChanges(plan.base, edits, { now: NOW });
    serve(this.repository, signDraft(draft, signerAmong(signers)), this.#serverKeys);
    const saved = signers.filter((key) => !this.here.includes(key));
    this.here.push(...saved);
    this.exists = true;
    return stateOf(this.repository);
  }

  #resolve(edit: PlannedEdit, all: readonly TestKey[]): Edit {
    switch (edit.kind) {
      case 'certify-root-key': {
        const secret = all.find(({ key }) => key.canonicalId === edit.key.canonicalId);
        if (secret === undefined) {
          throw new Error('a root certificate for a key that is not here');
        }
        const certified = certifiedKey({
          commonName: this.repository.gun,
          privateKey: secret.privateKey,
        });
        return { kind: 'set-base-keys', role: 'root', keys: [certified.key] };
      }
      case 'use-server-key': {
        const made = ecKey();
        this.#serverKeys.push(made);
        return { kind: 'set-base-keys', role: edit.role, keys: [made.key] };
      }
      default:
        return edit;
    }
  }
}

/** Changes how one role is made by hand, and publishes that; what plans have published meanwhile is forgotten. */
export function amend({ repository }: PlanningWorld, role: RoleName, made: Partial<DelegationPlan>): void {
  const plan = repository.delegations.get(role);
  if (plan === undefined) {
    throw new Error(`there is no ${role}`);
  }
  Object.assign(plan, made);
  repository.bump().publish();
}

/** A world before there is a repository. */
export function emptyWorld(...here: readonly TestKey[]): PlanningWorld {
  const world = new PlanningWorld().holds(...here);
  world.exists = false;
  return world;
}

export interface Team {
  readonly world: PlanningWorld;
  readonly jeff: TestKey;
  readonly ben: TestKey;
}

/** As docker lays it out: jeff and ben may release; jeff signed what releases holds; everybody's keys are here. */
export function team(): Team {
  const repository = new TestRepository();
  const [jeff, ben] = [ecKey(), ecKey()];
  repository.targets.targets = [];
  repository.delegate('targets/releases', { keys: [jeff, ben], signers: [jeff] });
  repository.delegate('targets/jeff', { keys: [jeff] });
  repository.delegate('targets/ben', { keys: [ben], published: false });
  repository.publish();
  const world = new PlanningWorld(repository);
  world.here.push(jeff, ben);
  return { world, jeff, ben };
}

export function idOf({ key }: TestKey): KeyId {
  return key.canonicalId;
}

export function keysOf(state: RepositoryState, role: string): readonly KeyId[] {
  const named = role === 'targets' ? state.targets : state.delegations.get(roleName(role));
  return (named?.keys ?? []).map(({ canonicalId }) => canonicalId);
}

export function tagsOf(state: RepositoryState, role: string): readonly string[] {
  const named = role === 'targets' ? state.targets : state.delegations.get(roleName(role));
  return [...(named?.document?.body.targets.keys() ?? [])];
}

export function isUsable(state: RepositoryState, role: string): boolean {
  return state.delegations.get(roleName(role))?.usable === true;
}

/** What a plan says about one role. */
export function rowOf(plan: RepositoryPlan, role: string): RepositoryPlan['roles'][number] | undefined {
  return plan.roles.find((row) => row.role === role);
}

export function effectsOf<Kind extends RepositoryPlan['effects'][number]['kind']>(
  plan: RepositoryPlan,
  kind: Kind,
) {
  return plan.effects.filter((effect) => effect.kind === kind);
}

function newSpares() {
  return { root: ecKey(), targets: ecKey(), snapshot: ecKey() };
}

function newKey({ key }: TestKey): NewKey {
  return { key, algorithm: 'ecdsa-p256' };
}
