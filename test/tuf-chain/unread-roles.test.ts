import { describe, expect, it } from 'vitest';
import type { FileRequest } from '../../source/tuf/index.ts';
import { replying } from '../support/attack.ts';
import { TestRepository } from '../support/repository-builder.ts';
import { TestClient } from '../support/test-client.ts';
import { ecKey } from '../support/test-keys.ts';

/** What the client asks for and finds, with one role of the repository signed by nobody who may. */
function forged(role: 'timestamp' | 'snapshot' | 'targets') {
  const repository = new TestRepository();
  repository.delegate('targets/alice');
  repository[role].signers = [ecKey()];
  const server = repository.publish();
  const asked: string[] = [];
  const answer = (request: FileRequest) => {
    asked.push(request.role);
    return server.answer(request);
  };
  return { state: new TestClient(server).update(answer).state, asked: new Set(asked) };
}

describe('behind a role that nobody who may has signed', () => {
  it.each([
    ['timestamp', ['snapshot', 'targets'], ['root', 'timestamp']],
    ['snapshot', ['targets'], ['root', 'timestamp', 'snapshot']],
    ['targets', [], ['root', 'timestamp', 'snapshot', 'targets']],
  ] as const)('nothing is fetched or usable: %s', (role, behind, expected) => {
    const { state, asked } = forged(role);
    expect(state.failure).toMatchObject({ code: 'signatures-below-threshold', role });
    expect([...asked]).toEqual(expected);
    for (const unread of behind) {
      expect(state[unread]).toMatchObject({
        usable: false,
        document: null,
        problems: [{ code: 'parent-unusable', parent: role }],
      });
    }
    expect(state.delegations.size).toBe(0);
  });

  it('a root that is hidden does not make the repository a new one', () => {
    const repository = new TestRepository();
    const client = new TestClient(repository.publish());
    client.update();
    repository.timestamp.signers = [ecKey()];
    const server = repository.bump().publish();
    const { state } = client.update(replying(server, 'root', { kind: 'missing' }));
    expect(state.failure).toMatchObject({ code: 'signatures-below-threshold', role: 'timestamp' });
  });

  it('nothing is fetched from a server that is away', () => {
    const repository = new TestRepository().publish();
    const { state } = new TestClient(repository).update(
      replying(repository, 'snapshot', { kind: 'unavailable' }),
    );
    expect(state.failure).toMatchObject({ code: 'metadata-unavailable', role: 'snapshot' });
    expect(state.targets.problems).toMatchObject([{ code: 'parent-unusable', parent: 'snapshot' }]);
  });
});
