import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyFileFixture, keyFileFixtures } from '../../fixtures/load.ts';
import { Passphrase, toBase64 } from '../../source/base/index.ts';
import { encodePem, type PemBlock, parsePem } from '../../source/crypto/index.ts';
import {
  CryptoError,
  countBrokenPrivateKeys,
  encodeNotaryKey,
  encryptPrivateKey,
  isPrivateKeyBlock,
  readPrivateKeyBlock,
} from '../../source/crypto/private.ts';
import { testKey } from './support/keys.ts';

const FILES = keyFileFixtures();
const READABLE = FILES.filter(({ refusal }) => refusal === null);
const ENCRYPTED = READABLE.filter(({ passphrase }) => passphrase !== null);
const REFUSED = FILES.filter(({ refusal }) => refusal !== null);
const PASSPHRASE = new Passphrase('a passphrase, with \u00fcml\u00e4uts');
const LIMITS = { pbkdf2Iterations: 150_000, scryptBytes: 32 * 1024 * 1024 };

function blockOf(pem: string): PemBlock {
  const block = parsePem(pem).find(isPrivateKeyBlock);
  if (block === undefined) {
    throw new Error('there is a private key');
  }
  return block;
}

function file(name: string): KeyFileFixture & { readonly pem: string; readonly block: PemBlock } {
  const found = FILES.find((each) => each.name === name);
  if (found === undefined) {
    throw new Error(`no fixture ${name}`);
  }
  return { ...found, block: blockOf(found.pem) };
}

async function opened(block: PemBlock, passphrase: string | null) {
  return readPrivateKeyBlock(block, LIMITS).decrypt(passphrase === null ? null : new Passphrase(passphrase));
}

/** The code of the `CryptoError` with which a block is refused; anything else is a failure of the test. */
async function refusal(block: PemBlock, passphrase: string | null): Promise<string> {
  try {
    await opened(block, passphrase);
  } catch (error) {
    if (error instanceof CryptoError) {
      return error.code;
    }
    throw error;
  }
  return 'opened';
}

function withByte(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ mask;
  return changed;
}

const plain = (type: string, bytes: Uint8Array): PemBlock => ({ type, headers: new Map(), bytes });

