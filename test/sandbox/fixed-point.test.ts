import { describe, expect, it } from 'vitest';
import { decodeUtf8, toBase64, utf8 } from '../../source/base/index.ts';
import { canonicalJson, type JsonValue, servedForm } from '../../source/tuf/index.ts';
import { testKey } from './support/publisher.ts';
import { GUN, publishedRepository } from './support/repository.ts';

type Members = { readonly [name: string]: JsonValue };

const TARGET = { hashes: { sha256: 'AAAA' }, length: 6 };

/** `signed` of the targets that are uploaded. */
const SIGNED: Members = {
  _type: 'Targets',
  delegations: { keys: {}, roles: [] },
  expires: '2029-01-31T08:00:00.25Z',
  targets: { 'a&b': TARGET },
  version: 3,
};

/** Signs what `signed` means, and serves it as `text` says it. */
function served(signed: Members, text = servedForm(decodeUtf8(canonicalJson(signed)) ?? '')): string {
  const { key, sign } = testKey('targets');
  const { method, signature } = sign(canonicalJson(signed));
  const signatures = [{ keyid: key.id, method, sig: toBase64(signature) }];
  return `{"signed":${text},"signatures":${JSON.stringify(signatures)}}`;
}

const delegating = (delegations: JsonValue): Members => ({ ...SIGNED, delegations });
const withTarget = (target: JsonValue): Members => ({ ...SIGNED, targets: { v1: target } });
const without = (name: string): Members =>
  Object.fromEntries(Object.entries(SIGNED).filter(([member]) => member !== name));

const { key } = testKey('alice');
const delegatedKey = { keytype: key.keyType, keyval: { private: null, public: toBase64(key.publicBytes) } };
const delegation = { keyids: [key.id], name: 'targets/alice', paths: [''], threshold: 1 };

/** What the table of facts 3.3 has verified against notary-server: all of this gets a 200 there. */
const BROKEN: readonly (readonly [string, string])[] = [
  ['an ampersand left unescaped', served(SIGNED).replaceAll('\\u0026', '&')],
  ['a trailing newline', `${served(SIGNED)}\n`],
  ['a fraction with a trailing zero', served({ ...SIGNED, expires: '2029-01-31T08:00:00.250Z' })],
  ['a fraction of zero', served({ ...SIGNED, expires: '2029-01-31T08:00:00.000Z' })],
  ['an offset of zero', served({ ...SIGNED, expires: '2029-01-31T08:00:00+00:00' })],
  ['ten digits of fraction', served({ ...SIGNED, expires: '2029-01-31T08:00:00.0000000001Z' })],
  [
    'unsorted members',
    served(SIGNED, JSON.stringify({ version: 3, ...without('version') }).replace('&', '\\u0026')),
  ],
  ['signatures first', served(SIGNED).replace(/^\{("signed":.*),("signatures":.*)\}$/, '{$2,$1}')],
  ['an unknown member', served({ ...SIGNED, spec_version: '1.0' })],
  ['no delegations', served(without('delegations'))],
  ['a method in capitals', served(SIGNED).replace('"ecdsa"', '"ECDSA"')],
  ['delegation keys that are null', served(delegating({ keys: null, roles: [] }))],
  [
    'empty paths',
    served(delegating({ keys: { [key.id]: delegatedKey }, roles: [{ ...delegation, paths: [] }] })),
  ],
  [
    'a key without its private member',
    served(
      delegating({
        keys: { [key.id]: { keytype: key.keyType, keyval: { public: toBase64(key.publicBytes) } } },
        roles: [delegation],
      }),
    ),
  ],
  [
    'a key with a member more',
    served(delegating({ keys: { [key.id]: { ...delegatedKey, scheme: 'x' } }, roles: [delegation] })),
  ],
  ['custom data that is null', served(withTarget({ custom: null, hashes: {}, length: 1 }))],
  [
    'white space inside custom data',
    served(withTarget({ custom: { a: 1 }, hashes: {}, length: 1 })).replace('"a":1', '"a": 1'),
  ],
  ['upper-case escapes', served({ ...SIGNED, targets: { '<': TARGET } }).replace('u003c', 'u003C')],
];

const FINE: readonly (readonly [string, string])[] = [
  ['Go’s own form', served(SIGNED)],
  ['a time without fraction', served({ ...SIGNED, expires: '2029-01-31T08:00:00Z' })],
  ['a time with an offset', served({ ...SIGNED, expires: '2029-01-31T08:00:00+02:00' })],
  ['delegations that are null', served(delegating({ keys: {}, roles: null }))],
  ['targets that are null', served({ ...SIGNED, targets: null })],
  ['an unreferenced key', served(delegating({ keys: { [key.id]: delegatedKey }, roles: [] }))],
  ['key IDs that are null', served(delegating({ keys: {}, roles: [{ ...delegation, keyids: null }] }))],
  ['custom data', served(withTarget({ custom: { a: 1, b: '<>' }, hashes: {}, length: 1 }))],
  ['no hashes', served(withTarget({ hashes: {}, length: 1 }))],
];

describe('targets off the fixed point', () => {
  it.each(BROKEN)('are refused for %s', (_, text) => {
    const { server, files } = publishedRepository();
    expect(server.post(GUN, { targets: utf8(text) })).toMatchObject({
      status: 400,
      code: 'INVALID_UPDATE',
      detail: {
        Name: 'ErrBadTargets',
        Error: {
          Msg: 'targets is not written the way Notary writes it, so that nobody could download it by its checksum',
        },
      },
    });
    expect(server.get(GUN, 'targets.json').body).toEqual(files.targets);
  });
});

describe('targets on the fixed point', () => {
  it.each(FINE)('are taken and served to the byte: %s', (_, text) => {
    const { server } = publishedRepository();
    expect(server.post(GUN, { targets: utf8(text) }).text).toBe('');
    expect(server.get(GUN, 'targets.json').text).toBe(text);
  });
});
