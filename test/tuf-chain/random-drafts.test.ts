import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DraftError,
  draftChanges,
  type Edit,
  isFixedPoint,
  ROOT,
  type RoleName,
  type SignedFile,
  signDraft,
  TARGETS,
  type Target,
  TufError,
} from '../../source/tuf/index.ts';
import { NOW, TestRepository, tag } from '../support/repository-builder.ts';
import { certifiedKey, ecKey, ed25519Key } from '../support/test-keys.ts';
import { roleName } from '../tuf/support/documents.ts';
import { serve, signerAmong, stateOf } from '../tuf/support/edited-repository.ts';
import { anyText, jsonValue } from '../tuf/support/json.ts';

const people = [ecKey(), ed25519Key(), certifiedKey({ commonName: 'somebody' })] as const;
const certified = certifiedKey({ commonName: 'ann', privateKey: people[0].privateKey });
const pool = [...people, certified];
const GUN = new TestRepository().gun;
const roots = [certifiedKey({ commonName: GUN }), certifiedKey({ commonName: GUN })];
const snapshotKey = ecKey();

const ROLES = ['targets/a', 'targets/b', 'targets/a/x', 'targets/a/x/y', 'targets/c'].map(roleName);
const PATHS = ['', 'v', 'v1', 'w&<>'];

const role = fc.constantFrom(...ROLES);
const key = fc.constantFrom(...pool.map((each) => each.key));
const keys = fc.uniqueArray(key, { maxLength: 3 });
const paths = fc.array(fc.oneof(fc.constantFrom(...PATHS), anyText(3)), { maxLength: 2 });
const name = fc.oneof(fc.constantFrom('v1', 'v2', '__proto__'), anyText(6));
const target: fc.Arbitrary<Target> = fc
  .record({
    name,
    content: fc.string(),
    custom: fc.option(jsonValue({ controls: true }), { nil: undefined }),
  })
  .map((parts) => ({ ...tag(parts.name, parts.content), custom: parts.custom ?? undefined }));
const held = fc.oneof(role, fc.constant(TARGETS));

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('add-delegation' as const), role, keys, paths }),
  fc.record({ kind: fc.constant('remove-keys' as const), role, keyIds: keys.map(idsOf) }),
  fc.record({ kind: fc.constant('purge-keys' as const), keyIds: keys.map(idsOf) }),
  fc.record({
    kind: fc.constant('remove-paths' as const),
    role,
    paths: fc.oneof(paths, fc.constant('all' as const)),
  }),
  fc.record({ kind: fc.constant('set-threshold' as const), role, threshold: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('remove-delegation' as const), role }),
  fc.record({ kind: fc.constant('put-target' as const), role: held, target }),
  fc.record({ kind: fc.constant('remove-target' as const), role: held, name }),
  fc.record({ kind: fc.constant('resign' as const), role: fc.oneof(held, fc.constant(ROOT)) }),
  fc.record({
    kind: fc.constant('set-base-keys' as const),
    role: fc.constant('root' as const),
    keys: fc.subarray(roots, { minLength: 1 }).map((signers) => signers.map((each) => each.key)),
  }),
  fc.record({
    kind: fc.constant('set-base-keys' as const),
    role: fc.constantFrom('targets' as const, 'snapshot' as const),
    keys: fc.constantFrom([snapshotKey.key], [people[0].key]),
  }),
);

function idsOf(list: readonly { readonly canonicalId: string }[]) {
  return list.map(({ canonicalId }) => canonicalId as never);
}

/** Each role is there or not, with keys of its own; those below one that is missing are left out. */
const repository = fc
  .tuple(
    fc.subarray(ROLES),
    fc.infiniteStream(fc.record({ keys: fc.subarray(pool, { minLength: 1 }), published: fc.boolean() })),
  )
  .map(([roles, plans]) => {
    const made = new TestRepository(GUN);
    made.root.keys = roots.slice(0, 1);
    const present = roles.filter((each) => parents(each).every((parent) => roles.includes(parent)));
    for (const each of present) {
      made.delegate(each, plans.next().value);
    }
    return made.publish();
  });

function parents(each: RoleName): readonly RoleName[] {
  return ROLES.filter((other) => each.startsWith(`${other}/`));
}

/** What signing comes to; null where an edit, or somebody's absence, rightly stands in the way. */
function attempt<Value>(make: () => Value): Value | null {
  try {
    return make();
  } catch (error) {
    expect(error instanceof DraftError || error instanceof TufError, String(error)).toBe(true);
    expect(error).not.toMatchObject({ code: 'document-unstorable' });
    return null;
  }
}

describe('any edits of any repository', () => {
  it('come out as files that Notary keeps as they are, which verify and say what was drafted', () => {
    let published = 0;
    fc.assert(
      fc.property(repository, fc.array(edit, { minLength: 1, maxLength: 8 }), (made, edits) => {
        const before = stateOf(made);
        const possible: Edit[] = [];
        for (const each of edits) {
          possible.push(each);
          if (attempt(() => draftChanges(before, possible, { now: NOW })) === null) {
            possible.pop();
          }
        }
        const draft = draftChanges(before, possible, { now: NOW });
        const everybody = [...pool, ...roots, snapshotKey, ...made.targets.keys];
        const files = attempt<readonly SignedFile[]>(() => signDraft(draft, signerAmong(everybody)));
        if (files === null) {
          return;
        }
        expect(files.filter(({ role: each, bytes }) => !isFixedPoint(each, bytes))).toEqual([]);
        serve(made, files, everybody);
        const after = stateOf(made);
        expect(after.failure).toBeNull();
        expect(after.root.document?.body).toEqual(draft.root);
        expect(after.targets.document?.body).toEqual(draft.targets);
        for (const { role: each } of draft.documents.filter((document) => document.role !== ROOT)) {
          const state = each === TARGETS ? after.targets : after.delegations.get(each);
          // Below a role that has lost its last key nothing is usable, however well it is signed.
          const problems = state?.problems.filter(({ code }) => code !== 'parent-unusable');
          expect(problems, each).toEqual([]);
        }
        for (const [each, body] of draft.delegations) {
          expect(after.delegations.get(each)?.document?.body ?? body).toEqual(body);
        }
        expect(draft.removed.filter((each) => after.delegations.has(each))).toEqual([]);
        published += files.length > 0 ? 1 : 0;
      }),
      { numRuns: 120 },
    );
    expect(published).toBeGreaterThan(40);
  }, 60_000);
});
