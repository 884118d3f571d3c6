import { createHash } from 'node:crypto';
import {
  asGun,
  asRoleName,
  buildRoot,
  buildSnapshot,
  buildTargets,
  buildTimestamp,
  type FileReply,
  type FileRequest,
  fileMetaOf,
  formatExpiry,
  type Gun,
  isDirectChild,
  type RoleName,
  type SignedPart,
  type Signer,
  signDocument,
  type Target,
} from '../../source/tuf/index.ts';
import { certifiedKey, ecKey } from './test-keys.ts';

/** The moment at which test repositories live. */
export const NOW = new Date('2026-11-23T12:00:00Z');

export interface RolePlan {
  version: number;
  expires: Date;
  /** Who may sign it. */
  keys: readonly Signer[];
  threshold: number;
  /** Who does sign it; those who may, by default. */
  signers: readonly Signer[] | null;
}

export interface TargetsPlan extends RolePlan {
  targets: readonly Target[];
}

export interface DelegationPlan extends TargetsPlan {
  paths: readonly string[];
  /** Whether there is a file; a role can be delegated to and never be published. */
  published: boolean;
  /** Whether its parent names it; servers go on listing the files of roles that are delegated to no more. */
  delegated: boolean;
}

/** Changes a file between signing and serving; whoever vouches for it vouches for what comes out. */
export type Rewrite = (file: Uint8Array) => Uint8Array;

/**
 * A repository and its server, for tests: plain values that a test changes at will, and `publish`, which writes every
 * file anew from them.
 *
 *     const repository = new TestRepository();
 *     const alice = repository.delegate('targets/alice');
 *     alice.targets = [tag('v1')];
 *     repository.publish();
 *     runChain({ gun: repository.gun, … }, repository.answer);
 *
 * Nothing is bumped by itself: a test that publishes again says which versions rise, or calls `bump`.
 */
export class TestRepository {
  readonly gun: Gun;
  root: RolePlan;
  timestamp: RolePlan = rolePlan(daysFromNow(14));
  snapshot: RolePlan = rolePlan(daysFromNow(3 * 365));
  targets: TargetsPlan = { ...rolePlan(daysFromNow(3 * 365)), targets: [tag('v1')] };
  readonly delegations = new Map<RoleName, DelegationPlan>();
  readonly rewrites = new Map<string, Rewrite>();
  /** Roles that the snapshot does not list. */
  readonly unlisted = new Set<string>();
  /** Every file that was ever published and still is served: by `ROLE.json`, `ROLE.HASH.json` and `N.ROLE.json`. */
  readonly files = new Map<string, Uint8Array>();
  readonly #signed = new Map<string, Uint8Array>();

  constructor(gun = 'registry.example.com/team/app') {
    this.gun = mustBe(asGun(gun), gun);
    this.root = { ...rolePlan(daysFromNow(10 * 365)), keys: [certifiedKey({ commonName: gun })] };
  }

  /** Adds a delegation with a key of its own and one tag. */
  delegate(role: string, plan: Partial<DelegationPlan> = {}): DelegationPlan {
    const delegation: DelegationPlan = {
      ...rolePlan(daysFromNow(3 * 365)),
      targets: [tag('v1')],
      paths: [''],
      published: true,
      delegated: true,
      ...plan,
    };
    this.delegations.set(mustBe(asRoleName(role), role), delegation);
    return delegation;
  }

  /** Replaces the root's key by a new one, both of which sign, as Notary does. */
  rotateRoot(next: Signer = certifiedKey({ commonName: this.gun })): this {
    const { keys, version } = this.root;
    this.root = { ...this.root, version: version + 1, keys: [next], signers: [...keys, next] };
    return this;
  }

  /** Raises the version of every role but root, as after a change everywhere. */
  bump(): this {
    for (const plan of [this.timestamp, this.snapshot, this.targets, ...this.delegations.values()]) {
      plan.version += 1;
    }
    return this;
  }

