import { describe, expect, it } from 'vitest';
import { utf8 } from '../../source/base/index.ts';
import { Publisher, testKey } from './support/publisher.ts';
import { GUN, NOW, newRepository, publishedRepository, role } from './support/repository.ts';
import { told } from './support/server.ts';

const ALICE = role('targets/alice');
const NESTED = role('targets/alice/nightly');

describe('targets and delegations of an upload', () => {
  function delegating() {
    const repository = publishedRepository();
    const { publisher, keys } = repository;
    const targets = publisher.targets({
      version: 3,
      signedBy: [keys.targets],
      delegations: [{ name: ALICE, keys: [keys.alice.key] }],
    });
    const alice = publisher.targets({
      signedBy: [keys.alice],
      delegations: [{ name: NESTED, keys: [keys.bob.key] }],
    });
    const nested = publisher.targets({ signedBy: [keys.bob], tags: ['nightly-1'] });
    return { ...repository, targets, alice, nested };
  }

  it('are taken in any order, parents with them or stored', () => {
    const { server, targets, alice, nested } = delegating();
    expect(server.post(GUN, { [NESTED]: nested, [ALICE]: alice, targets }).status).toBe(200);
    expect(server.get(GUN, `${NESTED}.json`).body).toEqual(nested);
    const second = delegating();
    expect(second.server.post(GUN, { targets }).status).toBe(200);
    expect(second.server.post(GUN, { [ALICE]: alice }).status).toBe(200);
    expect(second.server.post(GUN, { [NESTED]: nested }).status).toBe(200);
  });

  it('have to be delegated to', () => {
    const { server, alice, nested, targets } = delegating();
    expect(told(server.post(GUN, { [ALICE]: alice }))).toEqual([
      'ErrBadTargets',
      'tuf: invalid role targets/alice. delegation does not exist',
    ]);
    expect(told(server.post(GUN, { targets, [NESTED]: nested }))).toEqual([
      'ErrBadTargets',
      'tuf: invalid role targets/alice/nightly. delegation does not exist',
    ]);
  });

  it('have to be signed by the keys that their parent names', () => {
    const { server, publisher, keys, targets } = delegating();
    const forged = publisher.targets({ signedBy: [keys.bob] });
    expect(told(server.post(GUN, { targets, [ALICE]: forged }))).toEqual([
      'ErrBadTargets',
      'valid signatures did not meet threshold for targets/alice',
    ]);
    const unsigned = publisher.targets({ version: 3, signedBy: [] });
    expect(told(server.post(GUN, { targets: unsigned }))).toEqual([
      'ErrBadTargets',
      'tuf: data has no signatures',
    ]);
  });

  it('have to be delegated to by a parent whose own signatures still count', () => {
    const { server, publisher, keys, targets, alice, nested } = delegating();
    server.post(GUN, { targets, [ALICE]: alice });
    const replaced = publisher.targets({
      version: 4,
      signedBy: [keys.targets],
      delegations: [{ name: ALICE, keys: [testKey('another').key] }],
    });
    expect(server.post(GUN, { targets: replaced }).status).toBe(200);
    expect(told(server.post(GUN, { [NESTED]: nested }))).toEqual([
      'ErrBadTargets',
      'valid signatures did not meet threshold for targets/alice',
    ]);
  });

  it('have to be in date, but stored parents may have expired', () => {
    const { server, publisher, keys } = delegating();
    const expired = publisher.targets({ version: 3, signedBy: [keys.targets], days: -1 });
    expect(told(server.post(GUN, { targets: expired }))).toEqual([
      'ErrBadTargets',
      'targets expired at Sun, 22 Nov 2026 12:00:00 GMT',
    ]);
    const shortLived = publisher.targets({
      version: 3,
      signedBy: [keys.targets],
      delegations: [{ name: ALICE, keys: [keys.alice.key] }],
      days: 1,
    });
    expect(server.post(GUN, { targets: shortLived }).status).toBe(200);
    server.now = new Date('2026-12-01T00:00:00Z');
    expect(server.post(GUN, { [ALICE]: publisher.targets({ signedBy: [keys.alice] }) }).status).toBe(200);
  });

  it('have to be documents of their type', () => {
    const { server, files } = publishedRepository();
    expect(told(server.post(GUN, { targets: files.root }))).toEqual([
      'ErrBadTargets',
      'targets type metadata invalid: expected type Targets, not Root',
    ]);
  });

  it('have to be there once a root is, for without them there is no snapshot', () => {
    const { server, files } = newRepository();
    expect(told(server.post(GUN, { root: files.root }))).toEqual([
      'ErrValidation',
      'no pre-existing targets and no targets provided in update.',
    ]);
    expect(server.get(GUN, 'root.json').status).toBe(404);
  });

  it('have to be newer than what is stored, or nothing is stored at all', () => {
    const { server, targets, alice, files } = delegating();
    server.post(GUN, { targets, [ALICE]: alice });
    const before = server.get(GUN, 'timestamp.json').body;
    const publisher = new Publisher(GUN, NOW);
    const newer = publisher.targets({ version: 4, signedBy: [testKey('targets')] });
    expect(server.post(GUN, { targets: files.targets }).code).toBe('VERSION');
    expect(server.post(GUN, { targets, [ALICE]: alice }).code).toBe('VERSION');
    expect(server.get(GUN, 'targets.json').body).toEqual(targets);
    expect(server.get(GUN, 'timestamp.json').body).toEqual(before);
    expect(server.post(GUN, { targets: newer }).status).toBe(200);
  });
});

