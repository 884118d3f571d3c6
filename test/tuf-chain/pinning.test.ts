import { describe, expect, it } from 'vitest';
import { asKeyId, type FileRequest, type KeyId, type TrustPinning } from '../../source/tuf/index.ts';
import { CODE_SIGNING, certificatePem, SERVER_AUTH } from '../support/certificate-builder.ts';
import { daysFromNow, TestRepository } from '../support/repository-builder.ts';
import { TestClient } from '../support/test-client.ts';
import { certifiedKey, ecKey, type TestKey } from '../support/test-keys.ts';

const GUN = 'registry.example.com/team/app';
const OTHER = asKeyId('0'.repeat(64)) as KeyId;

interface Case {
  readonly certs?: Readonly<Record<string, readonly KeyId[]>>;
  readonly ca?: Readonly<Record<string, string>>;
  readonly trustOnFirstUse?: boolean;
}

function pinning({ certs = {}, ca = {}, trustOnFirstUse = false }: Case): TrustPinning {
  return { certs: new Map(Object.entries(certs)), ca: new Map(Object.entries(ca)), trustOnFirstUse };
}

/** What comes of a first update with a root by `key`, under that configuration. */
function firstUpdate(key: TestKey, pins: Case, gun = GUN) {
  const repository = new TestRepository(gun);
  repository.root.keys = [key];
  return new TestClient(repository.publish(), { pinning: pinning(pins) }).update().state;
}

describe('pinning by certificate', () => {
  const key = certifiedKey({ commonName: GUN });
  const { id } = key.key;
  const mismatch = (pin: string, certs: Case['certs'] = {}) => ({
    code: 'root-pin-mismatch',
    role: 'root',
    pinnedBy: 'certificate',
    pin,
    allowed: certs[pin],
    served: [id],
  });

  it.each<[string, Case]>([
    ['the exact GUN', { certs: { [GUN]: [OTHER, id] } }],
    ['a prefix', { certs: { 'registry.example.com/team/*': [id] } }],
    ['a prefix in the middle of a name', { certs: { 'registry.example.com/te*': [id] } }],
    ['everything', { certs: { '*': [id] } }],
    [
      'the longest prefix',
      { certs: { 'registry.example.com/*': [OTHER], 'registry.example.com/team/*': [id] } },
    ],
    ['the exact GUN before any prefix', { certs: { [`${GUN}*`]: [OTHER], [GUN]: [id] } }],
  ])('accepts a certificate pinned by %s', (_name, pins) => {
    expect(firstUpdate(key, pins).failure).toBeNull();
  });

  it.each<[string, Case, string]>([
    ['another certificate', { certs: { [GUN]: [OTHER] }, trustOnFirstUse: true }, GUN],
    ['an empty list, which allows none', { certs: { [GUN]: [] }, trustOnFirstUse: true }, GUN],
    [
      'the longest prefix',
      { certs: { '*': [id], 'registry.example.com/*': [OTHER] } },
      'registry.example.com/*',
    ],
  ])('refuses what is pinned by %s', (_name, pins, pin) => {
    expect(firstUpdate(key, pins).failure).toEqual(mismatch(pin, pins.certs));
  });

  it('matches GUNs by exact case', () => {
    const shouting = 'registry.example.com/Team/App';
    const loud = certifiedKey({ commonName: shouting });
    expect(firstUpdate(loud, { certs: { [shouting]: [OTHER] } }, shouting).failure?.code).toBe(
      'root-pin-mismatch',
    );
    expect(firstUpdate(loud, { certs: { [shouting]: [loud.key.id] } }, shouting).failure).toBeNull();
    expect(firstUpdate(loud, { certs: { [GUN]: [loud.key.id] } }, shouting).failure?.code).toBe(
      'root-not-pinned',
    );
  });

  it('does not accept a root that lists a pinned certificate which has not signed it', () => {
    const attacker = certifiedKey({ commonName: GUN });
    const repository = new TestRepository(GUN);
    repository.root = { ...repository.root, keys: [key, attacker], signers: [attacker] };
    const client = new TestClient(repository.publish(), { pinning: pinning({ certs: { [GUN]: [id] } }) });
    expect(client.update().state.failure).toMatchObject({
      code: 'signatures-below-threshold',
      role: 'root',
      valid: 0,
    });
  });
});

