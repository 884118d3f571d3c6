import { type CliPorts, runCli, type Workspace } from '../../../source/cli/index.ts';
import {
  asGun,
  asKeyId,
  type ChangePlan,
  type ChangeRequest,
  type ChangeResult,
  type ExecuteOptions,
  type Gun,
  type JournalRun,
  type KeyId,
  type KeyWork,
  type LocalKey,
  type PlanRisk,
  type RepositoryPlan,
} from '../../../source/operations/index.ts';

export const NOW = new Date('2026-11-23T12:00:00Z');

export function gunOf(name: string): Gun {
  const gun = asGun(name);
  if (gun === null) {
    throw new Error(`${name} is no GUN`);
  }
  return gun;
}

export function keyIdOf(start: string): KeyId {
  const id = asKeyId(start.padEnd(64, '0'));
  if (id === null) {
    throw new Error(`${start} begins no key ID`);
  }
  return id;
}

export function localKeyOf(start: string, role: string, more: Partial<LocalKey> = {}): LocalKey {
  const id = keyIdOf(start);
  return { id, role, gun: null, path: `/trust/private/${id}.key`, encrypted: true, exposed: false, ...more };
}

export interface PlanParts {
  readonly request: ChangeRequest;
  readonly outcome?: RepositoryPlan['outcome'];
  readonly half?: RepositoryPlan['half'];
  readonly risks?: readonly PlanRisk[];
  readonly effects?: RepositoryPlan['effects'];
  readonly roles?: RepositoryPlan['roles'];
  readonly base?: RepositoryPlan['base'];
}

/** A plan with nothing in it but what a test is about. */
export function planOf(gun: Gun, { request, ...parts }: PlanParts): RepositoryPlan {
  return {
    gun,
    request,
    outcome: 'ready',
    half: null,
    roles: [],
    effects: [],
    risks: [],
    tasks: [],
    unlocks: [],
    newKeys: [],
    edits: [],
    base: null,
    draft: null,
    commandLine: `trustdeck ${request.kind} ${gun}`,
    ...parts,
  };
}

export interface FakeCliOptions {
  /** Throws what stands in the way of a plan. */
  readonly plan?: (gun: Gun, request: ChangeRequest) => RepositoryPlan;
  /** Plays what happens while a change is carried out. */
  readonly execute?: (plan: ChangePlan, options: ExecuteOptions) => Promise<readonly ChangeResult[]>;
  readonly unfinished?: readonly JournalRun[];
  readonly forget?: (run: JournalRun) => Promise<void>;
  readonly keyWork?: Partial<KeyWork>;
  readonly keys?: readonly LocalKey[];
  readonly backedUp?: ReadonlyMap<KeyId, Date>;
  readonly files?: Readonly<Record<string, { readonly text: string; readonly exposed?: boolean }>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What a person at the terminal types, question by question; nobody is there without it. */
  readonly answers?: readonly string[];
  /** Whether that person sees another screen than stderr. */
  readonly apart?: boolean;
  /** Of a terminal on stderr and stdout; they are none without. */
  readonly columns?: number;
  /** Whether that terminal has colours. */
  readonly styled?: boolean;
}

export interface FakeFinished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the terminal showed that stderr did not lead to. */
  readonly screen: string;
  /** What was asked of the person. */
  readonly asked: readonly string[];
  readonly planned: readonly { readonly request: ChangeRequest; readonly guns: readonly Gun[] }[];
  readonly resumed: readonly JournalRun[];
  readonly executed: readonly ChangePlan[];
  json(): unknown;
}

const absent = (): never => {
  throw new Error('the test has nothing to say about this');
};

/** Everything published as it was planned. */
export function published(plan: ChangePlan): readonly ChangeResult[] {
  return plan.repositories.map((result) => ({
    gun: result.gun,
    plan: result.plan,
    result: result.plan === null ? 'failed' : result.plan.outcome === 'ready' ? 'published' : 'nothing-to-do',
    verified: result.plan?.outcome === 'ready',
    error: result.error,
  }));
}

