import { describe, expect, it } from 'vitest';
import {
  draftChanges,
  draftNewRepository,
  type Edit,
  parseTargets,
  type RepositoryDraft,
  type RoleName,
  type Signer,
  signDraft,
  TARGETS,
} from '../../source/tuf/index.ts';
import { NOW, TestRepository, tag } from '../support/repository-builder.ts';
import { certifiedKey, ecKey, rsaKey } from '../support/test-keys.ts';
import { roleName } from './support/documents.ts';
import { signedOf, signerAmong, stateOf } from './support/edited-repository.ts';

const ALICE = roleName('targets/alice');
const alice = ecKey();
const bob = ecKey();
const RESIGN: Edit = { kind: 'resign', role: ALICE };

function scene(parts: object = { keys: [alice, bob] }): TestRepository {
  const repository = new TestRepository();
  repository.delegate('targets/alice', parts);
  return repository.publish();
}

function drafted(edits: readonly Edit[], repository = scene()): RepositoryDraft {
  return draftChanges(stateOf(repository), edits, { now: NOW });
}

function signersOf(draft: RepositoryDraft, signers: readonly Signer[], role: RoleName = ALICE) {
  const file = signDraft(draft, signerAmong(signers)).find((each) => each.role === role);
  return parseTargets(ALICE, file?.bytes ?? new Uint8Array()).signatures.map(({ keyId }) => keyId);
}

describe('signing a draft', () => {
  it('is done by all keys at hand that may, each once, in the order of the role', () => {
    const stranger = ecKey();
    const draft = drafted([RESIGN]);
    expect(signersOf(draft, [stranger, bob, alice, bob])).toEqual([alice.key.id, bob.key.id]);
    expect(signersOf(draft, [bob])).toEqual([bob.key.id]);
  });

  it('says who is missing, by the IDs of key files', () => {
    const certified = certifiedKey({ commonName: 'bob', privateKey: bob.privateKey });
    const draft = drafted([RESIGN], scene({ keys: [alice, certified], threshold: 2, signers: [alice, bob] }));
    expect(() => signDraft(draft, signerAmong([alice]))).toThrow(
      expect.objectContaining({
        name: 'DraftError',
        detail: { code: 'signatures-missing', role: ALICE, needed: 2, found: 1, keyIds: [bob.key.id] },
      }),
    );
    expect(signersOf(draft, [alice, bob])).toEqual([alice.key.id, certified.key.id]);
  });

  it('does not count one key twice, plain and in a certificate', () => {
    const certified = certifiedKey({ commonName: 'alice', privateKey: alice.privateKey });
    const edits: readonly Edit[] = [
      { kind: 'add-delegation', role: ALICE, keys: [certified.key], paths: [] },
      { kind: 'set-threshold', role: ALICE, threshold: 2 },
      RESIGN,
    ];
    const repository = scene({ keys: [alice] });
    const draft = drafted(edits, repository);
    expect(() => signDraft(draft, signerAmong([alice, ...repository.targets.keys]))).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ needed: 2, found: 1 }) }),
    );
  });

  it('leaves out keys that nobody accepts', () => {
    const weak = rsaKey(1024);
    const draft = drafted([RESIGN], scene({ keys: [weak, alice] }));
    expect(signersOf(draft, [weak, alice])).toEqual([alice.key.id]);
    expect(() => signDraft(draft, signerAmong([weak]))).toThrow(
      expect.objectContaining({ code: 'signatures-missing' }),
    );
  });

  it('needs the keys of the root before for one with other keys', () => {
    const repository = scene();
    const next = certifiedKey({ commonName: repository.gun });
    const draft = drafted([{ kind: 'set-base-keys', role: 'root', keys: [next.key] }], repository);
    expect(() => signDraft(draft, signerAmong([next]))).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ role: 'root', needed: 1, found: 0 }) }),
    );
    const [file] = signDraft(draft, signerAmong([next, ...repository.root.keys]));
    expect(signedOf(file?.bytes ?? new Uint8Array()).version).toBe(2);
  });

  it.each([
    ['for another repository', { commonName: 'registry.example.com/other' }],
    ['that ran out', { notAfter: new Date(NOW.getTime() - 1) }],
    ['that is no certificate', null],
  ])('refuses a root with a certificate %s', (_, options) => {
    const repository = scene();
    const next = options === null ? ecKey() : certifiedKey({ commonName: repository.gun, ...options });
    const draft = drafted([{ kind: 'set-base-keys', role: 'root', keys: [next.key] }], repository);
    expect(() => signDraft(draft, signerAmong([next, ...repository.root.keys]))).toThrow(
      expect.objectContaining({ name: 'TufError', code: 'root-certificates-invalid' }),
    );
  });

  it('hands nothing out that does not verify', () => {
    const liar: Signer = { key: alice.key, sign: (message) => bob.sign(message) };
    expect(() => signDraft(drafted([RESIGN]), signerAmong([liar]))).toThrow(
      expect.objectContaining({ name: 'TufError', code: 'signatures-below-threshold' }),
    );
  });

  it('hands nothing out that Notary would store in another form', () => {
    const draft = drafted([RESIGN]);
    const spoil = (change: object): RepositoryDraft => ({
      ...draft,
      documents: draft.documents.map((each) => ({ ...each, signed: { ...each.signed, ...change } })),
    });
    for (const change of [{ spec_version: '1' }, { expires: '2029-01-01T00:00:00.000Z' }, { version: 9 }]) {
      expect(() => signDraft(spoil(change), signerAmong([alice]))).toThrow(
        expect.objectContaining({
          code: 'document-unstorable',
          detail: { code: 'document-unstorable', role: ALICE },
        }),
      );
    }
    const control = { targets: { 'a\u0001': { hashes: {}, length: 1 } } };
    expect(() => signDraft(spoil(control), signerAmong([alice]))).toThrow(
      expect.objectContaining({ code: 'document-unstorable' }),
    );
  });

  it('signs nothing when nothing changes, not even a snapshot', () => {
    const repository = scene();
    const draft = drafted([], repository);
    expect(signDraft(draft, signerAmong(repository.snapshot.keys))).toEqual([]);
  });

  it('signs the snapshot of a new repository when its key is here, and never the timestamp', () => {
    const { gun } = new TestRepository();
    const keys = {
      root: certifiedKey({ commonName: gun }),
      targets: ecKey(),
      snapshot: ecKey(),
      timestamp: ecKey(),
    };
    const edits = Object.entries(keys).map(
      ([role, { key }]): Edit => ({ kind: 'set-base-keys', role: role as 'root', keys: [key] }),
    );
    const put: Edit = { kind: 'put-target', role: TARGETS, target: tag('v1') };
    const draft = draftNewRepository(gun, [...edits, put], { now: NOW });
    const files = signDraft(draft, signerAmong(Object.values(keys)));
    expect(files.map(({ role, bytes }) => [role, signedOf(bytes).version])).toEqual([
      ['root', 1],
      ['targets', 1],
      ['snapshot', 1],
    ]);
    expect(Object.keys(signedOf(files[2]?.bytes ?? new Uint8Array()).meta)).toEqual(['root', 'targets']);
  });
});
