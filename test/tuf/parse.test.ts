import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildRoot,
  buildSnapshot,
  buildTimestamp,
  fileMetaOf,
  type JsonValue,
  parseRoot,
  parseSnapshot,
  parseTargets,
  parseTimestamp,
  ROOT,
  type SignedPart,
  SNAPSHOT,
  TARGETS,
  TIMESTAMP,
  TufError,
  type TufProblem,
} from '../../source/tuf/index.ts';
import {
  bytesOf,
  delegation,
  EXPIRES,
  roleName,
  signedTargets,
  signerOf,
  target,
  targetsPart,
  textOf,
  unsigned,
} from './support/documents.ts';
import { jsonValue } from './support/json.ts';

const alice = signerOf('alice');
const keys = { keyIds: [alice.key.id], threshold: 1 };
const common = { version: 4, expires: EXPIRES };
const meta = fileMetaOf(bytesOf('content'));

const ROOT_PART = buildRoot({
  ...common,
  keys: [alice.key],
  roles: { root: keys, targets: keys, snapshot: keys, timestamp: keys },
});
const TARGETS_PART = targetsPart({
  ...common,
  targets: [target('v1', { sha512: 'cd'.repeat(64), custom: { a: 1 } })],
  delegations: {
    keys: [alice.key],
    roles: [delegation('targets/alice', [alice.key], { paths: ['v', 'w'] })],
  },
});
const SNAPSHOT_PART = buildSnapshot({
  ...common,
  meta: new Map([
    ['root', meta],
    ['targets', meta],
    ['targets/alice', meta],
  ]),
});
const TIMESTAMP_PART = buildTimestamp({ ...common, meta: new Map([['snapshot', meta]]) });

const targetsOf = (bytes: Uint8Array) => parseTargets(TARGETS, bytes);

const DOCUMENTS = [
  { name: 'root', role: ROOT, parse: parseRoot, part: ROOT_PART },
  { name: 'targets', role: TARGETS, parse: targetsOf, part: TARGETS_PART },
  { name: 'snapshot', role: SNAPSHOT, parse: parseSnapshot, part: SNAPSHOT_PART },
  { name: 'timestamp', role: TIMESTAMP, parse: parseTimestamp, part: TIMESTAMP_PART },
] as const;

/** What is wrong with a document; fails the test when nothing is. */
function problemOf(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): TufProblem {
  try {
    parse(bytes);
  } catch (error) {
    if (error instanceof TufError) {
      return error.detail;
    }
    throw error;
  }
  throw new Error('the document was accepted');
}

/** Where the fields stand that are wrong in `part` after `changes`, by path; `undefined` removes a member. */
function wrongFields(
  parse: (bytes: Uint8Array) => unknown,
  part: SignedPart,
  changes: Readonly<Record<string, JsonValue | undefined>>,
): readonly string[] {
  const signed = JSON.parse(JSON.stringify(part));
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    const parent = steps.reduce((object, step) => object[step], signed);
    parent[last] = value;
  }
  const problem = problemOf(parse, unsigned(signed));
  return problem.code === 'metadata-invalid' ? problem.fields.map(({ at }) => at) : [problem.code];
}

