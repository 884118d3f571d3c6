import { describe, expect, it } from 'vitest';
import type { Edit, RepositoryState, Signer } from '../../source/tuf/index.ts';
import { draftChanges, draftNewRepository, isFixedPoint, signDraft } from '../../source/tuf/index.ts';
import { NOW, TestRepository, tag } from '../support/repository-builder.ts';
import { certifiedKey, ecKey, ed25519Key, rsaKey } from '../support/test-keys.ts';
import { roleName } from '../tuf/support/documents.ts';
import { publishEdits, serve, signerAmong, stateOf, versionOf } from '../tuf/support/edited-repository.ts';

const RELEASES = roleName('targets/releases');
const ALICE = roleName('targets/alice');
const BOB = roleName('targets/bob');

interface Scene {
  readonly repository: TestRepository;
  /** Everybody's keys but the server's. */
  readonly people: readonly Signer[];
  readonly alice: Signer;
}

/** A repository as docker makes it: alice signs releases and her own role, the server makes the snapshot. */
function scene(): Scene {
  const repository = new TestRepository();
  const alice = ecKey();
  repository.delegate('targets/releases', { keys: [alice] });
  repository.delegate('targets/alice', { keys: [alice] });
  repository.publish();
  return { repository, people: [...repository.root.keys, ...repository.targets.keys, alice], alice };
}

function keyIdsOf(state: RepositoryState, role: string): readonly string[] {
  return state.delegations.get(roleName(role))?.keys.map(({ canonicalId }) => canonicalId) ?? [];
}

function tagsOf(state: RepositoryState, role: string): readonly string[] {
  const named = role === 'targets' ? state.targets : state.delegations.get(roleName(role));
  return [...(named?.document?.body.targets.keys() ?? [])];
}