describe('files of private keys', () => {
  it.each(READABLE)(
    '$name gives the key that is in it',
    async ({ pem, algorithm, passphrase, publicKey }) => {
      const encoded = readPrivateKeyBlock(blockOf(pem));
      expect(encoded.encrypted).toBe(passphrase !== null);
      const key = await encoded.decrypt(passphrase === null ? null : new Passphrase(passphrase));
      expect(key.algorithm).toBe(algorithm);
      expect(toBase64(key.publicBytes)).toBe(publicKey);
    },
  );

  it.each(ENCRYPTED)('$name needs its passphrase, and no other', async ({ pem }) => {
    expect(await refusal(blockOf(pem), null)).toBe('key-wrong-passphrase');
    expect(await refusal(blockOf(pem), '')).toBe('key-wrong-passphrase');
    expect(await refusal(blockOf(pem), 'wrong')).toBe('key-wrong-passphrase');
  });

  it.each(REFUSED)('$name is refused by what it is', async ({ pem, passphrase, refusal: names }) => {
    const open = async () => opened(blockOf(pem), passphrase);
    await expect(open()).rejects.toMatchObject({
      code: 'key-format-unreadable',
      detail: { found: expect.stringContaining(names ?? '') },
    });
  });

  it.each(['OPENSSH PRIVATE KEY', 'DSA PRIVATE KEY'])('%s is a format that is not read', async (type) => {
    const block = plain(type, new Uint8Array(32));
    expect(isPrivateKeyBlock(block)).toBe(true);
    expect(await refusal(block, null)).toBe('key-format-unreadable');
  });

  it('are told from certificates and parameters beside them', () => {
    for (const type of ['CERTIFICATE', 'EC PARAMETERS', 'PUBLIC KEY', 'NOPRIVATE KEY']) {
      expect(isPrivateKeyBlock(plain(type, new Uint8Array()))).toBe(false);
    }
  });

  it('are counted where they are broken, which PEM itself skips in silence', () => {
    const { pem } = file('notary-ecdsa-p256');
    const cut = pem.slice(0, -60);
    const broken = [
      [pem, 0],
      [cut, 1],
      [`${pem}${pem}${cut}`, 1],
      [`${cut}\n${pem}${cut}`, 2],
      [cut.replaceAll('\n', '\r\n'), 1],
      [pem.replace('MIH', 'M!H'), 1],
      [pem.replaceAll('ENCRYPTED PRIVATE KEY', 'PUBLIC KEY').slice(0, -60), 0],
      ['', 0],
    ] as const;
    for (const [text, count] of broken) {
      expect(countBrokenPrivateKeys(text)).toBe(count);
    }
  });

  it.each(ENCRYPTED)('$name cut short is damaged, also where whole blocks are missing', async (entry) => {
    const block = blockOf(entry.pem);
    const { passphrase } = entry;
    for (const cut of [1, 8, 16, 32]) {
      const bytes = block.bytes.subarray(0, block.bytes.length - cut);
      expect(await refusal({ ...block, bytes }, passphrase)).toBe('key-damaged');
    }
    expect(await refusal({ ...block, bytes: new Uint8Array() }, passphrase)).toBe('key-damaged');
  });

  it('are damaged, not locked, when the right passphrase opens what was changed in the middle', async () => {
    // RFC 8410 keeps nothing of an Ed25519 key but the secret, where any 32 bytes are one.
    for (const { pem, passphrase } of ENCRYPTED.filter(
      ({ name }) => name !== 'openssl-pbes2-default-ed25519',
    )) {
      const block = blockOf(pem);
      const bytes = withByte(block.bytes, block.bytes.length - 40, 1);
      expect(await refusal({ ...block, bytes }, passphrase)).toBe('key-damaged');
    }
  });

  it.each(READABLE.filter(({ passphrase }) => passphrase === null))(
    '$name with any byte changed is refused, or is the same key',
    async ({ name, pem, publicKey }) => {
      const block = blockOf(pem);
      // Without the public key in it, nothing tells one secret from another.
      const isAnyKeyGood = /no-public|ed25519/.test(name);
      await fc.assert(
        fc.asyncProperty(
          fc.nat(block.bytes.length - 1),
          fc.integer({ min: 1, max: 255 }),
          async (at, mask) => {
            const changed = { ...block, bytes: withByte(block.bytes, at, mask) };
            const code = await refusal(changed, null);
            expect(code).toMatch(/^(opened|key-damaged|key-format-unreadable)$/);
            if (code === 'opened' && !isAnyKeyGood) {
              expect(toBase64((await opened(changed, null)).publicBytes)).toBe(publicKey);
            }
          },
        ),
        { numRuns: 150 },
      );
    },
  );
});

