import { describe, expect, it } from 'vitest';
import { itRefuses } from '../support/attack.ts';
import { daysFromNow, TestRepository } from '../support/repository-builder.ts';
import { TestClient } from '../support/test-client.ts';
import { certifiedKey, type TestKey } from '../support/test-keys.ts';

const GUN = 'registry.example.com/team/app';
const mine = (options = {}) => certifiedKey({ commonName: GUN, ...options });

/** A repository whose first root has these keys; `next` replaces them by one key and says who signs the change. */
function succession(keys: readonly TestKey[], threshold: number) {
  const prepare = (repository: TestRepository) => {
    repository.root = { ...repository.root, keys, threshold };
  };
  const successor = mine();
  const next = (repository: TestRepository, signers: readonly TestKey[]) => {
    const version = repository.root.version + 1;
    repository.root = { ...repository.root, version, keys: [successor], threshold: 1 };
    repository.root.signers = [...signers, successor];
    return repository.bump().publish();
  };
  return { prepare, next };
}

describe('attacks on the threshold of the root before', () => {
  const [first, second] = [mine(), mine()];
  const two = succession([first, second], 2);
  itRefuses({
    name: 'a root with a lower threshold, signed by one of two holders',
    code: 'root-not-signed-by-previous',
    role: 'root',
    prepare: two.prepare,
    strike: (repository) => two.next(repository, [first]),
    honest: (repository) => two.next(repository, [first, second]),
  });

  const stranger = certifiedKey({ commonName: 'registry.example.com/other' });
  const mixed = succession([first, stranger], 1);
  itRefuses({
    name: 'a root signed by a key of the one before whose certificate is for another GUN',
    code: 'root-not-signed-by-previous',
    role: 'root',
    prepare: mixed.prepare,
    strike: (repository) => mixed.next(repository, [stranger]),
    honest: (repository) => mixed.next(repository, [first]),
  });
});

describe('a root with a certificate that ran out', () => {
  const expired = mine({ notAfter: daysFromNow(-1) });
  const stateOf = (threshold: number) => {
    const repository = new TestRepository(GUN);
    repository.root = { ...repository.root, keys: [mine(), expired], threshold };
    return new TestClient(repository.publish()).update().state;
  };

  it('is good as long as enough others have signed', () => {
    expect(stateOf(1).failure).toBeNull();
  });

  it('is not where its signature is needed', () => {
    expect(stateOf(2).failure).toMatchObject({
      code: 'root-certificates-invalid',
      refused: [{ keyId: expired.key.id, reason: 'expired' }],
    });
  });
});
