import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../../source/notary/challenge.ts';
import { tlsFailure, tlsRefusal } from '../../source/notary/tls-refusal.ts';

const parsed = (header: string | readonly string[]) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('parseChallenges', () => {
  it.each([
    [
      'Bearer realm="https://a/t",service="s",scope="x,y"',
      [['bearer', { realm: 'https://a/t', service: 's', scope: 'x,y' }]],
    ],
    ['BASIC Realm=plain', [['basic', { realm: 'plain' }]]],
    [
      'Basic realm="a\\"b" , Bearer realm="c"',
      [
        ['basic', { realm: 'a"b' }],
        ['bearer', { realm: 'c' }],
      ],
    ],
    ['Negotiate', [['negotiate', {}]]],
    [
      'Negotiate, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    ['', []],
    ['"garbage', []],
  ])('reads %j', (header, expected) => {
    expect(parsed(header)).toEqual(expected);
  });

  it('reads several headers', () => {
    expect(parsed(['Basic realm="x"', 'Bearer realm="y"'])).toHaveLength(2);
  });

  it('ends for every header, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'Ba ,="\\\t;x') }), (header) => {
        expect(Array.isArray(parseChallenges(header))).toBe(true);
      }),
    );
  });

  it('reads back what it was given', () => {
    const value = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(value, value, (realm, service) => {
        const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
        const [challenge] = parseChallenges(`Bearer realm=${quote(realm)}, service=${quote(service)}`);
        expect(challenge?.parameters).toEqual(
          new Map([
            ['realm', realm],
            ['service', service],
          ]),
        );
      }),
    );
  });
});

describe('TLS codes', () => {
  it('reads an alert about a certificate by whether one was sent', () => {
    expect(tlsFailure('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', false)).toBe('client-certificate-required');
    expect(tlsFailure('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', true)).toBe('client-certificate-refused');
    expect(tlsFailure('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', false)).toBe(
      'client-certificate-required',
    );
  });

  it('leaves what is not TLS to others', () => {
    expect(tlsFailure('ECONNREFUSED', false)).toBeNull();
    expect(tlsRefusal('ERR_SSL_WRONG_VERSION_NUMBER')).toBeNull();
  });
});
