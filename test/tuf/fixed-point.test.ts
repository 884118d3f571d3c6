import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildRoot,
  buildSnapshot,
  buildTimestamp,
  fileMetaOf,
  isFixedPoint,
  type JsonValue,
  ROOT,
  SNAPSHOT,
  signDocument,
  TARGETS,
  TIMESTAMP,
} from '../../source/tuf/index.ts';
import {
  bytesOf,
  delegation,
  EXPIRES,
  signedTargets,
  signerOf,
  target,
  targetsPart,
  textOf,
} from './support/documents.ts';
import { jsonValue } from './support/json.ts';

const alice = signerOf('alice');
const part = targetsPart({
  targets: [target('v1&<x>'), target('v2', { custom: { tag: 'a<b' } })],
  delegations: { keys: [alice.key], roles: [delegation('targets/alice', [alice.key])] },
});
const exact = textOf(signDocument(part, [alice]));

/** The document with one text in it replaced. */
function with_(from: string | RegExp, to: string, text = exact): string {
  const changed = text.replace(from, to);
  if (changed === text) {
    throw new Error(`${from} is in the document`);
  }
  return changed;
}

/** A document of Go's form around changed content: what stands in the way, if anything does, is the content. */
const around = (change: { readonly [name: string]: JsonValue }): string =>
  textOf(signDocument({ ...part, ...change }, [alice]));

const expires = (text: string) => around({ expires: text });
const keyText = exact.match(/"[0-9a-f]{64}":\{"keytype".*?\}\}/)?.[0] ?? '';

