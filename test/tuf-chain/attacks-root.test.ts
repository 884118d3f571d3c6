import { describe, expect, it } from 'vitest';
import type { RoleName } from '../../source/tuf/index.ts';
import { UPDATE_LIMITS } from '../../source/tuf/index.ts';
import { itRefuses, replying, serving } from '../support/attack.ts';
import { certificatePem } from '../support/certificate-builder.ts';
import { daysFromNow, rewritten, TestRepository } from '../support/repository-builder.ts';
import { TestClient } from '../support/test-client.ts';
import { certifiedBy, certifiedKey, ecKey, rsaKey } from '../support/test-keys.ts';

const ROOT = 'root' as RoleName;

describe('attacks on the succession of roots', () => {
  itRefuses({
    name: 'a root and everything below it made by somebody else',
    code: 'root-not-signed-by-previous',
    role: 'root',
    detail: { from: 1, to: 2 },
    strike: ({ gun }) => {
      const attacker = new TestRepository(gun);
      attacker.root.version = 2;
      return attacker.bump().publish().answer;
    },
  });

  itRefuses({
    name: 'a repository that was deleted and made anew under the same name',
    code: 'root-not-signed-by-previous',
    role: 'root',
    detail: { from: 1, to: 1 },
    strike: ({ gun }) => new TestRepository(gun).publish(),
  });

  itRefuses({
    name: 'a root signed by itself alone, below genuine keys of the other roles',
    code: 'root-not-signed-by-previous',
    role: 'root',
    strike: (repository) => {
      repository.rotateRoot().root.signers = null;
      return repository.bump().publish();
    },
    honest: (repository) => repository.rotateRoot().bump().publish(),
  });

  itRefuses({
    name: 'a root signed by the one before it and not by itself',
    code: 'signatures-below-threshold',
    role: 'root',
    strike: (repository) => {
      const before = repository.root.keys;
      repository.rotateRoot().root.signers = before;
      return repository.bump().publish();
    },
    honest: (repository) => repository.rotateRoot().bump().publish(),
  });

  itRefuses({
    name: 'an older root, by whoever holds the keys of snapshot and timestamp',
    code: 'rollback',
    role: 'root',
    detail: { trusted: 2, found: 1 },
    strike: (repository, client) => {
      const first = { ...repository.root };
      repository.rotateRoot().bump().publish();
      expect(client.update().state.trusted).toBe(true);
      repository.root = first;
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'a second root of the same version',
    code: 'root-version-mismatch',
    role: 'root',
    strike: (repository) => {
      repository.root.expires = daysFromNow(50 * 365);
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'another version under the number of a root between',
    code: 'root-version-mismatch',
    role: 'root',
    detail: { expected: 2, found: 3 },
    strike: (repository) => {
      repository.rotateRoot().publish().rotateRoot().publish().rotateRoot().bump().publish();
      repository.files.set('2.root.json', repository.files.get('3.root.json') ?? Buffer.of());
      return repository;
    },
    honest: (repository) => repository.rotateRoot().publish().rotateRoot().bump().publish(),
  });

  itRefuses({
    name: 'a gap in the succession of roots',
    code: 'metadata-missing',
    role: 'root',
    strike: (repository) => {
      repository.rotateRoot().publish().rotateRoot().bump().publish();
      repository.files.delete('2.root.json');
      return repository;
    },
  });

  itRefuses({
    name: 'a root between that the one before it has not signed',
    code: 'root-not-signed-by-previous',
    role: 'root',
    detail: { from: 1, to: 2 },
    strike: (repository) => {
      repository.rotateRoot().root.signers = null;
      return repository.publish().rotateRoot().bump().publish();
    },
  });

  itRefuses({
    name: 'a version number that asks for endless rotation',
    code: 'too-many-root-rotations',
    role: 'root',
    detail: { limit: UPDATE_LIMITS.rootRotations },
    strike: (repository) => {
      repository.rotateRoot().root.signers = null;
      repository.root.version = UPDATE_LIMITS.rootRotations + 3;
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'a snapshot that names a root which is not served',
    code: 'metadata-missing',
    role: 'root',
    strike: (repository) => {
      repository.rotateRoot().bump().publish();
      return replying(repository, 'root', { kind: 'missing' });
    },
  });

  itRefuses({
    name: 'another root than the snapshot names',
    code: 'hash-mismatch',
    role: 'root',
    strike: (repository) => {
      const old = repository.current('root');
      repository.rotateRoot().bump().publish();
      return serving(repository, 'root', Buffer.concat([old, Buffer.alloc(paddingTo(repository, old))]));
    },
  });

  itRefuses({
    name: 'a root without end',
    code: 'metadata-too-large',
    role: 'root',
    strike: (repository) => {
      repository.rotateRoot().bump().publish();
      return replying(repository, 'root', { kind: 'too-large' });
    },
  });

  itRefuses({
    name: 'a damaged cached root',
    code: 'cached-root-unreadable',
    role: 'root',
    strike: (repository, client) => {
      const damaged = rewritten((text) => text.replace('"version":1', '"version":9'));
      client.cache.set(ROOT, damaged(repository.current('root')));
      return repository;
    },
  });

  it('asks for nothing at all when the cached root is damaged', () => {
    const client = new TestClient(new TestRepository().publish());
    client.cache.set(ROOT, Buffer.from('{}'));
    const { state, requests } = client.update();
    expect(requests).toEqual([]);
    expect(state).toMatchObject({ remote: 'not-asked', failure: { code: 'cached-root-unreadable' } });
  });
});

/** How many bytes more the current root has than `old`. */
function paddingTo(repository: TestRepository, old: Uint8Array): number {
  return repository.current('root').length - old.length;
}

describe('attacks by certificates of the root', () => {
  const gun = 'registry.example.com/team/app';
  const { privateKey } = ecKey();
  const dates = { notBefore: daysFromNow(-100), notAfter: daysFromNow(100) };
  const pem = (options = {}) =>
    certificatePem({ subjectKey: privateKey, commonName: gun, ...dates, ...options });

  const refused = [
    ['a certificate for another GUN', 'common-name-mismatch', pem({ commonName: `${gun}-evil` })],
    [
      'a certificate for another namespace',
      'common-name-mismatch',
      pem({ commonName: 'registry.example.com/other/*' }),
    ],
    [
      'a beginning of the GUN without an asterisk',
      'common-name-mismatch',
      pem({ commonName: 'registry.example.com/team/' }),
    ],
    ['an asterisk in the middle', 'common-name-mismatch', pem({ commonName: 'registry.*/team/app' })],
    ['a certificate without a name', 'common-name-mismatch', pem({ commonName: '' })],
    ['a GUN in other case', 'common-name-mismatch', pem({ commonName: gun.toUpperCase() })],
    ['a CA in the place of the leaf', 'no-single-leaf', pem({ isCa: true })],
    ['two leaves', 'no-single-leaf', `${pem()}${pem()}`],
    ['a SHA-1 signature', 'sha1-signature', pem({ digest: 'sha1' })],
    [
      'a CA with a SHA-1 signature behind the leaf',
      'sha1-signature',
      `${pem()}${pem({ isCa: true, digest: 'sha1' })}`,
    ],
    ['PEM that Go would write otherwise', 'not-canonical-pem', `${pem()}\n`],
    ['text before the certificate', 'not-canonical-pem', `# mine\n${pem()}`],
    ['no certificate at all', 'not-a-certificate', 'nothing'],
    ['an expired certificate', 'expired', pem({ notAfter: daysFromNow(-1) })],
    ['a certificate of the day after tomorrow', 'not-yet-valid', pem({ notBefore: daysFromNow(2) })],
    ['an expired CA behind the leaf', 'expired', `${pem()}${pem({ isCa: true, notAfter: daysFromNow(-1) })}`],
    [
      'a CA of the day after tomorrow behind the leaf',
      'not-yet-valid',
      `${pem()}${pem({ isCa: true, notBefore: daysFromNow(2) })}`,
    ],
  ] as const;

  for (const [name, reason, text] of refused) {
    itRefuses({
      name,
      code: 'root-certificates-invalid',
      role: 'root',
      detail: { refused: [{ keyId: certifiedBy(privateKey, text).key.id, reason }] },
      strike: (repository) => {
        return repository.rotateRoot(certifiedBy(privateKey, text)).bump().publish();
      },
      honest: (repository) => repository.rotateRoot(certifiedBy(privateKey, pem())).bump().publish(),
    });
  }

  const weak = rsaKey(1024).privateKey;
  itRefuses({
    name: 'a CA with an RSA key of 1024 bits behind the leaf',
    code: 'root-certificates-invalid',
    role: 'root',
    detail: { refused: [{ reason: 'weak-key' }] },
    strike: (repository) => {
      const append = certificatePem({ subjectKey: weak, commonName: 'CA', isCa: true, ...dates });
      return repository
        .rotateRoot(certifiedKey({ commonName: gun, append }))
        .bump()
        .publish();
    },
  });

  itRefuses({
    name: 'an RSA key of 1024 bits in a certificate',
    code: 'root-certificates-invalid',
    role: 'root',
    detail: { refused: [{ reason: 'weak-key' }] },
    strike: (repository) => {
      repository
        .rotateRoot(certifiedKey({ commonName: gun, privateKey: weak }))
        .bump()
        .publish();
      return repository;
    },
  });

  itRefuses({
    name: 'a plain key in the place of a certificate',
    code: 'root-certificates-invalid',
    role: 'root',
    detail: { refused: [{ reason: 'not-a-certificate' }] },
    strike: (repository) => {
      return repository.rotateRoot(ecKey()).bump().publish();
    },
  });

  it('is not kept busy by a common name of asterisks', () => {
    const repository = new TestRepository(gun);
    repository.root.keys = [certifiedBy(privateKey, pem({ commonName: `${'*'.repeat(60_000)}a*` }))];
    const begin = performance.now();
    const { state } = new TestClient(repository.publish()).update();
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(state.failure).toMatchObject({
      code: 'root-certificates-invalid',
      refused: [{ reason: 'common-name-mismatch' }],
    });
  });

  const accepted = [
    ['a certificate for the namespace', pem({ commonName: 'registry.example.com/team/*' })],
    ['a certificate for everything', pem({ commonName: '*' })],
    ['a clock that is half a day behind', pem({ notBefore: daysFromNow(0.5) })],
    [
      'a leaf followed by its CA',
      `${pem({ issuer: { commonName: 'CA', privateKey } })}${pem({ commonName: 'CA', isCa: true })}`,
    ],
  ] as const;

  it.each(accepted)('accepts %s', (_name, text) => {
    const repository = new TestRepository(gun);
    repository.root.keys = [certifiedBy(privateKey, text)];
    expect(new TestClient(repository.publish()).update().state.failure).toBeNull();
  });

  it('names the refused certificate in the verdict on its signature', () => {
    const repository = new TestRepository(gun);
    const good = certifiedKey({ commonName: gun });
    const other = certifiedKey({ commonName: 'registry.example.com/other' });
    repository.root = { ...repository.root, keys: [good, other], signers: [other] };
    const { state } = new TestClient(repository.publish()).update();
    expect(state.failure).toMatchObject({ code: 'signatures-below-threshold', role: 'root', valid: 0 });
    expect(state.root.signatures.map(({ refusal }) => refusal)).toEqual(['certificate-refused']);
  });
});
