import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doctor } from '../../source/doctor/index.ts';
import type { Diagnosed, Examination, FixWay, StagedChange } from '../../source/operations/index.ts';
import { asRoleName, parentRole, RELEASES, type Signer, sameTarget } from '../../source/tuf/index.ts';
import { daysFromNow, rewritten, TestRepository, tag } from '../support/repository-builder.ts';
import { certifiedKey, ecKey, rsaKey, testKey } from '../support/test-keys.ts';
import { diagnosed, examined } from './support/examined.ts';

const ROLES = ['targets/releases', 'targets/jeff', 'targets/ben', 'targets/ben/nightly', 'targets/signers'];
const KEYS: readonly Signer[] = [
  ecKey(),
  ecKey(),
  ecKey(),
  certifiedKey({ commonName: 'omar', notAfter: daysFromNow(20) }),
  rsaKey(1024),
  testKey('quantum', Buffer.from('?'), ecKey().privateKey),
];
const DAMAGES: readonly (readonly [string, (text: string) => string])[] = [
  ['version', (text) => text.replace('"version":1', '"version":1.5')],
  ['type', (text) => text.replace('"_type":"Targets"', '"_type":"Root"')],
  ['date', (text) => text.replace(/"expires":"[^"]*"/, '"expires":"never"')],
  ['half', (text) => text.slice(0, text.length / 2)],
  ['no signatures', (text) => text.replace(/"signatures":\[.*\]/, '"signatures":[]')],
  ['other signature', (text) => text.replace(/"sig":"..../, '"sig":"AAAA')],
  ['other key', (text) => text.replace(/"keyid":"....../, '"keyid":"000000')],
];

const someKeys = fc.subarray([...KEYS.keys()]);
const role = fc.record({
  name: fc.constantFrom(...ROLES),
  keys: someKeys,
  signers: someKeys,
  threshold: fc.integer({ min: 1, max: 3 }),
  tags: fc.subarray(['v1', 'v2', 'a b', 'v1@x']),
  content: fc.constantFrom('one', 'other'),
  paths: fc.constantFrom([''], [], ['v'], ['zz']),
  days: fc.constantFrom(-1, 5, 900),
  published: fc.boolean(),
  fate: fc.constantFrom('served', 'served', 'served', 'unlisted', 'missing', 'exchanged'),
  damage: fc.option(fc.constantFrom(...DAMAGES.map(([name]) => name))),
});
/** Nothing but signatures is wrong, so that there is much that could be signed again. */
const unsigned = fc.record({
  name: fc.constantFrom(...ROLES),
  keys: fc.subarray([0, 1, 2], { minLength: 1 }),
  signers: fc.subarray([0, 1, 2], { minLength: 1 }),
  threshold: fc.constant(1),
  tags: fc.subarray(['v1', 'v2']),
  content: fc.constantFrom('one', 'one', 'other'),
  paths: fc.constant(['']),
  days: fc.constant(900),
  published: fc.constant(true),
  fate: fc.constant('served'),
  damage: fc.constant(null),
});
const base = fc.record({
  role: fc.constantFrom('root', 'targets', 'snapshot', 'timestamp'),
  days: fc.constantFrom(-1, 100, 900),
  damage: fc.option(fc.constantFrom(...DAMAGES.map(([name]) => name))),
});
const scene = fc.record({
  roles: fc.uniqueArray(role, { selector: ({ name }) => name, maxLength: ROLES.length }),
  bases: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(base, { maxLength: 2 }) },
  ),
  here: someKeys,
  hasTargetsKey: fc.boolean(),
  hasRootKey: fc.boolean(),
  staged: fc.boolean(),
});
const unsignedScene = fc.record({
  roles: fc.uniqueArray(unsigned, { selector: ({ name }) => name, minLength: 2, maxLength: ROLES.length }),
  bases: fc.constant([]),
  here: fc.subarray([0, 1, 2], { minLength: 1 }),
  hasTargetsKey: fc.boolean(),
  hasRootKey: fc.boolean(),
  staged: fc.constant(false),
});
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

function keysAt(indices: readonly number[]): readonly Signer[] {
  return indices.flatMap((index) => KEYS[index] ?? []);
}

function build({ roles, bases }: Scene): TestRepository {
  const repository = new TestRepository();
  for (const { name, damage, ...plan } of roles) {
    repository.delegate(name, {
      keys: keysAt(plan.keys),
      signers: keysAt(plan.signers),
      threshold: plan.threshold,
      targets: plan.tags.map((tagName) => tag(tagName, `${plan.content} ${tagName}`)),
      paths: plan.paths,
      expires: daysFromNow(plan.days),
      published: plan.published,
    });
    inflict(repository, name, damage);
    if (plan.fate === 'unlisted') {
      repository.unlisted.add(name);
    }
  }
  for (const { role: name, days, damage } of bases) {
    repository[name as 'root'].expires = daysFromNow(days);
    inflict(repository, name, damage);
  }
  repository.publish();
  for (const { name, fate } of roles) {
    for (const path of [...repository.files.keys()].filter((file) => file.startsWith(`${name}.`))) {
      if (fate === 'missing') {
        repository.files.delete(path);
      } else if (fate === 'exchanged') {
        repository.files.set(path, Buffer.from('{}'));
      }
    }
  }
  return repository;
}

function inflict(repository: TestRepository, name: string, damage: string | null): void {
  const change = DAMAGES.find(([known]) => known === damage)?.[1];
  if (change !== undefined) {
    repository.rewrites.set(name, rewritten(change));
  }
}

async function examine(drawn: Scene): Promise<Examination> {
  const repository = build(drawn);
  const [root, targets] = [repository.root.keys[0], repository.targets.keys[0]];
  const here = {
    ...Object.fromEntries(keysAt(drawn.here).map((key, index) => [`key${index}`, key])),
    ...(drawn.hasTargetsKey && targets !== undefined ? { targets } : {}),
    ...(drawn.hasRootKey && root !== undefined ? { root } : {}),
  };
  const staged: readonly StagedChange[] = drawn.staged
    ? [{ file: '0.change', action: 'create', scope: 'targets', type: 'target', path: 'v1', edits: null }]
    : [];
  return examined(repository, { here, staged });
}

describe('a repository that is broken in any way', () => {
  it('is examined and prescribed for without a failure, each thing told once, each way told whole', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (drawn) => {
        const examination = await examine(drawn);
        const found = await diagnosed(examination);
        const told = found.map(({ finding }) => [finding.code, finding.role, ...finding.subjects].join());
        expect(new Set(told).size).toBe(told.length);
        for (const { finding, fix } of found) {
          expect(finding.evidence.every(({ text }) => text !== '')).toBe(true);
          fix?.ways.forEach(expectWhole);
          expect(new Set(fix?.ways.map(({ id }) => id)).size).toBe(fix?.ways.length ?? 0);
          expect(fix?.automatic === true && (fix.judgement !== null || fix.ways[0]?.here !== true)).toBe(
            false,
          );
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('is never signed by itself but for content that signers vouch for', async () => {
    let automatic = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 1, arbitrary: scene }, { weight: 3, arbitrary: unsignedScene }),
        async (drawn) => {
          const examination = await examine(drawn);
          for (const one of await diagnosed(examination)) {
            automatic += expectVouched(one, examination);
          }
        },
      ),
      { numRuns: 250 },
    );
    expect(automatic).toBeGreaterThan(0);
  }, 60_000);
});

function expectWhole(way: FixWay): void {
  const { here, who, hindrance, action, label } = way;
  expect(label).not.toBe('');
  if (here) {
    expect([who, hindrance, action.kind === 'outside']).toEqual([[], null, false]);
  } else {
    expect(action.kind === 'outside' || hindrance !== null).toBe(true);
    // A defect of ours is put into words too, but is no reason to give to anybody.
    expect(hindrance ?? '').not.toContain('defect');
  }
}

/** Looked up in another way than the doctor does it; how many roles were signed by themselves. */
function expectVouched({ finding, fix }: Diagnosed, { facts }: Examination): number {
  const request = fix?.ways[0]?.action.kind === 'change' ? fix.ways[0].action.request : null;
  if (fix?.automatic !== true || request?.kind !== 'witness' || !finding.code.endsWith('-threshold')) {
    return 0;
  }
  const delegations = [...(facts?.state.delegations.values() ?? [])];
  const releases = delegations.find((one) => one.role === RELEASES);
  const may = new Set(releases?.keys.map(({ canonicalId }) => canonicalId));
  for (const name of request.roles) {
    const own = delegations.find((one) => one.role === asRoleName(name));
    const others = delegations.filter(
      (one) =>
        one.usable &&
        one.role !== name &&
        parentRole(one.role) === 'targets' &&
        one.keys.some(({ canonicalId }) => may.has(canonicalId)),
    );
    for (const target of own?.document?.body.targets.values() ?? []) {
      const held = others
        .filter(({ paths }) => paths?.some((path) => target.name.startsWith(path)))
        .map((one) => one.document?.body.targets.get(target.name));
      expect(held.some((other) => other !== undefined && sameTarget(other, target))).toBe(true);
    }
  }
  return request.roles.length;
}

it('has a level that is the worst of what is found', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (drawn) => {
      const { level, findings } = doctor.examine(await examine(drawn));
      const ranks = ['error', 'warning', 'notice', 'ok'];
      const levels = findings.map((finding) => ranks.indexOf(finding.level));
      expect(levels).toEqual(levels.toSorted());
      expect(level).toBe(findings[0]?.level ?? 'ok');
    }),
    { numRuns: 40 },
  );
}, 60_000);
