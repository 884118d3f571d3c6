import type { ChangeRun } from '../../../source/cli/changes/change-command.ts';
import type { CommandContext, TypedOptions } from '../../../source/cli/command.ts';
import { Output } from '../../../source/cli/output.ts';
import type { Diagnosed, Diagnosis, Finding, Fix, FixWay, Gun } from '../../../source/operations/index.ts';
import { NOW } from './fake-cli.ts';

export function findingOf(parts: Partial<Finding> = {}): Finding {
  return {
    code: 'releases-missing',
    level: 'warning',
    role: null,
    at: null,
    subjects: [],
    short: 'missing',
    summary: 'There is no targets/releases',
    meaning: { pulls: 'Nothing is released.', signs: null },
    evidence: [],
    ...parts,
  };
}

export function wayOf(parts: Partial<FixWay> = {}): FixWay {
  return {
    id: 'here',
    label: 'with the keys that are here',
    action: { kind: 'change', request: { kind: 'publish' } },
    here: true,
    who: [],
    commands: [],
    steps: [],
    hindrance: null,
    ...parts,
  };
}

export function fixOf(parts: Partial<Fix> = {}): Fix {
  return { label: 'Put it right', ways: [wayOf()], automatic: true, judgement: null, ...parts };
}

export function diagnosisOf(gun: Gun, findings: readonly Diagnosed[]): Diagnosis {
  return { gun, facts: null, level: findings[0]?.finding.level ?? 'ok', findings };
}

export interface FakeRun {
  readonly run: ChangeRun;
  readonly said: { stdout: string; stderr: string };
  readonly asked: string[];
  readonly interruption: AbortController;
}

export interface FakeRunOptions {
  readonly options?: TypedOptions;
  readonly json?: boolean;
  /** What a person at the terminal types, question by question; then input ends. */
  readonly answers?: readonly string[];
  readonly changes?: Partial<ChangeRun['changes']>;
  readonly workspace?: Partial<ChangeRun['workspace']>;
}

/** A command under way, whose terminal and services are the test's. */
export function fakeRun({
  options = {},
  json = false,
  answers = [],
  changes,
  workspace,
}: FakeRunOptions): FakeRun {
  const said = { stdout: '', stderr: '' };
  const asked: string[] = [];
  const left = [...answers];
  const interruption = new AbortController();
  const readLine = async (prompt: string, signal: AbortSignal) => {
    asked.push(prompt);
    signal.throwIfAborted();
    return left.shift() ?? null;
  };
  const io: CommandContext['io'] = {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    columns: () => null,
    paper: () => ({ columns: null, styled: false }),
    signal: interruption.signal,
  };
  const say = io.stderr;
  const context: CommandContext = {
    io,
    ports: {
      dialog: async () => ({ partner: 'terminal', apart: false, say, readLine, readSecret: readLine }),
      variable: () => undefined,
    } as unknown as CommandContext['ports'],
    globals: { color: false, debug: false },
    quiet: false,
    output: new Output(io, { json, quiet: false, color: false, debug: false }),
  };
  const run: ChangeRun = {
    invocation: { positionals: [], options },
    context,
    workspace: { clock: { now: () => NOW }, ...workspace } as ChangeRun['workspace'],
    changes: { keyWork: { lock: () => undefined }, ...changes } as ChangeRun['changes'],
  };
  return { run, said, asked, interruption };
}