describe('the snapshot of an upload', () => {
  const snapshotKey = testKey('snapshot');

  function clientManaged() {
    const repository = newRepository();
    const { publisher, rootOptions, files } = repository;
    const root = publisher.root({ ...rootOptions, snapshot: snapshotKey.key });
    return { ...repository, files: { root, targets: files.targets } };
  }

  it('is taken when the client holds its key, and kept to the byte', () => {
    const { server, publisher, files } = clientManaged();
    const snapshot = publisher.snapshot({ signedBy: [snapshotKey], files });
    expect(server.post(GUN, { ...files, snapshot, timestamp: utf8('{}') }).status).toBe(200);
    expect(server.get(GUN, 'snapshot.json').body).toEqual(snapshot);
  });

  it('cannot be left out then', () => {
    const { server, files } = clientManaged();
    const reply = server.post(GUN, files);
    expect(told(reply)).toEqual([
      'ErrBadHierarchy',
      'no snapshot was included in update and server does not hold current snapshot key for repository',
    ]);
    expect(reply.detail).toMatchObject({ Error: { Missing: 'snapshot' } });
  });

  it.each([
    ['another root', ['root'], 'sha256 checksum for root did not match: expected '],
    ['other targets', ['targets'], 'sha256 checksum for targets did not match: expected '],
  ])('may not list %s', (_, [changed = ''], message) => {
    const { server, publisher, files } = clientManaged();
    const other = Buffer.from(files[changed as 'root' | 'targets']).reverse();
    const snapshot = publisher.snapshot({ signedBy: [snapshotKey], files: { ...files, [changed]: other } });
    const [name, text] = told(server.post(GUN, { ...files, snapshot }));
    expect([name, text?.slice(0, message.length)]).toEqual(['ErrBadSnapshot', message]);
  });

  it('has to list what comes with it, which notary-server does not ask for', () => {
    const { server, publisher, keys, files } = clientManaged();
    const targets = publisher.targets({
      version: 2,
      signedBy: [keys.targets],
      delegations: [{ name: ALICE, keys: [keys.alice.key] }],
    });
    const alice = publisher.targets({ signedBy: [keys.alice] });
    const snapshot = publisher.snapshot({ signedBy: [snapshotKey], files: { ...files, targets } });
    expect(told(server.post(GUN, { ...files, targets, [ALICE]: alice, snapshot }))).toEqual([
      'ErrBadSnapshot',
      'snapshot type metadata invalid: it does not list targets/alice',
    ]);
  });

  it('may list what is stored beside what comes with it, and nothing else', () => {
    const { server, publisher, keys, files } = clientManaged();
    const snapshot = (version: number, listed: Readonly<Record<string, Uint8Array>>) =>
      publisher.snapshot({ version, signedBy: [snapshotKey], files: { ...files, ...listed } });
    expect(server.post(GUN, { ...files, snapshot: snapshot(1, {}) }).status).toBe(200);
    const targets = publisher.targets({ version: 3, signedBy: [keys.targets] });
    const lost = (role: string) => [
      'ErrBadSnapshot',
      `snapshot type metadata invalid: it lists a ${role} that is neither sent nor stored`,
    ];
    expect(told(server.post(GUN, { snapshot: snapshot(2, { targets }) }))).toEqual(lost('targets'));
    expect(told(server.post(GUN, { snapshot: snapshot(2, { [ALICE]: targets }) }))).toEqual(lost(ALICE));
    expect(told(server.post(GUN, { snapshot: snapshot(2, { Mirrors: targets }) }))).toEqual(lost('Mirrors'));
    expect(server.post(GUN, { targets, snapshot: snapshot(2, { targets }) }).status).toBe(200);
    expect(server.post(GUN, { snapshot: snapshot(3, { targets }) }).status).toBe(200);
  });

  it.each([
    [
      'signed by another key',
      { signedBy: [testKey('bob')] },
      'valid signatures did not meet threshold for snapshot',
    ],
    ['expired', { days: -1 }, 'snapshot expired at Sun, 22 Nov 2026 12:00:00 GMT'],
  ])('may not be %s', (_, options, message) => {
    const { server, publisher, files } = clientManaged();
    const snapshot = publisher.snapshot({ signedBy: [snapshotKey], files, ...options });
    expect(told(server.post(GUN, { ...files, snapshot }))).toEqual(['ErrBadSnapshot', message]);
  });

  it('that the server makes goes on listing a role that is delegated to no longer', () => {
    const { server, publisher, keys } = publishedRepository();
    const targets = publisher.targets({
      version: 3,
      signedBy: [keys.targets],
      delegations: [{ name: ALICE, keys: [keys.alice.key] }],
    });
    server.post(GUN, { targets, [ALICE]: publisher.targets({ signedBy: [keys.alice] }) });
    expect(
      server.post(GUN, { targets: publisher.targets({ version: 4, signedBy: [keys.targets] }) }).status,
    ).toBe(200);
    expect(server.get(GUN, 'snapshot.json').text).toContain('"targets/alice":');
  });
});
