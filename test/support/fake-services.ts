import {
  type ActivityEntry,
  type AppServices,
  type ChangeServices,
  type Diagnosed,
  type ErrorReport,
  type KeyInventoryEntry,
  type KnownRepository,
  type RepositoryReport,
  ServiceFailure,
  type SessionInfo,
} from '../../source/operations/index.ts';
import type { Gun } from '../../source/tuf/index.ts';
import { asGun } from '../../source/tuf/index.ts';
import { diagnosed as sampleDiagnosed } from './sample-findings.ts';
import { keyId, signer } from './sample-parts.ts';
import { ALL_SAMPLES } from './sample-reports.ts';

type Answer = RepositoryReport | ErrorReport;

/** Services whose answers the test holds back or hands out, with a record of what was asked. */
export interface FakeServices extends AppServices {
  readonly opened: readonly { readonly gun: Gun; readonly refresh: boolean; readonly signal: AbortSignal }[];
  readonly diagnosed: readonly { readonly gun: Gun; readonly signal: AbortSignal }[];
  readonly closed: () => boolean;
  /** Answers every request for this repository that waits, and those that come; other answers stay held back. */
  answer(gun: string, answer: Answer): void;
  log(entry: ActivityEntry): void;
}

export interface FakeOptions {
  /** Repositories and what opening them answers; null holds the answer back until `answer` is called. */
  readonly repositories?: ReadonlyMap<string, Answer | null>;
  /** What the doctor says of a repository: by default what its report says; null never answers. */
  readonly diagnoses?: ReadonlyMap<string, readonly Diagnosed[] | null>;
  /** Findings about the keys on this machine. */
  readonly machine?: readonly Diagnosed[];
  readonly keys?: readonly KeyInventoryEntry[];
  readonly session?: Partial<SessionInfo>;
  readonly listFailure?: ErrorReport;
  /** What is known before the changefeed answers; nothing when absent. */
  readonly localOnly?: readonly string[];
  /** The whole list waits for this. */
  readonly changefeed?: Promise<void>;
  readonly openSandbox?: () => Promise<AppServices>;
  /** What changes things; refuses everything when absent. */
  readonly changes?: Partial<ChangeServices>;
}

export const UNREACHABLE: ErrorReport = {
  code: 'server-unreachable',
  message: 'registry.example.com cannot be reached.',
  why: 'Connection refused.',
  next: 'Check the address and the network, then press r.',
};

/** The sample repositories under their own names. */
export function sampleRepositories(): ReadonlyMap<string, Answer> {
  const reports = [...ALL_SAMPLES.values()].map((make) => make());
  return new Map(reports.map((report) => [report.gun, report]));
}

export function sampleKeys(): readonly KeyInventoryEntry[] {
  return [
    localKey('5570b88', { role: 'jeff', owner: signer('jeff'), algorithm: 'ecdsa-p256', uses: 3 }),
    localKey('f6c6a4b', { role: 'root', owner: { kind: 'root' }, algorithm: 'ecdsa-p256', uses: 9 }),
    localKey('aa01bb2', { role: 'targets', owner: null, algorithm: null, uses: 0 }),
  ];
}

interface LocalKeyParts {
  readonly role: string;
  readonly owner: KeyInventoryEntry['owner'];
  readonly algorithm: string | null;
  readonly uses: number;
}

function localKey(short: string, { role, owner, algorithm, uses }: LocalKeyParts): KeyInventoryEntry {
  const id = keyId(short);
  const used = { gun: 'registry.example.com/admin/api' as Gun, role: 'targets/jeff' as never };
  return {
    id,
    role,
    gun: null,
    path: `/home/me/.docker/trust/private/${id}.key`,
    encrypted: true,
    exposed: false,
    algorithm,
    owner,
    usedBy: Array.from({ length: uses }, () => used),
  };
}

