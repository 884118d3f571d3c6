import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Passphrase } from '../../source/base/index.ts';
import { parseCertificates, parsePem } from '../../source/crypto/index.ts';
import { readPrivateKeyBlock } from '../../source/crypto/private.ts';
import {
  bulkScenario,
  DEMO_PASSPHRASE,
  sampleScenario,
  writeDemoTrustDir,
} from '../../source/sandbox/index.ts';
import { createStore } from '../../source/sandbox/storage/store.ts';
import { keyIdOf, type RepositoryState, type RoleName } from '../../source/tuf/index.ts';
import { NOW, role } from './support/repository.ts';
import { TestServer } from './support/server.ts';
import { stateOf } from './support/state.ts';

const RELEASES = role('targets/releases');
const DAY_MS = 24 * 60 * 60 * 1000;

const scenario = sampleScenario(NOW);

function open(built: typeof scenario) {
  const store = createStore();
  for (const { record } of built.repositories) {
    store.replace(record);
  }
  return new TestServer({ now: NOW, store });
}

const server = open(scenario);
const states = new Map(scenario.repositories.map(({ gun }) => [gun as string, stateOf(server, gun)]));

const state = (name: string): RepositoryState => {
  const found = states.get(`registry.example.com/${name}`);
  if (found === undefined) {
    throw new Error(`no sample repository: ${name}`);
  }
  return found;
};

/** Codes of what is wrong, by role; nothing for a role that is usable. */
function problems({ delegations }: RepositoryState): Record<string, string[]> {
  const broken = [...delegations.values()].filter(({ usable }) => !usable);
  return Object.fromEntries(broken.map((found) => [found.role, found.problems.map(({ code }) => code)]));
}

function daysLeft(repository: RepositoryState, name: RoleName): number {
  const expires = repository.delegations.get(name)?.document?.expires ?? new Date(Number.NaN);
  return (expires.getTime() - NOW.getTime()) / DAY_MS;
}

function digests(repository: RepositoryState, name: RoleName): Record<string, string | null> {
  const targets = repository.delegations.get(name)?.document?.body.targets ?? new Map();
  return Object.fromEntries([...targets.values()].map((target) => [target.name, target.sha256]));
}

describe('the sample repositories', () => {
  it('are all trusted from the root to targets, and differ in what is wrong below', () => {
    expect([...states].map(([gun, found]) => [gun.slice(21), found.trusted, problems(found)])).toEqual([
      ['admin/api', true, {}],
      ['admin/batch', true, { 'targets/releases': ['keys-below-threshold'] }],
      ['admin/demo', true, { 'targets/releases': ['signatures-below-threshold'] }],
      ['admin/web', true, {}],
      ['team/archive', true, { 'targets/releases': ['role-expired'] }],
      ['team/base', true, {}],
      ['team/jobs', true, {}],
      ['team/mirror', true, {}],
      ['team/tools', true, {}],
    ]);
  });

  it('has a healthy one with three signers', () => {
    expect([...state('admin/api').delegations.keys()]).toEqual([
      'targets/releases',
      'targets/ben',
      'targets/jeff',
      'targets/mia',
    ]);
    expect(Object.keys(digests(state('admin/api'), RELEASES))).toHaveLength(4);
  });

  it('has one whose releases lists no key', () => {
    expect(state('admin/batch').delegations.get(RELEASES)).toMatchObject({ keys: [], threshold: 1 });
  });

  it('has one whose releases is signed by ben alone, who may not release any more', () => {
    const releases = state('admin/demo').delegations.get(RELEASES);
    const [ben] = state('admin/demo').delegations.get(role('targets/ben'))?.keys ?? [];
    expect(releases?.signatures).toEqual([
      { keyId: ben?.id, method: 'ecdsa', valid: false, refusal: 'key-not-in-role' },
    ]);
    expect(releases?.keys.map(({ keyType }) => keyType)).toEqual(['rsa', 'ecdsa']);
  });

  it('has one that expires in days, and one that expired days ago', () => {
    expect(daysLeft(state('admin/web'), RELEASES)).toBe(12);
    expect(daysLeft(state('team/archive'), RELEASES)).toBe(-9);
  });

  it('has one with a delegation within a delegation, limited to paths', () => {
    const { delegations } = state('team/base');
    expect(delegations.get(role('targets/qa'))?.paths).toEqual(['nightly-', 'rc-']);
    expect(delegations.get(role('targets/qa/nightly'))?.paths).toEqual(['nightly-']);
    expect(daysLeft(state('team/base'), role('targets/qa/nightly'))).toBe(20);
  });

  it('has one whose signers have certificates, one of which ends in weeks', () => {
    const ends = ['targets/omar', 'targets/lena'].map((name) => {
      const [key] = state('team/jobs').delegations.get(role(name))?.keys ?? [];
      const [certificate] = parseCertificates(key?.publicBytes ?? new Uint8Array(0));
      return [key?.keyType, ((certificate?.notAfter.getTime() ?? Number.NaN) - NOW.getTime()) / DAY_MS];
    });
    expect(ends).toEqual([
      ['ecdsa-x509', 41],
      ['ecdsa-x509', 900],
    ]);
  });

  it('has one with 5,000 tags', () => {
    expect(Object.keys(digests(state('team/mirror'), RELEASES))).toHaveLength(5_000);
  });

  it('has one where a signer and releases disagree about a tag', () => {
    const [released, signed] = [RELEASES, role('targets/nina')].map((name) =>
      digests(state('team/tools'), name),
    );
    expect(signed?.['3.2']).toBe(released?.['3.2']);
    expect(signed?.['latest']).not.toBe(released?.['latest']);
  });

  it('always has the same keys, whenever it is built', () => {
    const later = sampleScenario(new Date('2031-05-05T05:05:05Z'));
    const ids = (built: typeof scenario) => built.localKeys.map(({ canonicalId }) => canonicalId);
    expect(ids(later)).toEqual(ids(scenario));
    const keys = ({ repositories }: typeof scenario) =>
      repositories.map(({ record }) => record.keys.map(({ id }) => id));
    expect(keys(later)).toEqual(keys(scenario));
  });

  it('is built in less than a second', () => {
    const milliseconds = [1, 2, 3].map(() => {
      const start = performance.now();
      sampleScenario(NOW);
      return performance.now() - start;
    });
    expect(Math.min(...milliseconds)).toBeLessThan(1_000);
  });
});