describe('the fixed-point rule (facts 3.3)', () => {
  it.each([
    ['exact Go form', exact],
    ['expires without fraction', expires('2029-01-02T03:04:05Z')],
    ['expires with nanoseconds', expires('2029-01-02T03:04:05.080541649Z')],
    ['expires with an offset', expires('2029-01-02T03:04:05+02:00')],
    ['keyids null', with_(/"keyids":\[[^\]]*\]/, '"keyids":null')],
    ['keyids []', with_(/"keyids":\[[^\]]*\]/, '"keyids":[]')],
    ['delegations.roles null', around({ delegations: { keys: {}, roles: null } })],
    ['delegations.roles []', around({ delegations: { keys: {}, roles: [] } })],
    ['targets null', around({ targets: null })],
    ['a key that no role names', around({ delegations: { keys: delegationKeys(), roles: [] } })],
    ['a key of an unknown type', with_('"keytype":"ecdsa"', '"keytype":"ed448"')],
    ['custom with < > & escaped', around({ targets: { a: file({ custom: { x: '<&>' } }) } })],
    ['custom with members in any order', with_('{"tag":"a\\u003cb"}', '{"z":1,"a":2}')],
    ['a name with U+2028 and an emoji', around({ targets: { '\u2028\u{1f600}': file({}) } })],
    [
      'a hash that is no real digest',
      around({ targets: { a: file({ hashes: { sha256: 'AAAA', md5: 'AA==' } }) } }),
    ],
    ['empty hashes', around({ targets: { a: file({ hashes: {} }) } })],
  ])('%s stays usable', (_, text) => {
    expect(isFixedPoint(TARGETS, bytesOf(text))).toBe(true);
  });

  it.each([
    ['& left unescaped', with_('\\u0026', '&')],
    ['upper-case hex in an escape', with_('\\u003c', '\\u003C')],
    ['a needless escape', with_('"v2"', '"\\u0076\\u0032"')],
    ['a trailing newline', `${exact}\n`],
    ['white space', with_('{"signed":', '{ "signed":')],
    ['a trailing zero in the fraction', expires('2029-01-02T03:04:05.250Z')],
    ["a fraction of zero, as JavaScript's toISOString writes it", expires('2029-01-02T03:04:05.000Z')],
    ['+00:00 instead of Z', expires('2029-01-02T03:04:05+00:00')],
    ['more than 9 digits in the fraction', expires('2029-01-02T03:04:05.1234567891Z')],
    ['a lower-case z', expires('2029-01-02T03:04:05z')],
    ['unsorted members in signed', with_(/("_type":"Targets"),(.*),("version":1)\}/, '$3,$2,$1}')],
    ['signatures before signed', with_(/^\{("signed":.*),("signatures":.*)\}$/, '{$2,$1}')],
    ['an unknown member in signed', around({ spec_version: '1.0' })],
    ['an unknown member beside signed', with_(/^\{/, '{"a":1,')],
    ['no delegations', withoutDelegations()],
    ['delegations null', around({ delegations: null })],
    ['an upper-case method', with_('"method":"ecdsa"', '"method":"ECDSA"')],
    ['delegations.keys null', around({ delegations: { keys: null, roles: [] } })],
    ['empty paths', with_('"paths":[""]', '"paths":[]')],
    ['paths null', with_('"paths":[""]', '"paths":null')],
    ['a key without "private":null', with_('"private":null,', '')],
    ['a key with another member', with_('{"keytype"', '{"extra":1,"keytype"')],
    ['a role with another member', with_('{"keyids"', '{"a":1,"keyids"')],
    ['a signature with another member', with_('{"keyid"', '{"a":1,"keyid"')],
    ['a file with another member', around({ targets: { a: file({ note: 1 }) } })],
    ['custom null', around({ targets: { a: file({ custom: null }) } })],
    ['white space inside custom', with_('{"tag":', '{ "tag":')],
    ['1.0 as an integer', with_('"version":1}', '"version":1.0}')],
    ['1e0 as an integer', with_('"version":1}', '"version":1e0}')],
    ['base64 without padding', with_(/=="/, '"')],
    ['base64 with bits left over', around({ targets: { a: file({ hashes: { sha256: 'AB==' } }) } })],
    ['another document type', with_('"Targets"', '"targets"')],
    ['a control character, which Notary cannot serve', with_('"v2"', '"v\\n2"')],
    ['what is no JSON', 'trust me'],
  ])('%s breaks it', (_, text) => {
    expect(isFixedPoint(TARGETS, bytesOf(text))).toBe(false);
  });

  it('takes a document only for a role of its type', () => {
    expect(isFixedPoint(ROOT, bytesOf(exact))).toBe(false);
    expect(isFixedPoint(SNAPSHOT, bytesOf(exact))).toBe(false);
  });

  it('holds for all that is built and signed here', () => {
    const meta = new Map([
      ['root', fileMetaOf(bytesOf('root'))],
      ['targets', fileMetaOf(bytesOf('targets'))],
      ['snapshot', fileMetaOf(bytesOf('snapshot'))],
    ]);
    const role = { keyIds: [alice.key.id], threshold: 1 };
    const roles = { root: role, targets: role, snapshot: role, timestamp: role };
    const common = { version: 3, expires: EXPIRES };
    const root = signDocument(buildRoot({ ...common, keys: [alice.key], roles }), [alice]);
    expect(isFixedPoint(ROOT, root)).toBe(true);
    expect(isFixedPoint(SNAPSHOT, signDocument(buildSnapshot({ ...common, meta }), [alice]))).toBe(true);
    expect(isFixedPoint(TIMESTAMP, signDocument(buildTimestamp({ ...common, meta }), [alice]))).toBe(true);
    const withoutFlag = textOf(root).replace('"consistent_snapshot":false,', '');
    expect(isFixedPoint(ROOT, bytesOf(withoutFlag))).toBe(false);
  });

  it('holds for targets of any name, custom data and paths', () => {
    const name = fc.string({ unit: 'binary', maxLength: 10 }).map(servable);
    const entry = fc.tuple(name, fc.option(jsonValue({ controls: false }), { nil: undefined }));
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ([id]) => id }), fc.array(name), (entries, paths) => {
        const bytes = signedTargets({
          targets: entries.map(([id, custom]) => target(id, { custom })),
          delegations: { keys: [alice.key], roles: [delegation('targets/alice', [alice.key], { paths })] },
        });
        expect(isFixedPoint(TARGETS, bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('holds after no change of a byte that leaves the content as it is', () => {
    fc.assert(
      fc.property(fc.nat(exact.length), fc.constantFrom(' ', '\n', '\t'), (at, blank) => {
        const bytes = bytesOf(exact.slice(0, at) + blank + exact.slice(at));
        const isInString = JSON.stringify(tryParse(bytes)) !== JSON.stringify(JSON.parse(exact));
        expect(isInString || !isFixedPoint(TARGETS, bytes)).toBe(true);
      }),
    );
  });
});

function delegationKeys(): JsonValue {
  return JSON.parse(`{${keyText}}`);
}

function withoutDelegations(): string {
  const { delegations: _, ...rest } = part;
  return textOf(signDocument(rest, [alice]));
}

function file(members: { readonly [name: string]: JsonValue }): JsonValue {
  return { hashes: {}, length: 1, ...members };
}

function servable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Notary cannot serve
  return text.replace(/[\u0000-\u001f]/g, '');
}

function tryParse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return null;
  }
}
