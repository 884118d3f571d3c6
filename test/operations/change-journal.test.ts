import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChangeRequest,
  fileJournal,
  type JournalRun,
  type RunFiles,
} from '../../source/operations/index.ts';
import { makeTufKey, type TufKey } from '../../source/tuf/index.ts';
import { digestOf, gun, keyId, role } from '../support/sample-parts.ts';

const KEY: TufKey = makeTufKey('ed25519', Buffer.from(Array.from({ length: 32 }, (_item, index) => index)));
const GUN = gun('registry.example.com/a');

const REQUESTS: { readonly [Kind in ChangeRequest['kind']]: Extract<ChangeRequest, { kind: Kind }> } = {
  init: { kind: 'init', rootKey: KEY, rootCertificate: null },
  'signer-add': { kind: 'signer-add', signer: 'alice', keys: [KEY] },
  'signer-remove': { kind: 'signer-remove', signer: 'alice', resignAs: 'bob' },
  'signer-rotate': {
    kind: 'signer-rotate',
    signer: 'alice',
    newKey: KEY,
    oldKeys: [keyId('a')],
    keepOld: false,
  },
  'delegation-add': {
    kind: 'delegation-add',
    role: role('targets/qa'),
    keys: [KEY],
    paths: ['', 'v1'],
    threshold: 2,
    keyIds: [keyId('b')],
    resign: true,
  },
  'delegation-remove': { kind: 'delegation-remove', role: role('targets/qa'), keys: [], paths: 'all' },
  'delegation-purge': { kind: 'delegation-purge', keys: [keyId('a')] },
  witness: { kind: 'witness', roles: [role('targets/releases')], as: 'alice' },
  sign: {
    kind: 'sign',
    tags: [
      { name: 'v1', length: 7, sha256: digestOf('v1'), sha512: null, custom: undefined },
      { name: 'v2', length: 0, sha256: null, sha512: 'ab'.repeat(64), custom: { by: ['somebody'] } },
    ],
    signer: 'alice',
  },
  revoke: { kind: 'revoke', tags: ['v1'], signer: null },
  'key-rotate': { kind: 'key-rotate', role: 'snapshot', serverManaged: true, newKey: null },
  publish: { kind: 'publish' },
  delete: { kind: 'delete', remote: true },
};

/** Files in memory. */
function filesInMemory() {
  const texts = new Map<string, string | null>();
  const files: RunFiles = {
    read: async () => [...texts].map(([id, text]) => ({ id, path: `/journal/${id}.json`, text })),
    write: async (id, text) => void texts.set(id, text),
    remove: async (id) => void texts.delete(id),
  };
  return { texts, journal: fileJournal(files) };
}

function sampleRun(request: ChangeRequest, rest: Partial<JournalRun> = {}): JournalRun {
  return {
    id: 'run-1',
    startedAt: new Date('2026-11-23T12:00:00.123Z'),
    request,
    newKeys: [{ keyId: KEY.canonicalId, gun: GUN, role: 'targets', key: KEY, algorithm: 'ed25519' }],
    repositories: [
      {
        gun: GUN,
        status: 'failed',
        error: 'version-conflict',
        sent: [{ role: role('root'), version: 3, sha256: digestOf('root') }],
      },
      { gun: gun('registry.example.com/b'), status: 'planned', error: null, sent: [] },
    ],
    ...rest,
  };
}

async function textOf(run: JournalRun): Promise<string> {
  const { texts, journal } = filesInMemory();
  await journal.write(run);
  return texts.get(run.id) ?? '';
}

/** What the journal says when a file named as the sample run holds `text`. */
async function readBack(text: string | null) {
  const { texts, journal } = filesInMemory();
  texts.set('run-1', text);
  return journal.unfinished();
}

describe('the journal', () => {
  it.each(Object.values(REQUESTS))('gives back what was written of a request to $kind', async (request) => {
    const { journal } = filesInMemory();
    const run = sampleRun(request);
    await journal.write(run);
    expect(await journal.unfinished()).toEqual({ runs: [run], unreadable: [] });
  });

  it('gives back a request to revoke everything, and to sign again as whoever can', async () => {
    const requests = [
      { kind: 'revoke', tags: 'all', signer: 'alice' },
      { kind: 'witness', roles: [role('targets/releases')], as: null },
    ] as const;
    for (const request of requests) {
      const { journal } = filesInMemory();
      await journal.write(sampleRun(request));
      expect((await journal.unfinished()).runs[0]?.request).toEqual(request);
    }
  });

  it('lists the newest run first, and forgets those that are removed', async () => {
    const { journal } = filesInMemory();
    const runs = [3, 1, 2].map((day) =>
      sampleRun(REQUESTS.publish, { id: `run-${day}`, startedAt: new Date(day * 86_400_000) }),
    );
    for (const run of runs) {
      await journal.write(run);
    }
    await journal.remove('run-2');
    expect((await journal.unfinished()).runs.map(({ id }) => id)).toEqual(['run-3', 'run-1']);
  });

  it('names a file that cannot be read, or that is another run’s', async () => {
    const other = await textOf(sampleRun(REQUESTS.publish, { id: 'run-2' }));
    for (const text of [null, '', other, other.slice(0, -5)]) {
      expect(await readBack(text)).toEqual({ runs: [], unreadable: ['/journal/run-1.json'] });
    }
  });

  it('reads no new key whose public half is that of another key', async () => {
    const document = JSON.parse(await textOf(sampleRun(REQUESTS.publish)));
    document.run.newKeys[0].keyId = 'a'.repeat(64);
    expect((await readBack(JSON.stringify(document))).unreadable).toHaveLength(1);
  });

  it('reads no other version', async () => {
    const text = await textOf(sampleRun(REQUESTS.publish));
    expect(text).toMatch(/^\{"version":1,/);
    expect((await readBack(text.replace('"version":1', '"version":2'))).unreadable).toHaveLength(1);
  });

  it.each(Object.values(REQUESTS))(
    'reads no request to $kind with a member too many or too few',
    async (request) => {
      const document = JSON.parse(await textOf(sampleRun(request)));
      for (const name of Object.keys(request)) {
        const { [name]: _gone, ...fewer } = document.run.request;
        const text = JSON.stringify({ ...document, run: { ...document.run, request: fewer } });
        expect((await readBack(text)).unreadable).toHaveLength(1);
      }
      const more = {
        ...document,
        run: { ...document.run, request: { ...document.run.request, extra: null } },
      };
      expect((await readBack(JSON.stringify(more))).unreadable).toHaveLength(1);
    },
  );

  it('takes nothing that is not of its form, and never fails, whatever stands there', async () => {
    const document = JSON.parse(await textOf(sampleRun(REQUESTS['signer-rotate'])));
    const members = ['id', 'startedAt', 'request', 'newKeys', 'repositories'] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...members), fc.jsonValue(), async (member, value) => {
        const text = JSON.stringify({ ...document, run: { ...document.run, [member]: value } });
        const { runs, unreadable } = await readBack(text);
        const isEmptyList = Array.isArray(value) && value.length === 0;
        expect(runs.length + unreadable.length).toBe(1);
        expect(runs.length === 0 || isEmptyList || typeof value === 'string').toBe(true);
      }),
    );
  });

  it('gives a key the ID that its content has, not one that a file could claim', async () => {
    const text = await textOf(sampleRun(REQUESTS['signer-add']));
    expect(text).not.toContain('canonicalId');
    const [run] = (await readBack(text)).runs;
    expect(run?.request).toEqual(REQUESTS['signer-add']);
  });
});