/** Runs a command line on a made-up machine, of which the test says what it is about. */
export async function runFake(argv: readonly string[], options: FakeCliOptions = {}): Promise<FakeFinished> {
  const said = { stdout: '', stderr: '', screen: '' };
  const record = { asked: [] as string[], planned: [] as FakeFinished['planned'][number][] };
  const [resumed, executed]: [JournalRun[], ChangePlan[]] = [[], []];
  const answers = [...(options.answers ?? [])];
  const answer = async (prompt: string) => {
    record.asked.push(prompt);
    return answers.shift() ?? null;
  };
  const plan = (request: ChangeRequest, guns: readonly Gun[]): ChangePlan => ({
    request,
    repositories: guns.map((gun) => {
      try {
        return { gun, plan: options.plan?.(gun, request) ?? planOf(gun, { request }), error: null };
      } catch (error) {
        return { gun, plan: null, error };
      }
    }),
  });
  const workspace: Workspace = {
    session: { open: absent, opened: new Map() } as never,
    remotes: {} as never,
    cache: { repositories: async () => [] } as never,
    keys: { list: async () => ({ keys: options.keys ?? [], unreadable: [] }) },
    changelist: { read: async () => ({ changes: [], unreadable: [] }), remove: absent },
    backups: { backedUp: async () => options.backedUp ?? new Map() },
    clockAhead: () => null,
    clock: { now: () => NOW },
    changes: async () => ({
      planChange: async (request, guns) => {
        record.planned.push({ request, guns });
        return plan(request, guns);
      },
      executeChange: async (change, how) => {
        executed.push(change);
        return options.execute?.(change, how) ?? published(change);
      },
      unfinishedChanges: async () => options.unfinished ?? [],
      planResumed: async (run) => {
        resumed.push(run);
        return plan(
          run.request,
          run.repositories.filter(({ status }) => status !== 'verified').map(({ gun }) => gun),
        );
      },
      forgetUnfinished: options.forget ?? absent,
      keyWork: {
        generate: absent,
        newKey: absent,
        readPublicKey: absent,
        checkCertificate: absent,
        readIncoming: absent,
        changePassphrase: absent,
        remove: absent,
        export: absent,
        exportPublic: absent,
        backup: absent,
        tighten: absent,
        lock: () => undefined,
        ...options.keyWork,
      },
      vault: {
        exportPem: async (keys: readonly LocalKey[]) => keys.map(({ id }) => `PEM of ${id}\n`).join(''),
      } as never,
      files: {
        readText: async (path) => options.files?.[path]?.text ?? absent(),
        isExposed: async (path) => options.files?.[path]?.exposed === true,
      },
    }),
    book: absent,
    parseReference: (text) => ({ gun: gunOf(text), tag: null, digest: null }),
    close: async () => undefined,
  };
  const ports: CliPorts = {
    io: {
      stdout: (text) => {
        said.stdout += text;
      },
      stderr: (text) => {
        said.stderr += text;
      },
      columns: () => options.columns ?? null,
      paper: () => ({ columns: options.columns ?? null, styled: options.styled === true }),
      signal: new AbortController().signal,
    },
    version: '0',
    hasTerminal: false,
    dialog: async () => ({
      partner: options.answers === undefined ? 'none' : 'terminal',
      apart: options.apart === true,
      say: (text) => {
        said[options.apart === true ? 'screen' : 'stderr'] += text;
      },
      readLine: answer,
      readSecret: answer,
    }),
    variable: (name) => options.env?.[name],
    openWorkspace: async () => workspace,
    startSandbox: absent,
    openApp: absent,
  };
  const code = await runCli(argv, ports);
  return { code, ...said, ...record, resumed, executed, json: () => JSON.parse(said.stdout) };
}