describe.each(DOCUMENTS)('a $name', ({ role, parse, part }) => {
  it('is read with its bytes, its version and its end', () => {
    const bytes = unsigned(part);
    expect(parse(bytes)).toMatchObject({
      version: 4,
      expires: new Date(EXPIRES),
      expiresText: EXPIRES,
      raw: part,
      signatures: [],
    });
    expect(parse(bytes).bytes).toBe(bytes);
  });

  it('keeps members that nobody knows, and signs over them', () => {
    const document = parse(unsigned({ ...part, spec_version: '1.0' }));
    expect(document.raw['spec_version']).toBe('1.0');
    expect(textOf(document.signedBytes)).toContain('"spec_version":"1.0"');
  });

  it('of another type is refused by that', () => {
    for (const found of ['Mirrors', part['_type']?.toString().toLowerCase() ?? '']) {
      expect(problemOf(parse, unsigned({ ...part, _type: found }))).toEqual({
        code: 'wrong-type',
        role,
        expected: part['_type'],
        found,
      });
    }
  });

  it('tells everything that is wrong at once', () => {
    expect(wrongFields(parse, part, { version: 0, expires: 'tomorrow' }).toSorted()).toEqual([
      'signed.expires',
      'signed.version',
    ]);
    for (const version of ['1', null, undefined, -1]) {
      expect(wrongFields(parse, part, { version, _type: undefined }).toSorted()).toEqual([
        'signed._type',
        'signed.version',
      ]);
    }
  });

  it('is refused where Notary would read a member that we do not', () => {
    for (const name of [
      ...Object.keys(part).map((member) => member.toUpperCase()),
      'ver\u017fion',
      'Expires',
    ]) {
      expect(wrongFields(parse, part, { [name]: 9 })).toEqual([`signed.${name}`]);
    }
    const envelope = bytesOf(JSON.stringify({ signed: part, Signed: part, signatures: [] }));
    expect(problemOf(parse, envelope)).toMatchObject({ code: 'metadata-invalid' });
  });

  it.each([
    ['signatures that are no list', { signed: part, signatures: {} }, 'signatures'],
    ['a signature that is no object', { signed: part, signatures: [1] }, 'signatures[0]'],
    [
      'a signature without padding',
      { signed: part, signatures: [{ keyid: '', method: '', sig: 'AQI' }] },
      'signatures[0].sig',
    ],
    [
      'a heap of signatures',
      { signed: part, signatures: Array(1001).fill({ keyid: '', method: '', sig: '' }) },
      'signatures',
    ],
    [
      'a second signature for Notary alone',
      { signed: part, signatures: [{ keyid: '', method: '', sig: '', Sig: 'AQID' }] },
      'signatures[0].Sig',
    ],
    ['no signed', { signatures: [] }, 'signed'],
    ['a list for signed', { signed: [], signatures: [] }, 'signed'],
  ])('with %s is refused', (_, envelope, at) => {
    const problem = problemOf(parse, bytesOf(JSON.stringify(envelope)));
    expect(problem.code).toBe('metadata-invalid');
    expect(problem.code === 'metadata-invalid' && problem.fields.map((field) => field.at)).toContain(at);
  });

  it('that is no JSON, or JSON with two meanings, is refused by that', () => {
    for (const text of [
      '',
      '{',
      '<html>',
      textOf(unsigned(part)).replace('{"signed"', '{"signed":1,"signed"'),
    ]) {
      expect(problemOf(parse, bytesOf(text))).toMatchObject({ code: 'malformed-json', role });
    }
    expect(problemOf(parse, bytesOf('[1]'))).toMatchObject({ code: 'metadata-invalid' });
  });

  it('never makes its parser throw anything but TufError', () => {
    const check = (bytes: Uint8Array) => {
      try {
        parse(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(TufError);
      }
    };
    const text = textOf(unsigned(part));
    const cut = fc.tuple(fc.nat(text.length), fc.nat(text.length), jsonValue({ controls: true }));
    fc.assert(fc.property(fc.uint8Array(), check));
    fc.assert(fc.property(jsonValue({ controls: true }), (value) => check(unsigned(value))));
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(part)), jsonValue({ controls: true }), (path, value) => {
        check(unsigned(replaced(part, path, value)));
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(cut, ([from, to, value]) =>
        check(bytesOf(text.slice(0, from) + JSON.stringify(value) + text.slice(to))),
      ),
    );
  });
});

