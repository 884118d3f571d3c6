import { describe, expect, it } from 'vitest';
import { NotaryError } from '../../source/notary/index.ts';
import {
  type Doctor,
  diagnose,
  diagnoseMachine,
  type ExaminationPorts,
  type Finding,
  type MachineExamination,
  Outages,
  openExamination,
} from '../../source/operations/index.ts';
import { NOW, TestRepository } from '../support/repository-builder.ts';
import { never, remotesOf, SERVER, unreachable } from './support/fakes.ts';
import { type TestWorld, worldOf } from './support/test-updates.ts';

const options = () => ({ refresh: true, signal: never, outages: new Outages() });

function portsOf({ session, remote }: TestWorld): ExaminationPorts {
  return {
    session,
    remotes: remotesOf(remote),
    keys: { list: async () => ({ keys: [], unreadable: [] }) },
    changelist: { read: async () => ({ changes: [], unreadable: [] }), remove: async () => undefined },
    clock: { now: () => NOW },
    clockAhead: ({ url }) => (url === SERVER.url ? 1_000 : null),
  };
}

describe('an examination', () => {
  it('has the facts, the server that was asked and its clock', async () => {
    const repository = new TestRepository().publish();
    expect(await openExamination(repository.gun, portsOf(worldOf(repository)), options())).toMatchObject({
      gun: repository.gun,
      facts: { trusted: true },
      server: SERVER,
      error: null,
      clockAhead: 1_000,
      now: NOW,
    });
  });

  it('has what kept the server from answering beside what was verified before', async () => {
    const repository = new TestRepository().publish();
    const world = worldOf(repository);
    await world.open();
    world.remote.answer = () => Promise.reject(unreachable());
    expect(await openExamination(repository.gun, portsOf(world), options())).toMatchObject({
      facts: { trusted: true, freshness: { from: 'cache' } },
      server: SERVER,
      error: { code: 'server-unreachable' },
    });
  });

  it('names the server and its clock also where nothing could be opened', async () => {
    const repository = new TestRepository();
    const world = worldOf(repository);
    world.remote.answer = () => Promise.reject(unreachable());
    expect(await openExamination(repository.gun, portsOf(world), options())).toMatchObject({
      facts: null,
      server: SERVER,
      error: { code: 'server-unreachable' },
      clockAhead: 1_000,
    });
  });

  it('has no server where none can be chosen, and the reason', async () => {
    const repository = new TestRepository();
    const refusal = new NotaryError('plain-http-refused', { server: 'http://notary.example.com' });
    const world = worldOf(repository);
    world.remote.answer = () => Promise.reject(refusal);
    const ports = { ...portsOf(world), remotes: { remoteFor: () => Promise.reject(refusal) } };
    expect(await openExamination(repository.gun, ports, options())).toMatchObject({
      facts: null,
      server: null,
      error: refusal,
      clockAhead: null,
    });
  });

  it('is none where somebody gave up waiting: that says nothing about the repository', async () => {
    const repository = new TestRepository();
    const world = worldOf(repository);
    world.remote.answer = () => Promise.reject(new NotaryError('aborted', null));
    await expect(openExamination(repository.gun, portsOf(world), options())).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('an examination of the keys on this machine', () => {
  it('has the repositories in one order, whichever server answered first', async () => {
    const seen: MachineExamination[] = [];
    const names = ['app-10', 'app-2', 'app-1'];
    const opened = new Map(names.map((gun) => [gun, { state: { gun } }]));
    await diagnoseMachine(
      {
        session: { opened } as never,
        keys: { list: async () => ({ keys: [], unreadable: [] }) },
        backups: { backedUp: async () => new Map() },
        clock: { now: () => NOW },
      },
      {
        doctor: {
          examineMachine: (examination: MachineExamination) => {
            seen.push(examination);
            return [];
          },
        } as never,
        complete: true,
      },
    );
    expect(seen.flatMap(({ states }) => states.map(({ gun }) => gun))).toEqual(['app-1', 'app-2', 'app-10']);
  });
});

it('looks for what can be done about a hundred findings, however much somebody makes the doctor find', async () => {
  const repository = new TestRepository().publish();
  const examination = await openExamination(repository.gun, portsOf(worldOf(repository)), options());
  const finding = { code: 'role-unusable', level: 'error' } as Finding;
  const asked: Finding[] = [];
  const busy: Pick<Doctor, 'examine' | 'prescribe'> = {
    examine: () => ({ level: 'error', findings: Array.from({ length: 500 }, () => finding) }),
    prescribe: async (one) => {
      asked.push(one);
      return { label: 'Put it right', ways: [], automatic: false, judgement: null };
    },
  };
  const { findings } = await diagnose(examination, busy as Doctor);
  expect(findings).toHaveLength(500);
  expect(asked).toHaveLength(100);
  expect(findings.map(({ fix }) => fix !== null).lastIndexOf(true)).toBe(99);
});
