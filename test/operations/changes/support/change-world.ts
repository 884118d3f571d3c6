import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, Passphrase } from '../../../../source/base/index.ts';
import { HttpNotaryRemote } from '../../../../source/notary/index.ts';
import {
  type ChangePlan,
  type ChangePorts,
  type ChangeProgress,
  type ChangeRequest,
  type ChangeResult,
  createKeyring,
  createKeyWork,
  createSession,
  type ExecuteOptions,
  executeChange,
  fileJournal,
  type JournalRun,
  type KeyWork,
  type NotaryRemote,
  type PassphraseQuestion,
  type PassphraseSource,
  planChange,
  type RepositoryPlan,
} from '../../../../source/operations/index.ts';
import { type Sandbox, startSandbox } from '../../../../source/sandbox/index.ts';
import { openTrustDir } from '../../../../source/trust-dir/index.ts';
import { type Gun, type KeyId, TRUST_ON_FIRST_USE } from '../../../../source/tuf/index.ts';
import { userFiles } from '../../../../source/user-files.ts';
import { gun, never, remotesOf } from '../../support/fakes.ts';

export const NOW = new Date('2026-11-23T10:00:00Z');
export const GUN = gun('registry.example.com/team/app');

/** A passphrase for everybody's every key. */
export const PASSPHRASE = 'correct horse';

/** A server on loopback and the machines of the people who change what it has. */
export interface ChangeWorld {
  readonly sandbox: Sandbox;
  /** A machine with a trust directory of its own. */
  machine(name: string): Machine;
  close(): Promise<void>;
}

/** All in it live by the same clock, which stands still unless a test has its own. */
export async function openWorld(clock: Clock = { now: () => NOW }): Promise<ChangeWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'trustdeck-changes-'));
  const sandbox = await startSandbox({ clock });
  const remotes: NotaryRemote[] = [];
  return {
    sandbox,
    machine: (name) => {
      const real = new HttpNotaryRemote({
        server: { url: sandbox.url, reason: 'sandbox' as const },
        tls: { ca: [], exclusive: false, clientCertificates: [], lookedIn: [] },
        clock,
        random: Math.random,
      });
      remotes.push(real);
      return new Machine({ folder: join(folder, name), remote: real, clock });
    },
    close: async () => {
      await Promise.all(remotes.map((remote) => remote.close()));
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How a change is carried out, where a test does not want the usual: every question answered, new plans refused. */
export type Conduct = Partial<ExecuteOptions>;

export interface MachineParts {
  /** Of its trust directory. */
  readonly folder: string;
  readonly remote: NotaryRemote;
  readonly clock: Clock;
  readonly passphraseOf?: (question: PassphraseQuestion) => string | null;
  /** Called before and after everything that changes this machine or the server. */
  readonly step?: Step;
}

export type Step = (name: string) => Promise<void>;

/** The same object, with a step before and after each of these methods. */
function stepping<Port extends object>(port: Port, names: readonly (keyof Port)[], step: Step): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') {
        return member;
      }
      return (names as readonly PropertyKey[]).includes(name)
        ? async (...given: readonly unknown[]) => {
            await step(`before ${String(name)}`);
            const result: unknown = await Reflect.apply(member, target, given);
            await step(`after ${String(name)}`);
            return result;
          }
        : member.bind(target);
    },
  });
}

let runs = 0;

/** One machine: its trust directory, its run of the program, and what it was asked. */
export class Machine {
  readonly ports: ChangePorts;
  readonly keyWork: KeyWork;
  readonly asked: PassphraseQuestion[] = [];
  readonly progress: ChangeProgress[] = [];
  readonly newPlans: (readonly [before: RepositoryPlan, after: RepositoryPlan])[] = [];
  /** Answers every question. */
  readonly answers: PassphraseSource;
  readonly #parts: MachineParts;

  /** Of its trust directory. */
  get folder(): string {
    return this.#parts.folder;
  }

  constructor(parts: MachineParts) {
    this.#parts = parts;
    const { folder, clock, passphraseOf = () => PASSPHRASE, step = async () => undefined } = parts;
    const trustDir = openTrustDir(folder);
    const vault = stepping(trustDir.vault, ['save', 'remove'], step);
    const cache = stepping(trustDir.cache, ['write', 'remove'], step);
    const changelist = stepping(trustDir.changelist, ['remove'], step);
    const journal = stepping(fileJournal(trustDir.runs), ['write', 'remove'], step);
    const remotes = remotesOf(
      stepping(parts.remote, ['publish', 'deleteRepository', 'rotateServerKey'], step),
    );
    const keyring = createKeyring({ vault, clock, timer: () => () => undefined });
    const keyPaths = new Map<KeyId, string>();
    this.ports = {
      session: createSession({ remotes, cache, pinning: async () => TRUST_ON_FIRST_USE, clock }),
      remotes,
      cache,
      changelist,
      vault,
      keyring,
      journal,
      clock,
      keyPaths,
      newRunId: () => {
        runs += 1;
        return `run-${runs}`;
      },
    };
    const { backups } = trustDir;
    this.keyWork = createKeyWork({ vault, keyring, files: userFiles(folder), backups, clock, keyPaths });
    this.answers = {
      ask: async (question) => {
        this.asked.push(question);
        const answer = passphraseOf(question);
        return answer === null ? null : new Passphrase(answer);
      },
    };
  }

  /** The same machine after the program was started anew, with `between` on the way to the server. */
  restart(between: (real: NotaryRemote) => NotaryRemote = (real) => real): Machine {
    return new Machine({ ...this.#parts, remote: between(this.#parts.remote) });
  }

  /** The same machine, with a program that ends for good at the given step of its next change; null when it came through. */
  async killedAt(kill: number, request: ChangeRequest, guns: readonly Gun[] = [GUN]): Promise<string | null> {
    let steps = 0;
    let killed: (name: string) => void = () => undefined;
    const end = new Promise<string>((resolve) => {
      killed = resolve;
    });
    const machine = new Machine({
      ...this.#parts,
      step: async (name) => {
        steps += 1;
        if (steps >= kill) {
          killed(name);
          await new Promise(() => undefined);
        }
      },
    });
    return Promise.race([end, machine.change(request, {}, guns).then(() => null)]);
  }

  plan(request: ChangeRequest, guns: readonly Gun[] = [GUN]): Promise<ChangePlan> {
    return planChange(request, guns, this.ports, never);
  }

  execute(plan: ChangePlan, conduct: Conduct = {}): Promise<readonly ChangeResult[]> {
    return executeChange(plan, this.ports, {
      passphrases: this.answers,
      onProgress: (progress) => {
        this.progress.push(progress);
      },
      confirmNewPlan: async (before, after) => {
        this.newPlans.push([before, after]);
        return false;
      },
      signal: never,
      ...conduct,
    });
  }

  async change(
    request: ChangeRequest,
    conduct: Conduct = {},
    guns: readonly Gun[] = [GUN],
  ): Promise<readonly ChangeResult[]> {
    return this.execute(await this.plan(request, guns), conduct);
  }

  /** Carries a change out that has to come out well. */
  async mustChange(request: ChangeRequest, guns: readonly Gun[] = [GUN]): Promise<void> {
    for (const { error } of await this.change(request, {}, guns)) {
      if (error !== null) {
        throw error;
      }
    }
  }

  async unfinished(): Promise<readonly JournalRun[]> {
    return (await this.ports.journal.unfinished()).runs;
  }
}
