import { describe, expect, it } from 'vitest';
import { utf8 } from '../../source/base/index.ts';
import { SandboxError } from '../../source/sandbox/errors.ts';
import { createStore } from '../../source/sandbox/storage/store.ts';
import { rootKey } from './support/publisher.ts';
import { GUN, NOW, newRepository, publishedRepository } from './support/repository.ts';
import { TestServer, told } from './support/server.ts';

describe('an upload that is no upload', () => {
  const server = new TestServer({ now: NOW });
  const json = (text: string) => ({ type: 'application/json', bytes: utf8(text) });

  it('is malformed', () => {
    expect(server.call('POST', `/v2/${GUN}/_trust/tuf/`, json('{}'))).toMatchObject({
      status: 400,
      code: 'MALFORMED_UPLOAD',
    });
  });

  it.each([
    ['a part without file name', '', 'NO_FILENAME', undefined],
    ['a file name that is only the suffix', '.json', 'NO_FILENAME', undefined],
    ['a role that cannot be', 'targets/Alice', 'INVALID_ROLE', 'targets/Alice'],
    ['a path', '../root', 'INVALID_ROLE', '../root'],
  ])('is refused for %s', (_, name, code, detail) => {
    expect(server.post(GUN, { [name]: utf8('{}') })).toMatchObject({ status: 400, code, detail });
  });

  it('is refused for a role that is there twice', () => {
    const { files } = newRepository();
    expect(told(server.post(GUN, { root: files.root, 'root.json': files.root }))).toEqual([
      'ErrValidation',
      'root was sent twice',
    ]);
  });

  it.each(['nope', '{"signed":', '[]x'])('is refused for what is not JSON: %s', (text) => {
    expect(server.post(GUN, { root: utf8(text) })).toMatchObject({ status: 400, code: 'MALFORMED_JSON' });
  });

  it('is refused for a name that no repository can have', () => {
    expect(server.post('registry.example.com/../etc', {})).toMatchObject({
      status: 400,
      code: 'INVALID_GUN',
    });
  });
});

type Ended = ReturnType<typeof soonEnding>;

/** A repository whose only root certificate ends in ten days, and what its owner would rotate to. */
function soonEnding() {
  const { server, publisher, keys, rootOptions, files } = newRepository();
  const ending = rootKey({ commonName: GUN, now: NOW, endsInDays: 10 });
  const next = rootKey({ commonName: GUN, now: NOW, seed: 'next' });
  const first = publisher.root({ ...rootOptions, root: [ending] });
  expect(server.post(GUN, { ...files, root: first }).status).toBe(200);
  const rotated = publisher.root({ ...rootOptions, root: [next], version: 2, signedBy: [ending, next] });
  return { server, publisher, keys, rotated };
}

describe('the root of an upload', () => {
  it('has to be there the first time', () => {
    const { server, files } = newRepository();
    expect(told(server.post(GUN, { targets: files.targets }))).toEqual([
      'ErrValidation',
      'no pre-existing root and no root provided in update.',
    ]);
  });

  it.each([1, 3])('has to follow version 1: not %d', (version) => {
    const { server, publisher, rootOptions } = publishedRepository();
    const reply = server.post(GUN, { root: publisher.root({ ...rootOptions, version, days: 900 }) });
    if (version === 1) {
      expect(reply).toMatchObject({ status: 400, code: 'VERSION', detail: {} });
    } else {
      expect(told(reply)).toEqual([
        'ErrBadRoot',
        'Root modifications must increment the version. Current 1, new 3',
      ]);
    }
  });

  it('may bring new root keys, signed by old and new', () => {
    const { server, publisher, rootOptions, keys } = publishedRepository();
    const next = rootKey({ commonName: GUN, now: NOW, seed: 'next' });
    const rotated = { ...rootOptions, root: [next], version: 2 };
    expect(told(server.post(GUN, { root: publisher.root(rotated) }))).toEqual([
      'ErrBadRoot',
      'could not rotate trust to a new trusted root: failed to validate data with current trusted certificates',
    ]);
    expect(told(server.post(GUN, { root: publisher.root({ ...rotated, signedBy: [keys.root] }) }))).toEqual([
      'ErrBadRoot',
      'valid signatures did not meet threshold for root',
    ]);
    const both = publisher.root({ ...rotated, signedBy: [keys.root, next] });
    expect(server.post(GUN, { root: both }).status).toBe(200);
  });

  it('has to be in date', () => {
    const { server, publisher, rootOptions, files } = newRepository();
    const root = publisher.root({ ...rootOptions, days: -1 });
    expect(told(server.post(GUN, { ...files, root }))).toEqual([
      'ErrBadRoot',
      'root expired at Sun, 22 Nov 2026 12:00:00 GMT',
    ]);
  });

  it.each([
    ['for another GUN', { commonName: 'registry.example.com/other' }],
    ['that has ended', { commonName: GUN, endsInDays: -1 }],
  ])('has to have a certificate, and not one %s', (_, certificate) => {
    const { server, publisher, rootOptions, files } = newRepository();
    const root = publisher.root({ ...rootOptions, root: [rootKey({ now: NOW, ...certificate })] });
    expect(told(server.post(GUN, { ...files, root }))).toEqual([
      'ErrBadRoot',
      'could not validate the path to a trusted root: unable to retrieve valid leaf certificates',
    ]);
  });

  it.each([
    [
      'targets',
      ({ publisher, keys }: Ended) => ({
        targets: publisher.targets({ signedBy: [keys.targets], version: 3 }),
      }),
    ],
    ['a rotation, signed by the old key too', ({ rotated }: Ended) => ({ root: rotated })],
    ['nothing', () => ({})],
  ])(
    'that is stored refuses every change once its certificate has ended, as notary-server does: %s',
    (_, upload) => {
      const ended = soonEnding();
      ended.server.now = new Date('2026-12-03T11:59:59Z');
      expect(ended.server.post(GUN, {}).status).toBe(200);
      ended.server.now = new Date('2026-12-03T12:00:01Z');
      expect(ended.server.post(GUN, upload(ended))).toMatchObject({
        status: 400,
        code: 'INVALID_UPDATE',
        detail: undefined,
      });
    },
  );

  it('has to name a timestamp key of the server', () => {
    const { server, publisher, rootOptions, keys, files } = newRepository();
    const root = publisher.root({ ...rootOptions, timestamp: keys.alice.key });
    expect(told(server.post(GUN, { ...files, root }))).toEqual([
      'ErrBadRoot',
      'no  timestamp keys exist on the server',
    ]);
  });
});

describe('a storage that fails', () => {
  it('leaves everything as it was and says so', () => {
    const store = createStore({
      load: () => [],
      save: (record) => {
        if (record.files.length > 0) {
          throw new SandboxError({ code: 'folder-unusable', path: '/full', reason: 'ENOSPC' });
        }
      },
    });
    const { server, files } = newRepository({ server: new TestServer({ now: NOW, store }) });
    expect(server.post(GUN, files)).toMatchObject({
      status: 500,
      code: 'UPDATING',
      detail: 'folder-unusable',
    });
    expect(server.get(GUN, 'root.json').status).toBe(404);
  });
});
