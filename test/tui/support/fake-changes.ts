import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sha256Hex } from '../../../source/base/index.ts';
import type {
  ChangePlan,
  ChangeRequest,
  ChangeResult,
  ChangeServices,
  ExecuteOptions,
  GenerateKeyRequest,
  IncomingKeys,
  JournalRun,
  KeyWork,
  LocalKey,
  PassphraseQuestion,
  PlannedKey,
  RepositoryPlan,
} from '../../../source/operations/index.ts';
import type { Gun, RoleName, TufKey } from '../../../source/tuf/index.ts';
import { gun, inDays, keyId, role, signer } from '../../support/sample-parts.ts';

export const NEW_KEY: TufKey = {
  id: keyId('77ab01c'),
  canonicalId: keyId('77ab01c'),
  keyType: 'ecdsa',
  publicBytes: new Uint8Array([1, 2, 3]),
};

const REPOSITORY: PlannedKey = plannedKey('262dc4a', { kind: 'repository' }, 'here');
const NEW: PlannedKey = plannedKey('77ab01c', signer('jeff'), 'new');
const OLD: PlannedKey = plannedKey('5570b88', signer('jeff'), 'here');

function plannedKey(short: string, owner: PlannedKey['owner'], place: PlannedKey['place']): PlannedKey {
  return { id: keyId(short), canonicalId: keyId(short), algorithm: 'ecdsa-p256', owner, place };
}

const NOBODY = { keyIds: [], threshold: 1 };

/** A draft of one role with these tags, each with a digest of one byte repeated. */
export function draftHolding(
  name: RoleName,
  tags: ReadonlyMap<string, string>,
): NonNullable<RepositoryPlan['draft']> {
  const targets = new Map(
    [...tags].map(([tag, byte]) => {
      const sha256 = byte.repeat(32) as Sha256Hex;
      return [tag, { name: tag, length: 7, sha256, sha512: null, custom: undefined }] as const;
    }),
  );
  const nothing = { targets: new Map(), delegations: { keys: new Map(), roles: [] } };
  const document = {
    role: name,
    from: 1,
    version: 2,
    expires: inDays(900),
    signed: {},
    rules: [],
    adopted: false,
  };
  return {
    gun: gun('registry.example.com/admin/api'),
    now: inDays(0),
    isNew: false,
    root: {
      consistentSnapshot: false,
      keys: new Map(),
      roles: { root: NOBODY, targets: NOBODY, snapshot: NOBODY, timestamp: NOBODY },
    },
    targets: nothing,
    delegations: new Map([[name, { ...nothing, targets }]]),
    documents: [document],
    removed: [],
    snapshotKeys: [],
    snapshot: null,
    revived: [],
    unknownVersions: [],
  };
}

/** A plan that swaps jeff's key, whatever was asked for. */
export function samplePlan(
  request: ChangeRequest,
  gun: Gun,
  rest: Partial<RepositoryPlan> = {},
): RepositoryPlan {
  const signed = (name: string, from: number, signedBy: readonly PlannedKey[]) => ({
    role: role(name),
    action: 'changed' as const,
    fromVersion: from,
    toVersion: from + 1,
    expires: { from: inDays(900), to: inDays(1095) },
    keyChanges: [],
    threshold: { from: 1, to: 1 },
    paths: { added: [], removed: [] },
    targetChanges: [],
    unchangedTargets: 12,
    signedBy,
  });
  return {
    gun,
    request,
    outcome: 'ready',
    half: null,
    roles: [
      signed('targets', 7, [REPOSITORY]),
      {
        ...signed('targets/releases', 12, [NEW]),
        keyChanges: [
          { action: 'removed', key: OLD },
          { action: 'added', key: NEW },
        ],
      },
    ],
    effects: [{ kind: 'tags-stay-released', count: 12 }],
    risks: [],
    tasks: [],
    unlocks: [{ keyId: REPOSITORY.canonicalId, roles: [role('targets')] }],
    newKeys: [{ keyId: NEW.canonicalId, role: 'jeff', gun: null }],
    edits: [],
    base: null,
    draft: null,
    commandLine: `trustdeck signer rotate jeff ${gun}`,
    ...rest,
  };
}

/** The question for the key that every sample plan unlocks. */
export function sampleQuestion(rest: Partial<PassphraseQuestion> = {}): PassphraseQuestion {
  return {
    purpose: 'unlock',
    role: 'targets',
    owner: null,
    keyId: keyId('262dc4a'),
    gun: 'registry.example.com/admin/api' as Gun,
    path: '/home/me/.docker/trust/private/262dc4a.key',
    why: {
      kind: 'sign',
      repositories: ['registry.example.com/admin/api' as Gun],
      roles: [role('targets')],
    },
    attempt: 1,
    rejected: null,
    ...rest,
  };
}

export const PASSPHRASE = 'correct horse battery';

export interface FakeChanges extends ChangeServices {
  readonly planned: readonly { readonly request: ChangeRequest; readonly guns: readonly Gun[] }[];
  readonly executed: readonly { readonly plan: ChangePlan; readonly options: ExecuteOptions }[];
  readonly generated: readonly GenerateKeyRequest[];
  readonly made: () => number;
}

