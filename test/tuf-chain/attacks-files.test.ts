import { describe, expect, it } from 'vitest';
import { type RoleName, type SignedPart, UPDATE_LIMITS } from '../../source/tuf/index.ts';
import { itRefuses, replying, serving } from '../support/attack.ts';
import { daysFromNow, resigned, rewritten, TestRepository, tag } from '../support/repository-builder.ts';
import { TestClient } from '../support/test-client.ts';
import { certifiedKey, ecKey, rsaKey, testKey } from '../support/test-keys.ts';

/** Whoever runs the server holds the keys of timestamp and snapshot: what these sign, they can change. */
function rewriting(role: string, change: (text: string) => string) {
  return (repository: TestRepository): TestRepository => {
    repository.rewrites.set(role, rewritten(change));
    return repository.bump().publish();
  };
}

describe('attacks on the timestamp', () => {
  itRefuses({
    name: 'a timestamp of somebody else',
    code: 'signatures-below-threshold',
    role: 'timestamp',
    refusals: ['key-not-in-role'],
    strike: (repository) => {
      repository.timestamp.signers = [ecKey()];
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'a timestamp without signatures',
    code: 'no-signatures',
    role: 'timestamp',
    strike: (repository) => {
      repository.timestamp.signers = [];
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'a rollback of the timestamp',
    code: 'rollback',
    role: 'timestamp',
    detail: { trusted: 2, found: 1 },
    strike: (repository, client) => {
      const old = repository.current('timestamp');
      client.update(repository.bump().publish().answer);
      return serving(repository, 'timestamp', old);
    },
  });

  itRefuses({
    name: 'a rollback of the timestamp for a client that has lost its root',
    code: 'rollback',
    role: 'timestamp',
    strike: (repository, client) => {
      const old = repository.current('timestamp');
      client.update(repository.bump().publish().answer);
      client.cache.delete('root' as RoleName);
      return serving(repository, 'timestamp', old);
    },
  });

  itRefuses({
    name: 'a server that stands still',
    code: 'role-expired',
    role: 'timestamp',
    strike: (repository, client) => {
      client.now = daysFromNow(15);
      return repository;
    },
    honest: (repository, client) => {
      client.now = daysFromNow(15);
      repository.timestamp.expires = daysFromNow(29);
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'a timestamp without end',
    code: 'metadata-too-large',
    role: 'timestamp',
    detail: { limit: UPDATE_LIMITS.timestampBytes },
    strike: (repository) => replying(repository, 'timestamp', { kind: 'too-large' }),
  });

  itRefuses({
    name: 'a driver that lets an endless timestamp through',
    code: 'metadata-too-large',
    role: 'timestamp',
    strike: (repository) =>
      serving(repository, 'timestamp', Buffer.alloc(UPDATE_LIMITS.timestampBytes + 1, 32)),
  });

  itRefuses({
    name: 'a snapshot in the place of the timestamp',
    code: 'wrong-type',
    role: 'timestamp',
    detail: { expected: 'Timestamp', found: 'Snapshot' },
    strike: (repository) => serving(repository, 'timestamp', repository.current('snapshot')),
  });

  const malformed = [
    ['garbage', () => '<html><body>502 Bad Gateway</body></html>'],
    ['nothing', () => ''],
    ['half a file', (text: string) => text.slice(0, text.length / 2)],
    ['a repeated member', (text: string) => text.replace('{"signed":', '{"signed":null,"signed":')],
    [
      'a version that is no safe integer',
      (text: string) => text.replace('"version":2', '"version":9007199254740993'),
    ],
    ['a version that is no integer', (text: string) => text.replace('"version":2', '"version":2.5')],
    ['something behind the end', (text: string) => `${text}{}`],
  ] as const;
  for (const [name, change] of malformed) {
    itRefuses({
      name: `a timestamp with ${name}`,
      code: 'malformed-json',
      role: 'timestamp',
      strike: rewriting('timestamp', change),
    });
  }

  const invalid = [
    [
      'a date that is none',
      (text: string) => text.replace(/"expires":"[^"]*"/, '"expires":"9999-99-99T00:00:00Z"'),
    ],
    ['a date in words', (text: string) => text.replace(/"expires":"[^"]*"/, '"expires":"never"')],
    ['version 0', (text: string) => text.replace('"version":2', '"version":0')],
    ['no snapshot', (text: string) => text.replace('"snapshot":', '"snapshots":')],
    ['a list for a document', () => '[]'],
  ] as const;
  for (const [name, change] of invalid) {
    itRefuses({
      name: `a timestamp with ${name}`,
      code: 'metadata-invalid',
      role: 'timestamp',
      strike: rewriting('timestamp', change),
    });
  }
});

describe('attacks on the snapshot, also by whoever holds the key of the timestamp', () => {
  itRefuses({
    name: 'a rollback of the snapshot',
    code: 'rollback',
    role: 'snapshot',
    detail: { trusted: 2, found: 1 },
    strike: (repository, client) => {
      client.update(repository.bump().publish().answer);
      repository.snapshot.version = 1;
      repository.timestamp.version = 3;
      return repository.publish();
    },
  });

  itRefuses({
    name: 'an old snapshot for a new timestamp',
    code: 'hash-mismatch',
    role: 'snapshot',
    strike: (repository) => {
      const old = repository.current('snapshot');
      return serving(repository.bump().publish(), 'snapshot', old);
    },
  });

  itRefuses({
    name: 'a snapshot cut short',
    code: 'length-mismatch',
    role: 'snapshot',
    strike: (repository) => {
      const { answer } = repository.bump().publish();
      const short = repository.current('snapshot').subarray(0, -1);
      return (request) => (request.role === 'snapshot' ? { kind: 'found', bytes: short } : answer(request));
    },
  });

  itRefuses({
    name: 'a snapshot with something behind it',
    code: 'metadata-too-large',
    role: 'snapshot',
    strike: (repository) => {
      repository.bump().publish();
      const long = Buffer.concat([repository.current('snapshot'), Buffer.from('\n')]);
      return serving(repository, 'snapshot', long);
    },
  });

  itRefuses({
    name: 'a snapshot that is announced as endless',
    code: 'metadata-too-large',
    role: 'snapshot',
    detail: { limit: 2000 },
    client: { limits: { ...UPDATE_LIMITS, metadataBytes: 2000 } },
    strike: (repository) => {
      for (let index = 0; index < 40; index += 1) {
        repository.delegate(`targets/signer-${index}`);
      }
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'a snapshot signed by the key of the targets',
    code: 'signatures-below-threshold',
    role: 'snapshot',
    refusals: ['key-not-in-role'],
    strike: (repository) => {
      repository.snapshot.signers = repository.targets.keys;
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'an expired snapshot',
    code: 'role-expired',
    role: 'snapshot',
    strike: (repository) => {
      repository.snapshot.expires = daysFromNow(-1);
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'a snapshot that is not served',
    code: 'metadata-missing',
    role: 'snapshot',
    strike: (repository) => replying(repository.bump().publish(), 'snapshot', { kind: 'missing' }),
  });

  itRefuses({
    name: 'a snapshot without targets',
    code: 'metadata-invalid',
    role: 'snapshot',
    strike: (repository) => {
      repository.unlisted.add('targets');
      return repository.bump().publish();
    },
  });
});

describe('attacks on targets, also by whoever holds the keys of snapshot and timestamp', () => {
  itRefuses({
    name: 'targets of somebody else',
    code: 'signatures-below-threshold',
    role: 'targets',
    refusals: ['key-not-in-role'],
    strike: (repository) => {
      repository.targets.signers = [ecKey()];
      repository.targets.targets = [tag('v1', 'evil')];
      return repository.bump().publish();
    },
    honest: (repository) => {
      repository.targets.targets = [tag('v1', 'better')];
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'targets under an ID that a genuine key has',
    code: 'signatures-below-threshold',
    role: 'targets',
    refusals: ['wrong-signature'],
    strike: (repository) => {
      const [genuine] = repository.targets.keys;
      repository.targets.signers = genuine === undefined ? [] : [{ ...ecKey(), key: genuine.key }];
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'targets changed after they were signed',
    code: 'signatures-below-threshold',
    role: 'targets',
    refusals: ['wrong-signature'],
    strike: rewriting('targets', (text) => text.replace('"v1"', '"v2"')),
  });

  itRefuses({
    name: 'a rollback of targets',
    code: 'rollback',
    role: 'targets',
    detail: { trusted: 2, found: 1 },
    strike: (repository, client) => {
      client.update(repository.bump().publish().answer);
      repository.bump().targets.version = 1;
      return repository.publish();
    },
  });

  itRefuses({
    name: 'a rollback of targets under a new key of the role',
    code: 'rollback',
    role: 'targets',
    strike: (repository, client) => {
      client.update(repository.bump().publish().answer);
      repository.targets.keys = [ecKey()];
      repository.rotateRoot().bump().targets.version = 1;
      return repository.publish();
    },
  });

  itRefuses({
    name: 'targets of another snapshot',
    code: 'hash-mismatch',
    role: 'targets',
    strike: (repository) => {
      const old = repository.current('targets');
      return serving(repository.bump().publish(), 'targets', old);
    },
  });

  itRefuses({
    name: 'targets of another length than the snapshot says',
    code: 'length-mismatch',
    role: 'targets',
    strike: (repository) => {
      repository.rewrites.set('snapshot', resigned(repository.snapshot.keys, lengthened('targets')));
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'a snapshot in the place of targets',
    code: 'wrong-type',
    role: 'targets',
    detail: { expected: 'Targets', found: 'Snapshot' },
    strike: (repository) => {
      const snapshot = repository.current('snapshot');
      repository.rewrites.set('targets', () => snapshot);
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'the file of a delegation in the place of targets',
    code: 'signatures-below-threshold',
    role: 'targets',
    refusals: ['key-not-in-role'],
    strike: (repository) => {
      const alice = repository.current('targets/alice');
      repository.rewrites.set('targets', () => alice);
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'expired targets',
    code: 'role-expired',
    role: 'targets',
    strike: (repository) => {
      repository.targets.expires = daysFromNow(-1);
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'targets that are not served',
    code: 'metadata-missing',
    role: 'targets',
    strike: (repository) => replying(repository.bump().publish(), 'targets', { kind: 'missing' }),
  });
});

describe('attacks on thresholds and keys', () => {
  const [first, second] = [ecKey(), ecKey()];
  const twoOfTwo = (repository: TestRepository) => {
    repository.targets.keys = [first, second];
    repository.targets.threshold = 2;
  };

  itRefuses({
    name: 'one signature of two',
    code: 'signatures-below-threshold',
    role: 'targets',
    detail: { valid: 1, threshold: 2 },
    prepare: twoOfTwo,
    strike: (repository) => {
      repository.targets.signers = [first];
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'one signature written twice',
    code: 'signatures-below-threshold',
    role: 'targets',
    detail: { valid: 1, threshold: 2 },
    refusals: [null, 'repeated-key'],
    prepare: twoOfTwo,
    strike: (repository) => {
      repository.targets.signers = [first, first];
      return repository.bump().publish();
    },
  });

  itRefuses({
    name: 'one public key under two IDs, both of which sign',
    code: 'signatures-below-threshold',
    role: 'targets',
    detail: { valid: 1, threshold: 2 },
    refusals: [null, 'repeated-key'],
    prepare: twoOfTwo,
    strike: (repository) => {
      const same = certifiedKey({ commonName: 'same', privateKey: first.privateKey });
      repository.targets.keys = [first, same, second];
      repository.targets.signers = [first, same];
      return repository.rotateRoot().bump().publish();
    },
    honest: (repository) => {
      repository.targets.keys = [first, second, ecKey()];
      repository.targets.signers = [first, second];
      return repository.rotateRoot().bump().publish();
    },
  });

  itRefuses({
    name: 'one public key under two IDs, as all the keys there are',
    code: 'keys-below-threshold',
    role: 'targets',
    detail: { keys: 1, threshold: 2 },
    prepare: twoOfTwo,
    strike: (repository) => {
      repository.targets.keys = [first, certifiedKey({ commonName: 'same', privateKey: first.privateKey })];
      return repository.rotateRoot().bump().publish();
    },
  });

  itRefuses({
    name: 'a key under the ID of another one',
    code: 'key-id-mismatch',
    role: 'targets',
    detail: { keyId: first.key.id, computed: second.key.id },
    strike: (repository) => {
      const posing = { ...second, key: { ...second.key, id: first.key.id } };
      repository.targets.keys = [posing];
      return repository.rotateRoot().bump().publish();
    },
  });

  const refusedKeys = [
    ['an RSA key of 1024 bits', 'weak-key', rsaKey(1024)],
    [
      'an algorithm nobody knows',
      'unknown-key-type',
      testKey('dilithium', first.key.publicBytes, first.privateKey),
    ],
    ['bytes that are no key', 'malformed-key', testKey('ecdsa', Buffer.from('key'), first.privateKey)],
    [
      'an ECDSA key that calls itself Ed25519',
      'malformed-key',
      testKey('ed25519', first.key.publicBytes, first.privateKey),
    ],
  ] as const;
  for (const [name, refusal, key] of refusedKeys) {
    itRefuses({
      name,
      code: 'signatures-below-threshold',
      role: 'targets',
      refusals: [refusal],
      strike: (repository) => {
        repository.targets.keys = [key];
        return repository.rotateRoot().bump().publish();
      },
      honest: (repository) => {
        repository.targets.keys = [ecKey()];
        return repository.rotateRoot().bump().publish();
      },
    });
  }

  const methods = [
    ['a method nobody knows', 'unknown-method', 'none'],
    ['a method of another kind of key', 'method-mismatch', 'rsapss'],
  ] as const;
  for (const [name, refusal, method] of methods) {
    itRefuses({
      name,
      code: 'signatures-below-threshold',
      role: 'targets',
      refusals: [refusal],
      strike: (repository) => {
        repository.targets.signers = repository.targets.keys.map((signer) => ({
          key: signer.key,
          sign: (message) => ({ ...signer.sign(message), method }),
        }));
        return repository.bump().publish();
      },
    });
  }
});

describe('what is shown of a repository that is not trusted', () => {
  it('is read on behind what has merely expired, and never accepted', () => {
    const repository = new TestRepository();
    repository.delegate('targets/alice');
    repository.targets.expires = daysFromNow(-1);
    const { state } = new TestClient(repository.publish()).update();
    expect(state.failure).toMatchObject({ code: 'role-expired', role: 'targets' });
    const [alice] = [...state.delegations.values()];
    expect(alice?.problems).toEqual([{ code: 'parent-unusable', role: 'targets/alice', parent: 'targets' }]);
    expect(alice?.document?.body.targets.has('v1')).toBe(true);
    expect(state.accepted).toEqual([]);
  });
});

/** A change of a snapshot that makes the file of `role` one byte longer than it is. */
function lengthened(role: string) {
  return (signed: SignedPart): SignedPart => {
    const copy = structuredClone(signed) as { meta: Record<string, { length: number }> };
    const entry = copy.meta[role];
    if (entry !== undefined) {
      entry.length += 1;
    }
    return copy as unknown as SignedPart;
  };
}