/** Services of a world in which nothing can be changed. */
function refusedChanges(): ChangeServices {
  const refuse = async (): Promise<never> => {
    throw new ServiceFailure(UNREACHABLE);
  };
  return {
    planChange: refuse,
    executeChange: refuse,
    unfinishedChanges: async () => [],
    planResumed: refuse,
    forgetUnfinished: refuse,
    keyWork: {
      generate: refuse,
      newKey: refuse,
      readPublicKey: refuse,
      checkCertificate: refuse,
      readIncoming: refuse,
      changePassphrase: refuse,
      remove: refuse,
      export: refuse,
      exportPublic: refuse,
      backup: refuse,
      lock: () => undefined,
      tighten: refuse,
    },
  };
}

function known(gun: string): KnownRepository {
  return { gun: gun as Gun, origins: ['trust-directory'] };
}

export function fakeServices(options: FakeOptions = {}): FakeServices {
  const answers = new Map(options.repositories ?? sampleRepositories());
  const waiting = new Map<string, (() => void)[]>();
  const opened: FakeServices['opened'][number][] = [];
  const diagnosed: FakeServices['diagnosed'][number][] = [];
  const listeners = new Set<(entry: ActivityEntry) => void>();
  const log: ActivityEntry[] = [];
  let closed = false;

  async function openRepository(gun: Gun, request: { refresh: boolean; signal: AbortSignal }) {
    opened.push({ gun, ...request });
    if (answers.get(gun) === null) {
      await new Promise<void>((resolve) => waiting.set(gun, [...(waiting.get(gun) ?? []), resolve]));
    }
    const answer = answers.get(gun) ?? UNREACHABLE;
    if ('health' in answer) {
      return answer;
    }
    throw new ServiceFailure(answer);
  }

  return {
    opened,
    diagnosed,
    closed: () => closed,
    answer: (gun, answer) => {
      answers.set(gun, answer);
      for (const resume of waiting.get(gun) ?? []) {
        resume();
      }
      waiting.delete(gun);
    },
    log: (entry) => {
      log.push(entry);
      for (const listener of listeners) {
        listener(entry);
      }
    },
    session: () => ({
      server: { url: 'https://notary.example.com', reason: 'environment' },
      users: new Map([['https://notary.example.com', 'admin']]),
      connections: new Map([['https://notary.example.com', 'connected'] as const]),
      trustDirectory: '/home/me/.docker/trust',
      demo: false,
      demoPassphrase: null,
      ...options.session,
    }),
    localRepositories: async () => (options.localOnly ?? []).map(known),
    repositories: async () => {
      if (options.listFailure !== undefined) {
        throw new ServiceFailure(options.listFailure);
      }
      await options.changefeed;
      return [...answers.keys()].map(known);
    },
    openRepository,
    diagnose: async (gun, request) => {
      diagnosed.push({ gun, ...request });
      const given = options.diagnoses?.get(gun);
      if (given === null) {
        return new Promise<never>(() => undefined);
      }
      if (given !== undefined) {
        return { gun, facts: null, level: 'error', findings: given };
      }
      const { health, ...facts } = await openRepository(gun, request);
      return {
        gun,
        facts,
        level: health.level,
        findings: health.findings.map((each) => sampleDiagnosed(each)),
      };
    },
    diagnoseMachine: async () => options.machine ?? [],
    explain: async () => [],
    ...refusedChanges(),
    resetStaged: async () => 0,
    ...options.changes,
    keys: async () => ({ keys: options.keys ?? sampleKeys(), unreadable: [] }),
    addRepository: async (text) => {
      const gun = asGun(text);
      if (gun === null) {
        throw new ServiceFailure({
          ...UNREACHABLE,
          code: 'repository-name-invalid',
          message: 'No such name.',
        });
      }
      answers.set(gun, answers.get(gun) ?? null);
      return gun;
    },
    forgetRepository: async (gun) => {
      answers.delete(gun);
    },
    activity: () => [...log],
    onActivity: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    openSandbox: options.openSandbox ?? (async () => fakeServices({ session: { demo: true } })),
    close: async () => {
      closed = true;
    },
  };
}