export interface FakeChangesOptions {
  readonly plan?: Partial<RepositoryPlan>;
  readonly runs?: readonly JournalRun[];
  /** Somebody else publishes in between: this is what the plan becomes. */
  readonly newPlan?: Partial<RepositoryPlan>;
  /** Held back after the passphrase until this resolves. */
  readonly publishing?: Promise<void>;
  readonly keyWork?: Partial<KeyWork>;
  readonly newPassphrase?: true;
}

/** Changes that are carried out by asking for one passphrase, as the engine would. */
export function fakeChanges(options: FakeChangesOptions = {}): FakeChanges {
  const planned: FakeChanges['planned'][number][] = [];
  const executed: FakeChanges['executed'][number][] = [];
  const generated: GenerateKeyRequest[] = [];
  let made = 0;

  async function unlock({ passphrases, signal }: ExecuteOptions): Promise<boolean> {
    let rejected: PassphraseQuestion['rejected'] = null;
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const given = await passphrases.ask(sampleQuestion({ attempt, rejected }), signal);
      if (given === null) {
        return false;
      }
      if (given.reveal() === PASSPHRASE) {
        return true;
      }
      rejected = 'wrong';
    }
    return false;
  }

  async function carryOut(plan: RepositoryPlan, execute: ExecuteOptions): Promise<ChangeResult> {
    const { gun } = plan;
    const failed = (error: unknown): ChangeResult => ({
      gun,
      plan,
      result: 'failed',
      verified: false,
      error,
    });
    if (!(await unlock(execute)) || execute.signal.aborted) {
      return failed(failure('passphrase-not-given', 'No passphrase was given.'));
    }
    if (options.newPassphrase === true) {
      const question = sampleQuestion({ purpose: 'create', role: 'jeff', why: { kind: 'new-key' } });
      await execute.passphrases.ask(question, execute.signal);
    }
    execute.onProgress({ gun, step: 'publishing', error: null });
    await options.publishing;
    if (options.newPlan !== undefined) {
      const after = { ...plan, ...options.newPlan };
      if (!(await execute.confirmNewPlan(plan, after))) {
        return failed(failure('version-conflict', 'Somebody else published.'));
      }
    }
    execute.onProgress({ gun, step: 'done', error: null });
    return { gun, plan, result: 'published', verified: true, error: null };
  }

  const plan = (request: ChangeRequest, guns: readonly Gun[]): ChangePlan => ({
    request,
    repositories: guns.map((gun) => ({ gun, plan: samplePlan(request, gun, options.plan), error: null })),
  });

  return {
    planned,
    executed,
    generated,
    made: () => made,
    planChange: async (request, guns) => {
      planned.push({ request, guns });
      return plan(request, guns);
    },
    executeChange: async (given, execute) => {
      executed.push({ plan: given, options: execute });
      const results: ChangeResult[] = [];
      for (const each of given.repositories) {
        if (each.plan !== null) {
          results.push(await carryOut(each.plan, execute));
        }
      }
      await nextTurn();
      return results;
    },
    unfinishedChanges: async () => options.runs ?? [],
    planResumed: async (run) =>
      plan(
        run.request,
        run.repositories.map(({ gun }) => gun),
      ),
    forgetUnfinished: async () => undefined,
    keyWork: {
      generate: async (request, { passphrases, signal }) => {
        generated.push(request);
        await passphrases.ask(
          sampleQuestion({ purpose: 'create', role: request.role, gun: null, why: { kind: 'new-key' } }),
          signal,
        );
        return {
          key: localKey(request.role),
          publicKey: NEW_KEY,
          files: [{ kind: 'public-key', path: `/home/me/${request.publicKeyFile ?? ''}` }],
        };
      },
      newKey: async () => {
        made += 1;
        return NEW_KEY;
      },
      readPublicKey: async () => NEW_KEY,
      checkCertificate: async () => ({ key: NEW_KEY, localKey: localKey('jeff') }),
      readIncoming: async (): Promise<IncomingKeys> => ({
        keys: [
          {
            keyId: keyId('77ab01c'),
            publicKey: NEW_KEY,
            role: 'jeff',
            gun: null,
            algorithm: 'ecdsa-p256',
            format: 'PKCS#8',
            action: 'add',
          },
        ],
        unreadable: [],
        exposed: false,
        save: async () => [localKey('jeff')],
      }),
      changePassphrase: async () => undefined,
      remove: async () => undefined,
      tighten: async () => undefined,
      export: async (_, path) => ({ kind: 'export', path }),
      exportPublic: async (_, path) => ({ pem: '', path }),
      backup: async (_, path) => ({ kind: 'backup', path }),
      lock: () => undefined,
      ...options.keyWork,
    },
  };
}

function localKey(name: string): LocalKey {
  const id = keyId('77ab01c');
  return { id, role: name, gun: null, path: `/trust/private/${id}.key`, encrypted: true, exposed: false };
}

function failure(code: string, message: string): Error {
  const report = { code, message, why: 'A test wants it.', next: 'Go on.' };
  return Object.assign(new Error(message), { name: 'ServiceFailure', report });
}