describe('pinning by CA', () => {
  const authority = ecKey().privateKey;
  const caDates = { notBefore: daysFromNow(-10), notAfter: daysFromNow(1000) };
  const ca = certificatePem({ subjectKey: authority, commonName: 'CA', isCa: true, ...caDates });
  const issuer = { commonName: 'CA', privateKey: authority };
  const pins: Case = { ca: { 'registry.example.com/team': ca } };

  it.each([
    ['without extended key usage', certifiedKey({ commonName: GUN, issuer })],
    ['for TLS servers', certifiedKey({ commonName: GUN, issuer, extendedKeyUsage: [SERVER_AUTH] })],
  ])('accepts a leaf of the CA %s', (_name, key) => {
    expect(firstUpdate(key, pins).failure).toBeNull();
  });

  it('accepts a leaf through an intermediate certificate', () => {
    const middle = ecKey().privateKey;
    const append = certificatePem({
      subjectKey: middle,
      commonName: 'Middle',
      isCa: true,
      issuer,
      ...caDates,
    });
    const key = certifiedKey({
      commonName: GUN,
      issuer: { commonName: 'Middle', privateKey: middle },
      append,
    });
    expect(firstUpdate(key, pins).failure).toBeNull();
  });

  it.each([
    ['that signed itself', certifiedKey({ commonName: GUN })],
    [
      'for code signing alone, as Notary makes them',
      certifiedKey({ commonName: GUN, issuer, extendedKeyUsage: [CODE_SIGNING] }),
    ],
    [
      'of another CA by the same name',
      certifiedKey({ commonName: GUN, issuer: { commonName: 'CA', privateKey: ecKey().privateKey } }),
    ],
  ])('refuses a leaf %s', (_name, key) => {
    expect(firstUpdate(key, pins).failure).toEqual({
      code: 'root-pin-mismatch',
      role: 'root',
      pinnedBy: 'ca',
      pin: 'registry.example.com/team',
      allowed: [],
      served: [key.key.id],
    });
  });

  it('says so when the file of CAs holds none', () => {
    const key = certifiedKey({ commonName: GUN, issuer });
    expect(firstUpdate(key, { ca: { registry: 'nothing' }, trustOnFirstUse: true }).failure).toEqual({
      code: 'pinned-ca-unreadable',
      role: 'root',
      pin: 'registry',
    });
  });

  it('comes after pins by certificate and before trust on first use', () => {
    const key = certifiedKey({ commonName: GUN });
    const both: Case = { certs: { '*': [key.key.id] }, ...pins };
    expect(firstUpdate(key, both).failure).toBeNull();
    expect(firstUpdate(key, { ...pins, trustOnFirstUse: true }).failure?.code).toBe('root-pin-mismatch');
  });
});

describe('a first root that is replaced while it is being read', () => {
  const first = certifiedKey({ commonName: GUN });
  const next = certifiedKey({ commonName: GUN });

  function updateDuringRotation(allowed: readonly TestKey[]) {
    const repository = new TestRepository(GUN);
    repository.root.keys = [first];
    const old = repository.publish().current('root');
    repository.rotateRoot(next).bump().publish();
    const pins = pinning({ certs: { [GUN]: allowed.map(({ key }) => key.id) } });
    return new TestClient(repository, { pinning: pins }).update((request) =>
      request.role === 'root' && request.by.kind === 'current'
        ? { kind: 'found', bytes: old }
        : repository.answer(request),
    ).state;
  }

  it('is followed to its successor', () => {
    const { failure, root } = updateDuringRotation([first, next]);
    expect(failure).toBeNull();
    expect(root.document?.version).toBe(2);
  });

  it('does not lead around the pin', () => {
    expect(updateDuringRotation([first]).failure?.code).toBe('root-pin-mismatch');
  });
});

describe('trust on first use switched off', () => {
  it('refuses what nothing pins', () => {
    const { failure, accepted } = firstUpdate(certifiedKey({ commonName: GUN }), {});
    expect(failure).toEqual({ code: 'root-not-pinned', role: 'root', gun: GUN });
    expect(accepted).toEqual([]);
  });

  it('does not matter where a root is trusted already', () => {
    const repository = new TestRepository(GUN).publish();
    const first = new TestClient(repository);
    first.update();
    const strict = new TestClient(repository, { pinning: pinning({ certs: { [GUN]: [] } }) });
    for (const [role, bytes] of first.cache) {
      strict.cache.set(role, bytes);
    }
    expect(strict.update().state.failure).toBeNull();
    repository.rotateRoot().bump().publish();
    expect(strict.update().state.failure).toBeNull();
  });

  it('lets the successor of a trusted root that ran out pass, as long as no pin is against it', () => {
    const repository = new TestRepository(GUN);
    repository.root.expires = daysFromNow(1);
    const first = new TestClient(repository.publish());
    first.update();
    repository.root.expires = daysFromNow(100);
    repository.rotateRoot().bump().publish();
    const update = (pins: Case, answer = repository.answer) => {
      const client = new TestClient(repository, { pinning: pinning(pins) });
      for (const [role, bytes] of first.cache) {
        client.cache.set(role, bytes);
      }
      client.now = daysFromNow(2);
      return client.update(answer).state;
    };
    expect(update({}).failure).toBeNull();
    const refused = update({ certs: { [GUN]: [OTHER] } });
    expect(refused.root.problems.map(({ code }) => code)).toEqual(['root-pin-mismatch', 'role-expired']);
    expect(refused.targets).toMatchObject({ usable: false, document: null });
    // A server that first hides the successor, and has it fetched by the snapshot that lists it.
    const hiding = (request: FileRequest) =>
      request.role === 'root' && request.by.kind === 'current'
        ? { kind: 'found' as const, bytes: first.cache.get(request.role) ?? new Uint8Array() }
        : repository.answer(request);
    expect(update({}, hiding).failure).toBeNull();
    const hidden = update({ certs: { [GUN]: [OTHER] } }, hiding);
    expect(hidden.root.problems.map(({ code }) => code)).toEqual(['root-pin-mismatch', 'role-expired']);
  });
});