describe('a draft that is signed and published', () => {
  it.each([
    ['ECDSA', ecKey],
    ['Ed25519', ed25519Key],
    ['RSA', rsaKey],
    ['certified', () => certifiedKey({ commonName: 'bob' })],
  ])('adds a signer with a key of type %s, who then signs', (_, makeKey) => {
    const { repository, people } = scene();
    const bob = makeKey();
    const add = [RELEASES, BOB].map(
      (role): Edit => ({ kind: 'add-delegation', role, keys: [bob.key], paths: [''] }),
    );
    const added = publishEdits(repository, add, people);
    expect(added.failure).toBeNull();
    expect(keyIdsOf(added, 'targets/bob')).toEqual([bob.key.canonicalId]);
    expect(keyIdsOf(added, 'targets/releases')).toContain(bob.key.canonicalId);
    expect(added.delegations.get(BOB)?.problems.map(({ code }) => code)).toEqual(['not-published']);

    const signed = publishEdits(
      repository,
      [RELEASES, BOB].map((role): Edit => ({ kind: 'put-target', role, target: tag('v2') })),
      [bob],
    );
    expect(signed.delegations.get(BOB)?.usable).toBe(true);
    expect(tagsOf(signed, 'targets/releases')).toEqual(['v1', 'v2']);
    expect(tagsOf(signed, 'targets/bob')).toEqual(['v2']);
  });

  it('rotates a signer at once: nobody ever finds a role unusable', () => {
    const { repository, people, alice } = scene();
    const next = ecKey();
    const edits = [RELEASES, ALICE].flatMap((role): readonly Edit[] => [
      { kind: 'add-delegation', role, keys: [next.key], paths: [] },
      { kind: 'remove-keys', role, keyIds: [alice.key.canonicalId] },
      { kind: 'resign', role },
    ]);
    const after = publishEdits(repository, edits, [...people, next]);
    expect(after.trusted).toBe(true);
    expect([...after.delegations.values()].map(({ usable }) => usable)).toEqual([true, true]);
    expect(keyIdsOf(after, 'targets/alice')).toEqual([next.key.id]);
    expect(tagsOf(after, 'targets/releases')).toEqual(['v1']);
  });

  it('removes a signer from everywhere', () => {
    const { repository, people, alice } = scene();
    const after = publishEdits(
      repository,
      [
        { kind: 'remove-delegation', role: ALICE },
        { kind: 'remove-keys', role: RELEASES, keyIds: [alice.key.canonicalId] },
      ],
      people,
    );
    expect([...after.delegations.keys()]).toEqual(['targets/releases']);
    expect(after.targets.document?.body.delegations.keys.size).toBe(0);
    expect(after.targets.document?.body.delegations.roles.map(({ name }) => name)).toEqual([RELEASES]);
  });

  it('rotates the root, followed by those who trust the old one', () => {
    const { repository, people } = scene();
    const cached = new Map(stateOf(repository).accepted.map(({ role, bytes }) => [role as string, bytes]));
    const next = certifiedKey({ commonName: repository.gun });
    const after = publishEdits(
      repository,
      [{ kind: 'set-base-keys', role: 'root', keys: [next.key] }],
      [...people, next],
    );
    expect(after.trusted).toBe(true);
    expect(after.root.document?.version).toBe(2);
    expect(after.root.document?.body.keys.has(repository.root.keys[0]?.key.id as never)).toBe(true);
    expect(stateOf(repository, cached).root.document?.version).toBe(2);
  });

  it('renews the certificate of the same root key', () => {
    const { repository, people } = scene();
    const [root] = repository.root.keys as readonly [ReturnType<typeof certifiedKey>];
    const renewed = certifiedKey({ commonName: repository.gun, privateKey: root.privateKey });
    const edit: Edit = { kind: 'set-base-keys', role: 'root', keys: [renewed.key] };
    const after = publishEdits(repository, [edit], people);
    expect(after.trusted).toBe(true);
    expect(after.root.signatures.map(({ keyId }) => keyId)).toEqual([renewed.key.id, root.key.id]);
  });

  it('rotates the repository key together with the file that it signs', () => {
    const { repository, people } = scene();
    const next = ecKey();
    const after = publishEdits(
      repository,
      [{ kind: 'set-base-keys', role: 'targets', keys: [next.key] }],
      [...people, next],
    );
    expect(after.trusted).toBe(true);
    expect(after.targets.document?.version).toBe(2);
    const gone = repository.targets.keys[0]?.key.id;
    expect(after.root.document?.body.keys.has(gone as never)).toBe(false);
  });

  it('takes the snapshot over from the server and gives it back', () => {
    const { repository, people } = scene();
    const mine = ecKey();
    const taken = publishEdits(
      repository,
      [{ kind: 'set-base-keys', role: 'snapshot', keys: [mine.key] }],
      [...people, mine],
    );
    expect(taken.trusted).toBe(true);
    expect(taken.snapshot.document?.version).toBe(2);

    const removed = publishEdits(repository, [{ kind: 'remove-delegation', role: ALICE }], [...people, mine]);
    expect(removed.trusted).toBe(true);
    expect([...(removed.snapshot.document?.body.meta.keys() ?? [])].toSorted()).toEqual([
      'root',
      'targets',
      'targets/releases',
    ]);

    const server = ecKey();
    const back = [{ kind: 'set-base-keys', role: 'snapshot', keys: [server.key] } as const];
    const draft = draftChanges(removed, back, { now: NOW });
    const files = signDraft(draft, signerAmong(people));
    expect(files.map(({ role }) => role)).toEqual(['root']);
    serve(repository, files, [server]);
    expect(stateOf(repository).trusted).toBe(true);
  });

  it('starts a repository', () => {
    const repository = new TestRepository('registry.example.com/new');
    const root = certifiedKey({ commonName: repository.gun });
    const [targets, timestamp, snapshot, alice] = [ecKey(), ed25519Key(), ed25519Key(), ecKey()];
    const base = { root, targets, timestamp, snapshot };
    const draft = draftNewRepository(
      repository.gun,
      [
        ...Object.entries(base).map(
          ([role, { key }]): Edit => ({ kind: 'set-base-keys', role: role as 'root', keys: [key] }),
        ),
        { kind: 'add-delegation', role: ALICE, keys: [alice.key], paths: [''] },
        { kind: 'put-target', role: ALICE, target: tag('v1') },
      ],
      { now: NOW },
    );
    const files = signDraft(draft, signerAmong([root, targets, alice]));
    expect(files.map(({ role, bytes }) => [role, versionOf(bytes)])).toEqual([
      ['root', 1],
      ['targets', 1],
      ['targets/alice', 1],
    ]);
    serve(repository, files, [timestamp, snapshot]);
    const state = stateOf(repository);
    expect(state.trusted).toBe(true);
    expect(tagsOf(state, 'targets/alice')).toEqual(['v1']);
  });

  it('goes on from the version of a releases role that nobody can read any more', () => {
    const { repository, people, alice } = scene();
    const bob = ecKey();
    const broken = publishEdits(
      repository,
      [
        { kind: 'add-delegation', role: RELEASES, keys: [bob.key], paths: [] },
        { kind: 'remove-keys', role: RELEASES, keyIds: [alice.key.id] },
      ],
      people,
    );
    expect(broken.delegations.get(RELEASES)?.usable).toBe(false);
    const draft = draftChanges(broken, [{ kind: 'put-target', role: RELEASES, target: tag('v2') }], {
      now: NOW,
    });
    expect(draft.documents.map(({ role, from, version, adopted }) => [role, from, version, adopted])).toEqual(
      [['targets/releases', 1, 2, true]],
    );
    serve(repository, signDraft(draft, signerAmong([bob])));
    expect(tagsOf(stateOf(repository), 'targets/releases')).toEqual(['v1', 'v2']);
  });

  it('says which last file comes back to life, and goes on from its version once that is known', () => {
    const { repository, people, alice } = scene();
    const removed = publishEdits(repository, [{ kind: 'remove-delegation', role: ALICE }], people);
    const again: Edit = { kind: 'add-delegation', role: ALICE, keys: [alice.key], paths: [''] };
    const bare = draftChanges(removed, [again], { now: NOW });
    expect([bare.revived, bare.unknownVersions, bare.delegations.has(ALICE)]).toEqual([[ALICE], [], false]);

    const edits = [again, { kind: 'put-target', role: ALICE, target: tag('v9') } as const];
    const blind = draftChanges(removed, edits, { now: NOW });
    expect(blind.unknownVersions).toEqual([ALICE]);
    expect(() => signDraft(blind, signerAmong(people))).toThrow(
      expect.objectContaining({ name: 'DraftError', code: 'version-unknown' }),
    );
    const known = draftChanges(removed, edits, { now: NOW, knownVersions: new Map([[ALICE, 1]]) });
    expect([known.revived, known.unknownVersions]).toEqual([[], []]);
    const files = signDraft(known, signerAmong(people));
    expect(files.every(({ role, bytes }) => isFixedPoint(role, bytes))).toBe(true);
    serve(repository, files);
    expect(tagsOf(stateOf(repository), 'targets/alice')).toEqual(['v9']);
  });
});
