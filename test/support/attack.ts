import { expect, it } from 'vitest';
import type {
  FileReply,
  FileRequest,
  RoleName,
  SignatureRefusal,
  TufProblemCode,
} from '../../source/tuf/index.ts';
import { TestRepository } from './repository-builder.ts';
import { TestClient, type TestClientOptions } from './test-client.ts';

type Answer = (request: FileRequest) => FileReply;

export interface Attack {
  readonly name: string;
  readonly code: TufProblemCode;
  readonly role: string;
  /** Further members of the problem. */
  readonly detail?: object;
  /** What the verdicts on the role's signatures must say, if that is what it is about. */
  readonly refusals?: readonly (SignatureRefusal | null)[];
  readonly client?: TestClientOptions;
  /** What the repository is like before anybody attacks it. */
  readonly prepare?: (repository: TestRepository) => void;
  /** What the attacker changes, and who answers from then on. */
  readonly strike: (repository: TestRepository, client: TestClient) => TestRepository | Answer;
  /** The same without the crime, which has to pass. */
  readonly honest?: (repository: TestRepository, client: TestClient) => TestRepository;
}

/** An attack on the four base roles: refused with its own code, and nothing reaches the cache. */
export function itRefuses(attack: Attack): void {
  it(`refuses ${attack.name}: ${attack.code} of ${attack.role}`, () => {
    const { repository, client } = trustedRepository(attack);
    const answer = answerOf(attack.strike(repository, client));
    const before = new Map(client.cache);
    const { state } = client.update(answer);
    expect(state.failure).toMatchObject({ code: attack.code, role: attack.role, ...attack.detail });
    expect(state.trusted).toBe(false);
    expect(state.accepted).toEqual([]);
    expect(client.cache).toEqual(before);
    if (attack.refusals !== undefined) {
      const signatures = [state.root, state.timestamp, state.snapshot, state.targets].find(
        ({ role }) => role === attack.role,
      )?.signatures;
      expect(signatures?.map(({ refusal }) => refusal)).toEqual(attack.refusals);
    }
  });

  itPassesHonestly(attack);
}

/** An attack on a delegation: that role is not usable, its cached file stays, and its neighbour is as good as ever. */
export function itContains(attack: Attack): void {
  it(`contains ${attack.name}: ${attack.code} of ${attack.role}`, () => {
    const { repository, client } = trustedRepository(attack);
    const role = attack.role as RoleName;
    const answer = answerOf(attack.strike(repository, client));
    const before = client.cache.get(role);
    const { state } = client.update(answer);
    const attacked = state.delegations.get(role);
    expect(attacked?.problems[0]).toMatchObject({ code: attack.code, role, ...attack.detail });
    expect(attacked?.usable).toBe(false);
    expect(state.accepted.map((file) => file.role)).not.toContain(role);
    expect(client.cache.get(role)).toEqual(before);
    expect(state.trusted).toBe(true);
    expect(state.delegations.get('targets/neighbour' as RoleName)?.usable).toBe(true);
    if (attack.refusals !== undefined) {
      expect(attacked?.signatures.map(({ refusal }) => refusal)).toEqual(attack.refusals);
    }
  });

  itPassesHonestly(attack);
}

function itPassesHonestly(attack: Attack): void {
  it(`passes the honest neighbour of ${attack.name}`, () => {
    const { repository, client } = trustedRepository(attack);
    const honest = attack.honest ?? (() => repository.bump().publish());
    const { state } = client.update(honest(repository, client).answer);
    expect(state.failure).toBeNull();
    for (const { role, problems } of state.delegations.values()) {
      expect({ role, problems }).toEqual({ role, problems: [] });
    }
  });
}

function answerOf(server: TestRepository | Answer): Answer {
  return server instanceof TestRepository ? server.answer : server;
}

function trustedRepository({ prepare, client: options }: Attack) {
  const repository = new TestRepository();
  repository.delegate('targets/alice');
  repository.delegate('targets/neighbour');
  prepare?.(repository);
  const client = new TestClient(repository.publish(), options);
  expect(client.update().state.failure).toBeNull();
  return { repository, client };
}

/** Answers like the repository, but with `bytes` for every request for `role`. */
export function serving(repository: TestRepository, role: string, bytes: Uint8Array): Answer {
  return (request) => (request.role === role ? { kind: 'found', bytes } : repository.answer(request));
}

/** Answers like the repository, but with `reply` for every request for `role`. */
export function replying(repository: TestRepository, role: string, reply: FileReply): Answer {
  return (request) => (request.role === role ? reply : repository.answer(request));
}