describe('hostile files of private keys', () => {
  const anyType = fc.constantFrom(
    'ENCRYPTED PRIVATE KEY',
    'PRIVATE KEY',
    'EC PRIVATE KEY',
    'RSA PRIVATE KEY',
    'ED25519 PRIVATE KEY',
  );
  const anyHeaders = fc.dictionary(
    fc.constantFrom('Proc-Type', 'DEK-Info', 'role'),
    fc.constantFrom(
      '4,ENCRYPTED',
      'AES-256-CBC,',
      'AES-128-CBC,00',
      `AES-128-CBC,${'00'.repeat(16)}`,
      'x',
      '',
    ),
    { noNullPrototype: true },
  );

  it('are refused with an error of ours, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyType,
        anyHeaders,
        fc.uint8Array({ maxLength: 300 }),
        async (type, headers, bytes) => {
          const block = { type, headers: new Map(Object.entries(headers)), bytes };
          expect(await refusal(block, 'x')).toMatch(/^key-/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(['notary-ecdsa-p256', 'openssl-pbes2-scrypt-ecdsa-p256', 'openssl-pbes2-sha384-ecdsa-p256'])(
    '%s with changed bytes is refused with an error of ours, in time',
    async (name) => {
      const { block, passphrase } = file(name);
      await fc.assert(
        fc.asyncProperty(fc.nat(120), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
          const bytes = withByte(block.bytes, at, mask);
          expect(await refusal({ ...block, bytes }, passphrase)).toMatch(/^(key-|opened)/);
        }),
        { numRuns: 60 },
      );
    },
  );

  const replaced = (name: string, from: string, to: string): PemBlock => {
    const { block } = file(name);
    const hex = Buffer.from(block.bytes).toString('hex');
    expect(hex.split(from)).toHaveLength(2);
    return { ...block, bytes: Buffer.from(hex.replace(from, to), 'hex') };
  };

  it('that ask for more work than anybody waits for are refused before it begins', async () => {
    const rounds = replaced('openssl-pbes2-100000-ecdsa-p256', '02030186a0', '02037fffff');
    expect(await refusal(rounds, 'x')).toBe('key-format-unreadable');
    const memory = replaced('openssl-pbes2-scrypt-ecdsa-p256', '02024000', '02024001');
    expect(await refusal(memory, 'x')).toBe('key-damaged');
    const cost = replaced('openssl-pbes2-scrypt-ecdsa-p256', '020108020101', '02017f020101');
    expect(await refusal(cost, 'x')).toBe('key-format-unreadable');
  });

  it('with no rounds, or fewer than none, are damaged', async () => {
    expect(await refusal(replaced('notary-ecdsa-p256', '02020800', '02020000'), 'x')).toBe('key-damaged');
    expect(await refusal(replaced('notary-ecdsa-p256', '02020800', '0202ff00'), 'x')).toBe('key-damaged');
  });

  it('with another vector than the cipher has are damaged', async () => {
    const { block } = file('openssl-dek-aes256-ecdsa-p256');
    for (const value of ['AES-256-CBC,0011', 'AES-256-CBC', 'AES-256-CBC,zz', '']) {
      const headers = new Map(block.headers).set('DEK-Info', value);
      expect(await refusal({ ...block, headers }, 'repository-passphrase')).toBe('key-damaged');
    }
  });

  it('open under SHA-1 too when they say another function, as notary takes it', async () => {
    const key = testKey('ecdsa-p256');
    const der = Buffer.from(await encryptPrivateKey(key, PASSPHRASE)).toString('hex');
    // The parameters of PBKDF2 and all that is around them grow by the 12 bytes of `prf`.
    const prf = '300a06082a864886f70d02090500'.replace('300a', '300c');
    const grown = der.replace(
      /^3081(..)3049(.*?)303c301b(.*?)300e(.*?)02020800/,
      (_, whole, oid, kdf, salt) =>
        [
          `3081${(Number.parseInt(whole, 16) + 14).toString(16)}3057${oid}`,
          `304a3029${kdf}301c${salt}02020800${prf}`,
        ].join(''),
    );
    const block = plain('ENCRYPTED PRIVATE KEY', Buffer.from(grown, 'hex'));
    const encoded = readPrivateKeyBlock(block);
    expect(encoded.format).toContain('SHA256');
    expect((await encoded.decrypt(PASSPHRASE)).publicBytes).toEqual(key.publicBytes);
  });

  it('with a public key of somebody else inside are damaged', async () => {
    const [mine, theirs] = [testKey('ecdsa-p256', 'mine'), testKey('ecdsa-p256', 'theirs')];
    const hex = Buffer.from(encodeNotaryKey(mine)).toString('hex');
    const point = (key: typeof mine) => Buffer.from(key.publicBytes.subarray(-64)).toString('hex');
    const swapped = Buffer.from(hex.replace(point(mine), point(theirs)), 'hex');
    expect(await refusal(plain('PRIVATE KEY', swapped), null)).toBe('key-damaged');
    const raw = testKey('ed25519');
    const seed = Buffer.from(encodeNotaryKey(raw)).subarray(-64, -32);
    const other = testKey('ed25519', 'other').publicBytes;
    const mixed = Buffer.concat([raw.publicBytes, seed, other]);
    expect(await refusal(plain('ED25519 PRIVATE KEY', mixed), null)).toBe('key-damaged');
  });
});

describe('written private keys', () => {
  const byNotary = READABLE.filter(({ name }) => name.startsWith('notary-'));

  it.each(byNotary)('are what notary writes, byte for byte: $name', async ({ pem, passphrase }) => {
    const block = blockOf(pem);
    const secret = new Passphrase(passphrase ?? '');
    const key = await readPrivateKeyBlock(block).decrypt(secret);
    const hex = Buffer.from(block.bytes).toString('hex');
    const [, salt = '', iv = ''] = /0408(.{16})02020800.*?2a0410(.{32})/.exec(hex) ?? [];
    const randomBytes = (count: number) => Buffer.from(count === 8 ? salt : iv, 'hex');
    const written = await encryptPrivateKey(key, secret, { randomBytes });
    expect(Buffer.from(written).toString('hex')).toBe(hex);
    expect(encodePem({ ...block, bytes: written })).toBe(pem);
  });

  it('differ each time, and hold nothing of the passphrase', async () => {
    const key = testKey('ecdsa-p256');
    const [one, two] = [await encryptPrivateKey(key, PASSPHRASE), await encryptPrivateKey(key, PASSPHRASE)];
    expect(one).not.toEqual(two);
    expect(Buffer.from(one).includes(PASSPHRASE.reveal())).toBe(false);
  });
});