describe('a root', () => {
  const wrong = (changes: Parameters<typeof wrongFields>[2]) => wrongFields(parseRoot, ROOT_PART, changes);
  const { id } = alice.key;

  it('needs all four roles, thresholds of at least 1, and a key for every ID', () => {
    expect(wrong({ 'roles.snapshot': undefined })).toContain('signed.roles.snapshot');
    expect(wrong({ 'roles.root.threshold': 0, 'roles.targets.threshold': null })).toEqual([
      'signed.roles.root.threshold',
      'signed.roles.targets.threshold',
    ]);
    expect(wrong({ 'roles.root.Threshold': 1, 'roles.targets.KeyIDs': [] })).toEqual([
      'signed.roles.root.Threshold',
      'signed.roles.targets.KeyIDs',
    ]);
    expect(wrong({ 'roles.timestamp.keyids': ['0'.repeat(64)] })).toEqual(['signed.roles.timestamp']);
    expect(wrong({ 'roles.timestamp.keyids': ['x'] })).toEqual(['signed.roles.timestamp.keyids[0]']);
    expect(wrong({ keys: null })).toHaveLength(4);
    expect(wrong({ consistent_snapshot: 'no' })).toEqual(['signed.consistent_snapshot']);
  });

  it('names each key by an ID and holds it in padded base64', () => {
    expect(wrong({ [`keys.${id}`]: { keytype: 'ecdsa', keyval: { public: 'AQI' } } })).toEqual([
      `signed.keys.${id}.keyval.public`,
    ]);
    expect(wrong({ [`keys.${id}.KeyType`]: 'rsa', [`keys.${id}.keyval.Public`]: 'AQID' })).toEqual([
      `signed.keys.${id}.KeyType`,
      `signed.keys.${id}.keyval.Public`,
    ]);
    expect(wrong({ [`keys.${id}`]: null })).toContain(`signed.keys.${id}`);
    expect(wrong({ 'keys.first': { keytype: 'ecdsa', keyval: { public: '' } } })).toEqual([
      'signed.keys.first',
    ]);
  });

  it('may have roles, key types and keys that nobody knows, and IDs twice', () => {
    const roles = { ...(ROOT_PART['roles'] as object), 'root.1': { keyids: [], threshold: 1 }, mirrors: 5 };
    const odd = { keytype: 'ed448', keyval: { public: 'AQID' } };
    const root = parseRoot(unsigned({ ...ROOT_PART, roles, keys: { [id]: odd, ['f'.repeat(64)]: odd } }));
    expect(root.body.keys.size).toBe(2);
    const twice = { ...(ROOT_PART['roles'] as object), root: { keyids: [id, id], threshold: 1 } };
    expect(parseRoot(unsigned({ ...ROOT_PART, roles: twice })).body.roles.root.keyIds).toEqual([id]);
  });

  it('keeps a key under the ID that it claims', () => {
    const claimed = 'f'.repeat(64);
    const root = parseRoot(
      unsigned({
        ...ROOT_PART,
        keys: { ...(ROOT_PART['keys'] as object), [claimed]: { keytype: 'x', keyval: { public: '' } } },
      }),
    );
    expect(root.body.keys.get(claimed as never)?.id).toBe(claimed);
  });
});

