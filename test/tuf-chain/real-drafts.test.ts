import { describe, expect, it } from 'vitest';
import { loadRepositoryFixture, replay, repositoryFixtureNames } from '../../fixtures/load.ts';
import {
  asGun,
  canonicalJson,
  draftChanges,
  type Edit,
  type Gun,
  isFixedPoint,
  type JsonValue,
  ROOT,
  type RoleName,
  signDocument,
  TARGETS,
  TRUST_ON_FIRST_USE,
} from '../../source/tuf/index.ts';
import { runChain } from '../support/run-chain.ts';
import { target, textOf } from '../tuf/support/documents.ts';

function recordedState(name: string) {
  const fixture = loadRepositoryFixture(name);
  const input = {
    gun: asGun(fixture.gun) as Gun,
    cached: () => null,
    pinning: TRUST_ON_FIRST_USE,
    now: fixture.madeAt,
  };
  const { state } = runChain(input, (request) => replay(fixture.files, request));
  return { state, now: fixture.madeAt };
}

/** Canonical text without what every new version changes, and with nothing where Notary may also write null. */
function contentOf(signed: JsonValue): string {
  const { version: _, expires: __, ...content } = signed as { readonly [name: string]: JsonValue };
  return textOf(canonicalJson(content))
    .replaceAll('"keyids":null', '"keyids":[]')
    .replaceAll('"roles":null', '"roles":[]')
    .replaceAll('"targets":null', '"targets":{}');
}

describe.each(repositoryFixtureNames())('the real repository %s', (name) => {
  const { state, now } = recordedState(name);
  const documents = new Map<RoleName, { readonly version: number; readonly raw: JsonValue }>();
  for (const { role, document } of [state.root, state.targets, ...state.delegations.values()]) {
    if (document !== null) {
      documents.set(role, document);
    }
  }

  it('is signed again with all of its content, a version on, in a form that Notary keeps', () => {
    const edits = [...documents.keys()].map((role): Edit => ({ kind: 'resign', role }));
    const draft = draftChanges(state, edits, { now });
    expect(draft.documents.map(({ role }) => role)).toEqual([...documents.keys()]);
    for (const { role, from, version, signed, rules } of draft.documents) {
      const before = documents.get(role);
      expect(before).toBeDefined();
      expect([from, version]).toEqual([before?.version, (before?.version ?? 0) + 1]);
      expect(contentOf(signed)).toBe(contentOf(before?.raw ?? null));
      expect(isFixedPoint(role, signDocument(signed, []))).toBe(true);
      expect(rules).toHaveLength(1);
    }
  });

  it('is left alone by edits that say what is there already', () => {
    const edits = [...state.delegations.values()].flatMap(({ role, paths, document }): readonly Edit[] => [
      { kind: 'add-delegation', role, keys: [], paths: paths ?? [] },
      ...[...(document?.body.targets.values() ?? [])]
        .filter(({ name: target_ }) => paths?.some((path) => target_.startsWith(path)))
        .map((entry): Edit => ({ kind: 'put-target', role, target: entry })),
      { kind: 'remove-target', role, name: 'no such tag' },
      { kind: 'remove-keys', role, keyIds: [state.root.keys[0]?.canonicalId ?? ('' as never)] },
    ]);
    const draft = draftChanges(state, edits, { now });
    expect(draft.documents).toEqual([]);
    expect([...draft.delegations.keys()]).toEqual(
      [...state.delegations.values()].filter(({ document }) => document).map(({ role }) => role),
    );
  });

  it('changes in nothing but what is edited', () => {
    const added = target('added&<x>');
    const draft = draftChanges(state, [{ kind: 'put-target', role: TARGETS, target: added }], { now });
    const [document] = draft.documents;
    expect(draft.documents.map(({ role }) => role)).toEqual([TARGETS]);
    const targets = new Map(Object.entries(document?.signed['targets'] ?? {}));
    expect(targets.delete(added.name)).toBe(true);
    expect(contentOf({ ...document?.signed, targets: Object.fromEntries(targets) })).toBe(
      contentOf(documents.get(TARGETS)?.raw ?? null),
    );
  });

  it('keeps its root in all but the keys that are replaced', () => {
    const keys = [...state.targets.keys, ...state.root.keys];
    const edit: Edit = { kind: 'set-base-keys', role: 'targets', keys };
    const draft = draftChanges(state, [edit], { now });
    expect(draft.documents.map(({ role }) => role)).toEqual([ROOT, TARGETS]);
    const roles = JSON.parse(JSON.stringify(draft.documents[0]?.signed['roles']));
    const before = JSON.parse(JSON.stringify(state.root.document?.raw['roles']));
    roles.targets = before.targets;
    expect(contentOf({ ...draft.documents[0]?.signed, roles })).toBe(
      contentOf(state.root.document?.raw ?? null),
    );
  });
});
