import type { ChangePlan, ChangeRequest, Gun } from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { Changes, Workspace } from '../ports.ts';
import { repositoryOf } from '../repository-argument.ts';

/** What a command that changes something works with. */
export interface ChangeRun {
  readonly invocation: Invocation;
  readonly context: CommandContext;
  readonly workspace: Workspace;
  readonly changes: Changes;
}

export interface AskedChange {
  readonly request: ChangeRequest;
  readonly guns: readonly Gun[];
}

/** One command that changes something: what is asked for, and what is particular about it. */
export interface ChangeCommand {
  readonly kind: ChangeRequest['kind'];
  /** Reads arguments and files; not called for what is resumed. */
  ask(run: ChangeRun): Promise<AskedChange>;
  /** The question that a yes answers. */
  question(request: ChangeRequest): string;
  /** Offers, on a terminal, what would make the change better; null to leave it as it is. */
  offer?(plan: ChangePlan, run: ChangeRun): Promise<ChangeRequest | null>;
}

/** Repositories as typed, each once. */
export function repositories({ workspace }: ChangeRun, typed: readonly string[]): readonly Gun[] {
  if (typed.length === 0) {
    throw missing('repo');
  }
  return [...new Set(typed.map((text) => repositoryOf(workspace, text)))];
}

/** The first word, which names what the change is about, and the repositories behind it. */
export function subjectAndRepositories(run: ChangeRun): {
  readonly subject: string;
  readonly guns: readonly Gun[];
} {
  const [subject = '', ...typed] = run.invocation.positionals;
  return { subject, guns: repositories(run, typed) };
}

export function missing(what: string): UsageError {
  return new UsageError({
    message: `Missing ${what}`,
    why: 'The command cannot tell what it is about.',
    next: 'Run it with --help to see what it takes.',
  });
}
