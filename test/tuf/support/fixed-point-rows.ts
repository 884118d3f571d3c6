import { type JsonValue, signDocument } from '../../../source/tuf/index.ts';
import { delegation, signerOf, target, targetsPart, textOf } from './documents.ts';

/** Whose key signs each of the documents below, where their text was not changed afterwards. */
export const alice = signerOf('alice');
const part = targetsPart({
  targets: [target('v1&<x>'), target('v2', { custom: { tag: 'a<b' } })],
  delegations: { keys: [alice.key], roles: [delegation('targets/alice', [alice.key])] },
});
/** A targets document exactly as Go writes it. */
export const exact = textOf(signDocument(part, [alice]));

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

/** Variations of a targets document that Notary writes back as they are (facts 3.3), by what varies. */
export const FIXED_POINTS: readonly (readonly [name: string, text: string])[] = [
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
];

/** Variations that Notary accepts and would write in another way, or that it cannot read, by what varies. */
export const OTHER_POINTS: readonly (readonly [name: string, text: string])[] = [
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
];

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
