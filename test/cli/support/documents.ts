import * as v from 'valibot';

/** What docs/json.md promises of changes, to the member: one more, one less or one of another type is refused. */

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const keyId = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const date = v.pipe(v.string(), v.isoTimestamp());

const keySchema = v.strictObject({
  id: keyId,
  tufId: keyId,
  algorithm: text,
  owner: v.nullable(text),
  place: v.picklist(['here', 'new', 'server', 'elsewhere']),
});

const target = v.strictObject({
  name: text,
  length: count,
  sha256: v.nullable(digest),
  sha512: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/))),
});

const targetChange = v.strictObject({
  action: v.picklist(['added', 'changed', 'removed']),
  name: text,
  from: v.nullable(digest),
  to: v.nullable(digest),
});

const comparison = v.strictObject({
  with: v.variant('kind', [
    v.strictObject({ kind: v.literal('last-verified'), version: count }),
    v.strictObject({ kind: v.literal('signers') }),
  ]),
  targets: v.array(targetChange),
  delegations: v.array(text),
});

const role = v.strictObject({
  role: text,
  action: v.picklist(['created', 'changed', 're-signed', 'removed', 'server-signed']),
  fromVersion: v.nullable(count),
  toVersion: v.nullable(count),
  expires: v.strictObject({ from: v.nullable(date), to: v.nullable(date) }),
  keysAdded: v.array(keySchema),
  keysRemoved: v.array(keySchema),
  threshold: v.strictObject({ from: v.nullable(count), to: v.nullable(count) }),
  pathsAdded: v.array(text),
  pathsRemoved: v.array(text),
  targets: v.array(targetChange),
  unchangedTargets: count,
  content: v.optional(
    v.strictObject({
      targets: v.array(target),
      delegations: v.array(
        v.strictObject({ role: text, keys: v.array(keySchema), threshold: count, paths: v.array(text) }),
      ),
    }),
  ),
  comparisons: v.optional(v.array(comparison)),
  signedBy: v.array(keySchema),
});

const effect = v.strictObject({
  kind: text,
  tags: v.optional(v.union([v.array(text), count])),
  count: v.optional(count),
  signer: v.optional(text),
  role: v.optional(text),
  key: v.optional(keySchema),
  keys: v.optional(v.array(keySchema)),
  repositories: v.optional(v.array(text)),
  why: v.optional(text),
  remote: v.optional(v.boolean()),
});

const plan = v.strictObject({
  outcome: v.picklist(['ready', 'nothing-to-do', 'needs-others']),
  half: v.nullable(v.picklist([1, 2])),
  roles: v.array(role),
  effects: v.array(effect),
  risks: v.array(
    v.picklist([
      'releases-unusable',
      'role-unusable',
      'last-signer',
      'unverified-content',
      'root-rotation',
      'trust-data-deleted',
    ]),
  ),
  tasks: v.array(
    v.strictObject({
      when: v.picklist(['before', 'after']),
      who: v.array(keySchema),
      role: text,
      what: v.picklist(['sign', 'make-change', 'finish']),
      commands: v.array(v.strictObject({ tool: v.picklist(['trustdeck', 'notary', 'docker']), line: text })),
    }),
  ),
  unlocks: v.array(v.strictObject({ id: keyId, roles: v.array(text) })),
  newKeys: v.array(v.strictObject({ id: keyId, role: text, gun: v.nullable(text) })),
  commandLine: text,
});

const error = v.strictObject({ code: text, message: text, why: text, next: text });

export const ERROR_DOCUMENT = v.strictObject({ error });

export const CHANGE_DOCUMENT = v.strictObject({
  repositories: v.array(
    v.strictObject({
      gun: text,
      plan: v.nullable(plan),
      result: v.picklist(['published', 'planned', 'nothing-to-do', 'failed']),
      verified: v.boolean(),
      error: v.nullable(error),
    }),
  ),
});

/** Every member that the documents have, by name. */
export function membersOf(schema: v.GenericSchema): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    if ('entries' in value && typeof value.entries === 'object' && value.entries !== null) {
      for (const [name, entry] of Object.entries(value.entries)) {
        names.add(name);
        walk(entry);
      }
    }
    for (const inner of ['wrapped', 'item', 'options'] as const) {
      if (inner in value) {
        const next: unknown = (value as Record<string, unknown>)[inner];
        for (const one of Array.isArray(next) ? next : [next]) {
          walk(one);
        }
      }
    }
  };
  walk(schema);
  return names;
}