describe('a targets document', () => {
  const wrong = (changes: Parameters<typeof wrongFields>[2]) => wrongFields(targetsOf, TARGETS_PART, changes);
  const role = (name: string, more: object = {}) => ({ name, keyids: [], threshold: 1, ...more });

  it('wrong in thousands of places, under long names, is told of in a few', () => {
    const targets = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => ['x'.repeat(1000) + index, 1]),
    );
    const problem = problemOf(targetsOf, unsigned({ ...TARGETS_PART, targets }));
    const fields = problem.code === 'metadata-invalid' ? problem.fields : [];
    expect(fields).toHaveLength(20);
    expect(Math.max(...fields.map(({ at }) => at.length))).toBe(300);
  });

  it('is refused where Notary would read other files or delegations than we do', () => {
    for (const [place, value] of [
      ['targets.v1.Length', 1],
      ['targets.v1.Hashes', {}],
      ['delegations.Roles', []],
      ['delegations.\u212aeys', {}],
    ] as const) {
      expect(wrong({ [place]: value })).toEqual([`signed.${place}`]);
    }
  });

  it('is read as it was built', () => {
    const { body } = targetsOf(unsigned(TARGETS_PART));
    expect([...body.targets.values()]).toEqual([target('v1', { sha512: 'cd'.repeat(64), custom: { a: 1 } })]);
    expect([...body.delegations.keys.values()]).toEqual([alice.key]);
    expect(body.delegations.roles).toEqual([delegation('targets/alice', [alice.key], { paths: ['v', 'w'] })]);
  });

  it('reads null and missing lists as empty, as Notary writes them', () => {
    const nothing = { targets: new Map(), delegations: { keys: new Map(), roles: [] } };
    for (const change of [
      { targets: null, delegations: null },
      { targets: null, delegations: { keys: null, roles: null } },
      { targets: {}, delegations: {} },
    ]) {
      expect(targetsOf(unsigned({ ...TARGETS_PART, ...change })).body).toEqual(nothing);
    }
    const roles = [{ name: 'targets/a', keyids: null, threshold: 1, paths: null }];
    const { delegations } = targetsOf(unsigned({ ...TARGETS_PART, delegations: { keys: {}, roles } })).body;
    expect(delegations.roles).toEqual([{ name: 'targets/a', keyIds: [], threshold: 1, paths: [] }]);
  });

  it.each(['targets/a/b', 'targets', 'root', 'targets/', 'targets/A', 'targets/../x', 'a', '', 'targets//a'])(
    'delegates to nobody but its own children: %j',
    (name) => {
      expect(wrong({ 'delegations.roles': [role(name)] })).toEqual(['signed.delegations.roles[0].name']);
    },
  );

  it('of a delegation has children of its own, of no other', () => {
    const parse = (bytes: Uint8Array) => parseTargets(roleName('targets/a'), bytes);
    const inside = { keys: {}, roles: [role('targets/a/b')] };
    expect(parse(unsigned({ ...TARGETS_PART, delegations: inside })).body.delegations.roles[0]?.name).toBe(
      'targets/a/b',
    );
    expect(wrongFields(parse, TARGETS_PART, { 'delegations.roles': [role('targets/b')] })).toHaveLength(1);
  });

  it('refuses a role listed twice, a threshold of 0 and paths that are no text', () => {
    expect(wrong({ 'delegations.roles': [role('targets/a'), role('targets/a')] })).toEqual([
      'signed.delegations.roles[1].name',
    ]);
    expect(wrong({ 'delegations.roles': [role('targets/a', { threshold: 0 })] })).toEqual([
      'signed.delegations.roles[0].threshold',
    ]);
    expect(wrong({ 'delegations.roles': [role('targets/a', { paths: ['', 1] })] })).toEqual([
      'signed.delegations.roles[0].paths[1]',
    ]);
    expect(wrong({ 'delegations.roles': [null] })).toContain('signed.delegations.roles[0]');
  });

  it('refuses a target without a length', () => {
    for (const length of [undefined, null, -1, '1']) {
      expect(wrong({ targets: { a: { hashes: {}, length } } as never })).toEqual(['signed.targets.a.length']);
    }
    expect(wrong({ targets: { a: null } })).toEqual(['signed.targets.a', 'signed.targets.a.length']);
  });

  it('takes no digest for one that is not of its size', () => {
    const hashes = { sha256: 'AQID', sha512: null, md5: 'x' };
    const document = targetsOf(
      unsigned({ ...TARGETS_PART, targets: { a: { hashes, length: 1, custom: null } } }),
    );
    expect(document.body.targets.get('a')).toEqual(target('a', { length: 1, sha256: null }));
  });

  it('holds targets named like members of every object', () => {
    const names = ['__proto__', 'constructor', 'toString', ''];
    const { targets } = targetsOf(signedTargets({ targets: names.map((name) => target(name)) })).body;
    expect([...targets.keys()].toSorted()).toEqual(names.toSorted());
    expect(targets.get('__proto__')).toEqual(target('__proto__'));
  });

  it('with 5,000 tags is read in a moment', () => {
    const tags = Array.from({ length: 5_000 }, (_, index) => target(`v1.${index}`));
    const bytes = signedTargets({ targets: tags });
    const start = performance.now();
    expect(targetsOf(bytes).body.targets.size).toBe(5_000);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('a snapshot and a timestamp', () => {
  it('must list what the chain goes on with, each by its SHA-256', () => {
    expect(wrongFields(parseSnapshot, SNAPSHOT_PART, { 'meta.root': undefined })).toEqual([
      'signed.meta.root',
    ]);
    expect(wrongFields(parseSnapshot, SNAPSHOT_PART, { 'meta.targets.hashes': { sha512: 'AQ==' } })).toEqual([
      'signed.meta.targets',
    ]);
    expect(wrongFields(parseSnapshot, SNAPSHOT_PART, { 'meta.targets.hashes': { sha256: 'AQ==' } })).toEqual([
      'signed.meta.targets',
    ]);
    expect(wrongFields(parseTimestamp, TIMESTAMP_PART, { meta: {} })).toEqual(['signed.meta.snapshot']);
    expect(wrongFields(parseTimestamp, TIMESTAMP_PART, { meta: null })).toEqual([
      'signed.meta',
      'signed.meta.snapshot',
    ]);
  });

  it('are read as they were built', () => {
    expect(parseSnapshot(unsigned(SNAPSHOT_PART)).body.meta.get('targets/alice')).toEqual(meta);
    expect(parseTimestamp(unsigned(TIMESTAMP_PART)).body.meta).toEqual(new Map([['snapshot', meta]]));
  });
});

/** The paths of all values inside `value`. */
function pathsOf(value: JsonValue): readonly (readonly string[])[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => [
        [name],
        ...pathsOf(member).map((path) => [name, ...path]),
      ])
    : [];
}

function replaced(value: JsonValue, path: readonly string[], by: JsonValue): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) {
    return by;
  }
  const entries = Object.entries(value as object).map(([key, member]) => [
    key,
    key === name ? replaced(member, rest, by) : member,
  ]);
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