  /** Writes every file from the plans and serves it; files of earlier versions stay. */
  publish(): this {
    const listed = new Map<string, Uint8Array>([
      ['root', this.#write('root', this.root, this.#rootPart())],
      ['targets', this.#write('targets', this.targets, this.#targetsPart('targets', this.targets))],
    ]);
    for (const [role, plan] of this.delegations) {
      if (plan.published) {
        listed.set(role, this.#write(role, plan, this.#targetsPart(role, plan)));
      }
    }
    const snapshotMeta = metaOf([...listed].filter(([role]) => !this.unlisted.has(role)));
    const snapshot = this.#write(
      'snapshot',
      this.snapshot,
      buildSnapshot({ ...dated(this.snapshot), meta: snapshotMeta }),
    );
    const meta = metaOf([['snapshot', snapshot]]);
    this.#write('timestamp', this.timestamp, buildTimestamp({ ...dated(this.timestamp), meta }));
    return this;
  }

  /** What an honest server answers. */
  readonly answer = (request: FileRequest): FileReply => {
    const bytes = this.files.get(pathOf(request));
    if (bytes === undefined) {
      return { kind: 'missing' };
    }
    return bytes.length > request.maxBytes ? { kind: 'too-large' } : { kind: 'found', bytes };
  };

  /** The file that is served for a role now. */
  current(role: string): Uint8Array {
    return mustBe(this.files.get(`${role}.json`) ?? null, role);
  }

  #write(role: string, plan: RolePlan, part: SignedPart): Uint8Array {
    const signed = this.#sign(part, plan.signers ?? plan.keys);
    const file = this.rewrites.get(role)?.(signed) ?? signed;
    this.files.set(`${role}.json`, file);
    this.files.set(`${role}.${createHash('sha256').update(file).digest('hex')}.json`, file);
    this.files.set(`${plan.version}.${role}.json`, file);
    return file;
  }

  /** ECDSA signatures differ each time: what is unchanged is not signed again, so that its bytes stay. */
  #sign(part: SignedPart, signers: readonly Signer[]): Uint8Array {
    const content = JSON.stringify([part, signers.map(({ key }) => key.id)]);
    const file = this.#signed.get(content) ?? signDocument(part, signers);
    this.#signed.set(content, file);
    return file;
  }

  #rootPart(): SignedPart {
    const { root, timestamp, snapshot, targets } = this;
    const plans = { root, timestamp, snapshot, targets };
    return buildRoot({
      ...dated(root),
      keys: uniqueKeys(Object.values(plans)),
      roles: {
        root: roleKeys(root),
        timestamp: roleKeys(timestamp),
        snapshot: roleKeys(snapshot),
        targets: roleKeys(targets),
      },
    });
  }

  #targetsPart(role: string, plan: TargetsPlan): SignedPart {
    const children = [...this.delegations].filter(
      ([name, child]) => child.delegated && isDirectChild(name, role as RoleName),
    );
    return buildTargets({
      ...dated(plan),
      targets: plan.targets,
      delegations: {
        keys: uniqueKeys(children.map(([, child]) => child)),
        roles: children.map(([name, child]) => ({ name, paths: child.paths, ...roleKeys(child) })),
      },
    });
  }
}

/** A rewrite that changes `signed` and signs it again: what whoever holds those keys can do. */
export function resigned(signers: readonly Signer[], change: (signed: SignedPart) => SignedPart): Rewrite {
  return (file) => {
    const document = JSON.parse(Buffer.from(file).toString('utf8'));
    return signDocument(change(document.signed), signers);
  };
}

/** A rewrite of the text of a file, after which its signatures stay as they were. */
export function rewritten(change: (text: string) => string): Rewrite {
  return (file) => Buffer.from(change(Buffer.from(file).toString('utf8')), 'utf8');
}

/** A tag as docker signs one; other `content` makes another digest. */
export function tag(name: string, content = name): Target {
  return { name, ...fileMetaOf(Buffer.from(content, 'utf8')), custom: undefined };
}

export function daysFromNow(days: number): Date {
  return new Date(NOW.getTime() + days * 24 * 60 * 60 * 1000);
}

/** The path below `_trust/tuf/` under which a server has what is asked for. */
export function pathOf({ role, by }: FileRequest): string {
  switch (by.kind) {
    case 'current':
      return `${role}.json`;
    case 'sha256':
      return `${role}.${by.sha256}.json`;
    case 'version':
      return `${by.version}.${role}.json`;
  }
}

function rolePlan(expires: Date): RolePlan {
  return { version: 1, expires, keys: [ecKey()], threshold: 1, signers: null };
}

function dated({ version, expires }: RolePlan) {
  return { version, expires: formatExpiry(expires) };
}

function roleKeys({ keys, threshold }: RolePlan) {
  return { keyIds: keys.map(({ key }) => key.id), threshold };
}

function uniqueKeys(plans: readonly RolePlan[]) {
  return plans.flatMap(({ keys }) => keys.map(({ key }) => key));
}

function metaOf(files: readonly (readonly [string, Uint8Array])[]) {
  return new Map(files.map(([role, bytes]) => [role, fileMetaOf(bytes)]));
}

function mustBe<Value>(value: Value | null, text: string): Value {
  if (value === null) {
    throw new Error(`not what a test repository can have: ${text}`);
  }
  return value;
}
