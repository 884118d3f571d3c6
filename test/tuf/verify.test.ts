import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type KeyId,
  makeTufKey,
  parseTargets,
  type Signer,
  signDocument,
  TARGETS,
  TufError,
  type TufKey,
  verifySignatures,
} from '../../source/tuf/index.ts';
import { ALGORITHMS, testCertificate, testKey } from '../crypto/support/keys.ts';
import {
  bytesOf,
  delegation,
  signedTargets,
  signerOf,
  signerWith,
  target,
  targetsPart,
  textOf,
} from './support/documents.ts';

const [alice, ben, carol] = [signerOf('alice'), signerOf('ben'), signerOf('carol')];

function verify(bytes: Uint8Array, keys: readonly TufKey[], threshold = 1) {
  return verifySignatures(parseTargets(TARGETS, bytes), { role: TARGETS, keys, threshold });
}

const refusalsOf = (evidence: ReturnType<typeof verify>) => evidence.verdicts.map(({ refusal }) => refusal);

describe('signatures of a document', () => {
  it.each(ALGORITHMS)('by %s count', (algorithm) => {
    const secret = testKey(algorithm);
    const signer = signerWith(secret, makeTufKey(secret.keyType, secret.publicBytes));
    expect(verify(signedTargets({}, [signer]), [signer.key])).toMatchObject({ valid: 1, problem: null });
  });

  it('have a verdict each, in the order of the document', () => {
    const bytes = signedTargets({}, [carol, alice, ben]);
    const evidence = verify(bytes, [alice.key, ben.key], 2);
    expect(evidence.valid).toBe(2);
    expect(evidence.problem).toBeNull();
    expect(evidence.verdicts).toEqual([
      { keyId: carol.key.id, method: 'ecdsa', valid: false, refusal: 'key-not-in-role' },
      { keyId: alice.key.id, method: 'ecdsa', valid: true, refusal: null },
      { keyId: ben.key.id, method: 'ecdsa', valid: true, refusal: null },
    ]);
  });

  it('are too few below the threshold', () => {
    expect(verify(signedTargets({}, [alice]), [alice.key, ben.key], 2).problem).toEqual({
      code: 'signatures-below-threshold',
      role: TARGETS,
      valid: 1,
      threshold: 2,
    });
  });

  it('are never enough at a threshold below 1', () => {
    for (const threshold of [0, -1]) {
      expect(verify(signedTargets({}, [carol]), [alice.key], threshold).problem).toMatchObject({
        code: 'signatures-below-threshold',
      });
    }
  });

  it('are missing', () => {
    expect(verify(signedTargets({}, []), [alice.key]).problem).toEqual({
      code: 'no-signatures',
      role: TARGETS,
    });
  });

  it('cannot be enough where fewer keys are listed than the threshold', () => {
    expect(verify(signedTargets({}, [alice]), [alice.key], 2).problem).toEqual({
      code: 'keys-below-threshold',
      role: TARGETS,
      keys: 1,
      threshold: 2,
    });
    expect(verify(signedTargets({}, [alice]), []).problem).toMatchObject({
      code: 'keys-below-threshold',
      keys: 0,
    });
  });

  it('count one key once, however often it signs', () => {
    const evidence = verify(signedTargets({}, [alice, alice, alice]), [alice.key, ben.key], 2);
    expect(refusalsOf(evidence)).toEqual([null, 'repeated-key', 'repeated-key']);
    expect(evidence).toMatchObject({ valid: 1, problem: { code: 'signatures-below-threshold' } });
  });

  it('count one key once, plain and in certificates', () => {
    const { secret } = alice;
    const inCertificate = (serial: number) => {
      const pem = testCertificate(secret, { serial: Uint8Array.of(serial) });
      return signerWith(secret, makeTufKey('ecdsa-x509', Buffer.from(pem)));
    };
    const signers = [alice, inCertificate(1), inCertificate(2)];
    const keys = signers.map(({ key }) => key);
    expect(new Set(keys.map(({ id }) => id)).size).toBe(3);
    const evidence = verify(signedTargets({}, signers), keys, 2);
    expect(refusalsOf(evidence)).toEqual([null, 'repeated-key', 'repeated-key']);
    expect(evidence.problem).toEqual({ code: 'keys-below-threshold', role: TARGETS, keys: 1, threshold: 2 });
  });

  it('by a good key count after a bad one by the same key', () => {
    const forged: Signer = { key: alice.key, sign: (message) => ben.sign(message) };
    expect(refusalsOf(verify(signedTargets({}, [forged, alice]), [alice.key]))).toEqual([
      'wrong-signature',
      null,
    ]);
  });

  it('refuse the whole document where a key stands under an ID that is not its own', () => {
    const posing: TufKey = { ...ben.key, id: alice.key.id };
    const signer: Signer = { key: posing, sign: (message) => ben.sign(message) };
    const evidence = verify(signedTargets({}, [signer, carol]), [posing, carol.key]);
    expect(evidence.problem).toEqual({
      code: 'key-id-mismatch',
      role: TARGETS,
      keyId: alice.key.id,
      computed: ben.key.id,
    });
    expect(refusalsOf(evidence)).toEqual(['malformed-key', null]);
    expect(verify(signedTargets({}, [carol]), [posing, carol.key]).problem).toBeNull();
  });

  it.each([
    ['unknown-key-type', makeTufKey('ed448', new Uint8Array(57))],
    ['malformed-key', makeTufKey('ecdsa', Uint8Array.of(1, 2, 3))],
  ])('of a key that cannot be used say so: %s', (refusal, key) => {
    const signer: Signer = { key, sign: (message) => alice.sign(message) };
    const evidence = verify(signedTargets({}, [signer, alice]), [key, alice.key]);
    expect(refusalsOf(evidence)).toEqual([refusal, null]);
    expect(evidence.problem).toBeNull();
  });

  it('take the method in any case, and no method of another algorithm', () => {
    const named = (method: string): Signer => ({
      key: alice.key,
      sign: (m) => ({ ...alice.sign(m), method }),
    });
    const methods = ['ECDSA', 'Ecdsa', 'eddsa', 'rsapss', 'none', ''];
    expect(
      methods.flatMap((method) => refusalsOf(verify(signedTargets({}, [named(method)]), [alice.key]))),
    ).toEqual([null, null, 'method-mismatch', 'method-mismatch', 'unknown-method', 'unknown-method']);
  });

  it('hold however the text around them is written', () => {
    const bytes = signedTargets({ targets: [target('a&<b>\u2028"\\')] }, [alice]);
    const { signed, signatures } = JSON.parse(textOf(bytes));
    const rewritten = bytesOf(
      JSON.stringify({ signatures, signed: Object.fromEntries(Object.entries(signed).reverse()) }, null, 2),
    );
    expect(verify(rewritten, [alice.key]).problem).toBeNull();
    expect(parseTargets(TARGETS, rewritten).signedBytes).toEqual(parseTargets(TARGETS, bytes).signedBytes);
  });

  it('never cover content other than what was signed, whichever byte is changed', () => {
    const bytes = signedTargets(
      {
        targets: [target('v1&<x>', { custom: { a: [1, -0, '\u00e9'] } }), target('v2')],
        delegations: { keys: [ben.key], roles: [delegation('targets/ben', [ben.key])] },
      },
      [alice],
    );
    const original = parseTargets(TARGETS, bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = Uint8Array.from(bytes);
        changed[index] = (changed[index] ?? 0) ^ mask;
        const document = parsedOrNull(changed);
        if (document !== null && verify(changed, [alice.key]).problem === null) {
          expect(document.raw).toEqual(original.raw);
          expect(document.body).toEqual(original.body);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('count distinct keys of the role, for any mix of signers', () => {
    const people = [alice, ben, carol];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...people), { maxLength: 6 }),
        fc.subarray(people),
        fc.integer({ min: 1, max: 4 }),
        (signers, allowed, threshold) => {
          const keys = allowed.map(({ key }) => key);
          const evidence = verify(signDocument(targetsPart(), signers), keys, threshold);
          const expected = new Set<KeyId>(
            signers.filter((who) => allowed.includes(who)).map(({ key }) => key.id),
          ).size;
          expect(evidence.valid).toBe(expected);
          expect(evidence.verdicts.filter(({ valid }) => valid)).toHaveLength(expected);
          expect(evidence.problem === null).toBe(expected >= threshold);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function parsedOrNull(bytes: Uint8Array) {
  try {
    return parseTargets(TARGETS, bytes);
  } catch (error) {
    if (error instanceof TufError) {
      return null;
    }
    throw error;
  }
}