describe('many repositories', () => {
  it('are as many and as large as asked for', () => {
    const built = bulkScenario({ repositories: 12, tags: 30, now: NOW });
    const bulk = open(built);
    expect(new Set(built.repositories.map(({ gun }) => gun)).size).toBe(12);
    for (const { gun } of built.repositories) {
      const found = stateOf(bulk, gun);
      expect([found.trusted, problems(found)]).toEqual([true, {}]);
      expect(Object.keys(digests(found, RELEASES))).toHaveLength(30);
    }
  });

  it('may have 10,000 tags', () => {
    const built = bulkScenario({ repositories: 1, tags: 10_000, now: NOW });
    const [first] = built.repositories;
    const found = first === undefined ? null : stateOf(open(built), first.gun);
    expect(found?.delegations.get(RELEASES)?.document?.body.targets.size).toBe(10_000);
  });
});

describe('the trust directory of the demo', () => {
  let dir: string;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'trustdeck-demo-'));
    await writeDemoTrustDir(dir, scenario);
  });

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('holds the keys of the person at this machine, and nobody else can read them', () => {
    const files = readdirSync(join(dir, 'private'));
    expect(files.toSorted()).toEqual(
      scenario.localKeys.map(({ canonicalId }) => `${canonicalId}.key`).toSorted(),
    );
    expect(statSync(join(dir, 'private')).mode & 0o777).toBe(0o700);
    for (const file of files) {
      expect(statSync(join(dir, 'private', file)).mode & 0o777).toBe(0o600);
    }
  });

  it.each(scenario.localKeys)('says what the $role key $gun is for', ({ canonicalId, role: name, gun }) => {
    const text = readFileSync(join(dir, 'private', `${canonicalId}.key`), 'utf8');
    const headers = gun === null ? `role: ${name}\n\n` : `gun: ${gun}\nrole: ${name}\n\n`;
    expect(text.startsWith(`-----BEGIN ENCRYPTED PRIVATE KEY-----\n${headers}`)).toBe(true);
  });

  it.each(scenario.localKeys)('holds a $role key $gun that the passphrase of the demo opens', async (key) => {
    const [block] = parsePem(readFileSync(join(dir, 'private', `${key.canonicalId}.key`), 'utf8'));
    const opened = block === undefined ? null : readPrivateKeyBlock(block);
    const handle = await opened?.decrypt(new Passphrase(DEMO_PASSPHRASE));
    expect(handle === undefined ? null : keyIdOf(handle.keyType, handle.publicBytes)).toBe(key.canonicalId);
    await expect(opened?.decrypt(new Passphrase('another'))).rejects.toThrow();
  });

  it('lets jeff sign in the broken demo repository', () => {
    const here = new Set<string>(scenario.localKeys.map(({ canonicalId }) => canonicalId));
    const jeff = state('admin/demo').delegations.get(role('targets/jeff'))?.keys ?? [];
    expect(jeff.map(({ canonicalId, keyType }) => [keyType, here.has(canonicalId)])).toEqual([
      ['ecdsa', true],
      ['rsa', false],
    ]);
    expect(state('admin/demo').targets.keys.map(({ canonicalId }) => here.has(canonicalId))).toEqual([true]);
  });
});
