import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileReply, FileRequest, RepositoryState, RoleName } from '../../source/tuf/index.ts';
import { pathOf, TestRepository } from '../support/repository-builder.ts';
import { TestClient } from '../support/test-client.ts';

const repository = new TestRepository();
repository.delegate('targets/alice');
repository.delegate('targets/alice/team');
repository.publish();
const honest = signedContent(new TestClient(repository).update().state);

/** What each usable role says, by role. */
function signedContent(state: RepositoryState): ReadonlyMap<RoleName, string> {
  const roles = [state.root, state.timestamp, state.snapshot, state.targets, ...state.delegations.values()];
  return new Map(
    roles.flatMap(({ role, usable, document }) =>
      usable && document !== null ? [[role, Buffer.from(document.signedBytes).toString('utf8')]] : [],
    ),
  );
}

/** A server that changes one file on its way, under every name that it has. */
function changing(role: string, change: (bytes: Buffer) => Uint8Array) {
  return (request: FileRequest): FileReply => {
    const bytes = repository.files.get(pathOf(request));
    if (bytes === undefined || request.role !== role) {
      return repository.answer(request);
    }
    return { kind: 'found', bytes: change(Buffer.from(bytes)) };
  };
}

const anyRole = fc.constantFrom(
  'root',
  'timestamp',
  'snapshot',
  'targets',
  'targets/alice',
  'targets/alice/team',
);

function expectNothingElse(state: RepositoryState): void {
  const found = signedContent(state);
  for (const [role, content] of state.trusted ? found : []) {
    expect({ role, content }).toEqual({ role, content: honest.get(role) });
  }
  expect(state.trusted || state.accepted.length === 0).toBe(true);
}

describe('a file changed on its way', () => {
  it('never makes anything usable but what was signed, whichever byte is flipped', () => {
    const anyPlace = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(anyRole, anyPlace, fc.integer({ min: 1, max: 255 }), (role, place, mask) => {
        const answer = changing(role, (bytes) => {
          const at = Math.floor(place * bytes.length);
          bytes[at] = (bytes[at] ?? 0) ^ mask;
          return bytes;
        });
        expectNothingElse(new TestClient(repository).update(answer).state);
      }),
      { numRuns: 400 },
    );
  });

  it('never does when it is replaced by any bytes at all', () => {
    fc.assert(
      fc.property(anyRole, fc.uint8Array({ maxLength: 200 }), (role, bytes) => {
        const { state } = new TestClient(repository).update(changing(role, () => bytes));
        expectNothingElse(state);
        expect(signedContent(state).has(role as RoleName)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('never does when it is swapped with any other file', () => {
    const files = [...repository.files.values()];
    fc.assert(
      fc.property(anyRole, fc.nat({ max: files.length - 1 }), (role, index) => {
        const { state } = new TestClient(repository).update(
          changing(role, () => files[index] ?? Buffer.of()),
        );
        expectNothingElse(state);
      }),
      { numRuns: 200 },
    );
  });

  it('never changes what a client that trusts already sees', () => {
    fc.assert(
      fc.property(anyRole, fc.nat({ max: 5000 }), fc.integer({ min: 1, max: 255 }), (role, at, mask) => {
        const client = new TestClient(repository);
        client.update();
        const answer = changing(role, (bytes) => {
          bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ mask;
          return bytes;
        });
        expectNothingElse(client.update(answer).state);
      }),
      { numRuns: 200 },
    );
  });
});
