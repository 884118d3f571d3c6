import fc from 'fast-check';
import type { ChangeRequest } from '../../../../source/operations/index.ts';
import { TestRepository, tag } from '../../../support/repository-builder.ts';
import { certifiedKey, ecKey, ed25519Key, rsaKey, type TestKey } from '../../../support/test-keys.ts';
import { idOf, PlanningWorld, RELEASES, roleName } from './planning-world.ts';

/** Keys of all kinds; the first two are one key, plain and in a certificate. */
const PLAIN = ecKey();
const POOL: readonly TestKey[] = [
  PLAIN,
  certifiedKey({ commonName: 'jeff', privateKey: PLAIN.privateKey }),
  ed25519Key(),
  rsaKey(),
  certifiedKey({ commonName: 'ben' }),
  ecKey(),
  ecKey(),
];
const ROOT_KEY = certifiedKey({ commonName: new TestRepository().gun });
const [TARGETS_KEY, SNAPSHOT_KEY, TIMESTAMP_KEY] = [ecKey(), ecKey(), ecKey()];
const NAMES = ['jeff', 'ben', 'carol'] as const;
const NESTED = 'targets/jeff/nightly';
const TAGS = { v1: tag('v1'), v2: tag('v2'), v3: tag('v3'), other: tag('v1', 'another') } as const;

/** Keys by their place in the pool, so that a failing case can be read. */
const someOf = (minLength: number, maxLength = POOL.length) =>
  fc.subarray([...POOL.keys()], { minLength, maxLength });

const tags = fc.subarray(Object.keys(TAGS) as (keyof typeof TAGS)[]);

const delegation = fc.record({
  keys: someOf(0, 3),
  /** Mostly those who may, sometimes somebody else. */
  signers: fc.option(someOf(1, 2), { nil: null, freq: 2 }),
  threshold: fc.constantFrom(1, 1, 1, 2),
  published: fc.constantFrom(true, true, false),
  paths: fc.constantFrom([''], [''], ['v1'], []),
  tags,
});

const anyShape = fc.record({
  releases: fc.option(delegation, { nil: null, freq: 6 }),
  signers: fc.array(delegation, { minLength: 1, maxLength: NAMES.length }),
  nested: fc.option(delegation, { nil: null }),
  tags,
  here: someOf(0),
  holdsRoot: fc.boolean(),
  holdsTargets: fc.constantFrom(true, true, false),
});

type ValueOf<Some> = Some extends fc.Arbitrary<infer Value> ? Value : never;

function keysAt(places: readonly number[]): readonly TestKey[] {
  return POOL.filter((_, place) => places.includes(place));
}

function targetsOf(names: readonly (keyof typeof TAGS)[]) {
  return [...new Map(names.map((name) => [TAGS[name].name, TAGS[name]])).values()];
}

function delegate(repository: TestRepository, role: string, plan: ValueOf<typeof delegation>): void {
  repository.delegate(role, {
    ...plan,
    keys: keysAt(plan.keys),
    signers: plan.signers === null ? null : keysAt(plan.signers),
    targets: targetsOf(plan.tags),
  });
}

/** A repository of any shape, sound or broken, seen from a machine with any of its keys. */
function worldOf(shape: ValueOf<typeof anyShape>): PlanningWorld {
  const repository = new TestRepository();
  repository.root.keys = [ROOT_KEY];
  repository.targets.keys = [TARGETS_KEY];
  repository.snapshot.keys = [SNAPSHOT_KEY];
  repository.timestamp.keys = [TIMESTAMP_KEY];
  repository.targets.targets = targetsOf(shape.tags);
  if (shape.releases !== null) {
    delegate(repository, RELEASES, shape.releases);
  }
  for (const [index, plan] of shape.signers.entries()) {
    delegate(repository, `targets/${NAMES[index]}`, plan);
  }
  if (shape.nested !== null) {
    delegate(repository, NESTED, shape.nested);
  }
  repository.publish();
  return new PlanningWorld(repository).holds(
    ...keysAt(shape.here),
    ...(shape.holdsRoot ? [ROOT_KEY] : []),
    ...(shape.holdsTargets ? [TARGETS_KEY] : []),
  );
}

/** Any change; many make no sense in the repository that they meet. Keys stand in it by their place in the pool. */
const anyRequest = fc.record({
  kind: fc.constantFrom<ChangeRequest['kind']>(
    'signer-add',
    'signer-remove',
    'signer-rotate',
    'delegation-add',
    'delegation-remove',
    'delegation-purge',
    'witness',
    'sign',
    'revoke',
    'key-rotate',
  ),
  signer: fc.constantFrom<string>(...NAMES),
  other: fc.option(fc.constantFrom<string>(...NAMES), { nil: null }),
  role: fc.constantFrom(RELEASES, 'targets/jeff', 'targets/ben', NESTED),
  keys: someOf(1, 2),
  few: someOf(0, 1),
  more: someOf(0, 1),
  tags,
  old: fc.option(someOf(1, 2), { nil: null, freq: 1 }),
  flag: fc.boolean(),
  paths: fc.constantFrom<readonly string[]>([], [''], ['v1']),
  threshold: fc.constantFrom(null, 1, 2),
  base: fc.constantFrom('root' as const, 'targets' as const, 'snapshot' as const, 'timestamp' as const),
});

function requestOf(any: ValueOf<typeof anyRequest>): ChangeRequest {
  const keys = keysAt(any.keys).map(({ key }) => key);
  const few = keysAt(any.few);
  const role = roleName(any.role);
  const { signer } = any;
  switch (any.kind) {
    case 'signer-add':
      return { kind: any.kind, signer, keys };
    case 'signer-remove':
      return { kind: any.kind, signer, resignAs: any.other };
    case 'signer-rotate': {
      const oldKeys = any.old === null ? null : keysAt(any.old).map(idOf);
      const [newKey = PLAIN.key] = keys;
      return { kind: any.kind, signer, newKey, oldKeys, keepOld: any.flag };
    }
    case 'delegation-add':
      return {
        kind: any.kind,
        role,
        keys: few.map(({ key }) => key),
        paths: any.paths,
        threshold: any.threshold,
        keyIds: keysAt(any.more).map(idOf),
        resign: any.flag,
      };
    case 'delegation-remove':
      return { kind: any.kind, role, keys: few.map(idOf), paths: any.flag ? 'all' : any.paths };
    case 'delegation-purge':
      return { kind: any.kind, keys: keysAt(any.keys).map(idOf) };
    case 'key-rotate':
      return { kind: any.kind, role: any.base, serverManaged: any.flag, newKey: null };
    case 'sign':
      return { kind: any.kind, tags: targetsOf(any.tags), signer: any.other };
    case 'revoke':
      return {
        kind: any.kind,
        tags: any.flag ? 'all' : any.tags.map((name) => TAGS[name].name),
        signer: any.other,
      };
    default:
      return { kind: 'witness', roles: [role], as: any.other };
  }
}

/** A change of a repository, both to be made anew for each run, since carrying it out changes the world. */
export const anyCase = fc.record({ shape: anyShape, request: anyRequest });

export function caseOf({ shape, request }: ValueOf<typeof anyCase>): {
  readonly world: PlanningWorld;
  readonly request: ChangeRequest;
} {
  return { world: worldOf(shape), request: requestOf(request) };
}
