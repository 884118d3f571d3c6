import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { diskFiles, type NotaryConfig, readTlsMaterial, type TlsSources } from '../../source/docker/index.ts';
import { TRUST_ON_FIRST_USE } from '../../source/tuf/index.ts';
import { dockerError, memoryFiles } from './support/files.ts';

const CERT = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----\n';
const URL_ = 'https://n.example:4443';
const FOLDER = '/d/tls/n.example:4443';
const NO_FLAGS = { ca: null, certificate: null, key: null };
const SOURCES: TlsSources = { flags: NO_FLAGS, cwd: '/cwd', dockerDirectory: '/d', notary: null };
const NOTARY: NotaryConfig = {
  path: '/n/config.json',
  explicit: false,
  trustDirectory: null,
  server: {
    url: `${URL_}/`,
    rootCa: '/n/ca',
    clientCertificate: '/n/c',
    clientKey: '/n/k',
    skipsVerification: true,
  },
  pinning: TRUST_ON_FIRST_USE,
};
const NOTARY_FILES = { '/n/ca': CERT, '/n/c': CERT, '/n/k': KEY };

describe('docker’s folder', () => {
  it('may be missing, and is named as the place where we looked', async () => {
    expect(await readTlsMaterial(memoryFiles({}), URL_, SOURCES)).toEqual({
      ca: [],
      exclusive: false,
      clientCertificates: [],
      lookedIn: [FOLDER],
    });
  });

  it('adds every .crt to the system’s roots and pairs .cert with .key', async () => {
    const names = ['b.crt', 'a.crt', 'x.cert', 'x.key', 'readme.txt', 'y.cert', 'y.key'];
    const files = memoryFiles(
      Object.fromEntries(names.map((name) => [`${FOLDER}/${name}`, name.endsWith('.key') ? KEY : CERT])),
    );
    const material = await readTlsMaterial(files, URL_, SOURCES);
    expect(material.exclusive).toBe(false);
    expect(material.ca.map(({ from }) => from)).toEqual([`${FOLDER}/a.crt`, `${FOLDER}/b.crt`]);
    expect(material.clientCertificates.map(({ certificate, key }) => [certificate.from, key.from])).toEqual([
      [`${FOLDER}/x.cert`, `${FOLDER}/x.key`],
      [`${FOLDER}/y.cert`, `${FOLDER}/y.key`],
    ]);
  });

  it.each([
    ['x.cert', CERT, 'key', 'x.key'],
    ['x.key', KEY, 'certificate', 'x.cert'],
  ])('is refused with %s alone', async (name, pem, lacks, missing) => {
    await expect(
      readTlsMaterial(memoryFiles({ [`${FOLDER}/${name}`]: pem }), URL_, SOURCES),
    ).rejects.toMatchObject(
      dockerError('client-certificate-incomplete', {
        present: `${FOLDER}/${name}`,
        missing: `${FOLDER}/${missing}`,
        lacks,
      }),
    );
  });

  it.each([
    ['a.crt', 'nonsense', 'certificate'],
    ['a.crt', KEY, 'certificate'],
  ])('is refused when %s holds %j', async (name, pem, expected) => {
    await expect(
      readTlsMaterial(memoryFiles({ [`${FOLDER}/${name}`]: pem }), URL_, SOURCES),
    ).rejects.toMatchObject(dockerError('tls-file-invalid', { path: `${FOLDER}/${name}`, expected }));
  });

  it.each(['https://../x', 'https://', 'nonsense'])('is not left by the URL %s', async (url) => {
    const files = memoryFiles({ '/d/evil.crt': CERT, '/d/tls/stray.crt': CERT });
    expect((await readTlsMaterial(files, url, SOURCES)).ca).toEqual([]);
  });
});

describe('notary’s configuration', () => {
  it('replaces the system’s roots, for its own server', async () => {
    const material = await readTlsMaterial(memoryFiles(NOTARY_FILES), URL_, { ...SOURCES, notary: NOTARY });
    expect(material).toMatchObject({ exclusive: true, lookedIn: ['/n/ca'], ca: [{ from: '/n/ca' }] });
    expect(material.clientCertificates).toHaveLength(1);
  });

  it('does not give its client certificate to another server', async () => {
    const sources = { ...SOURCES, notary: NOTARY };
    const material = await readTlsMaterial(memoryFiles(NOTARY_FILES), 'https://other.example', sources);
    expect(material).toMatchObject({ exclusive: false, ca: [], clientCertificates: [] });
  });
});

describe('the flags', () => {
  it('come first, relative to the working folder', async () => {
    const files = memoryFiles({
      ...NOTARY_FILES,
      '/cwd/ca': CERT,
      '/cwd/c': CERT,
      '/cwd/k': KEY,
      [`${FOLDER}/a.crt`]: CERT,
    });
    const flags = { ca: 'ca', certificate: 'c', key: 'k' };
    const material = await readTlsMaterial(files, URL_, { ...SOURCES, flags, notary: NOTARY });
    expect(material).toMatchObject({ exclusive: true, lookedIn: ['/cwd/ca'], ca: [{ from: '/cwd/ca' }] });
    expect(material.clientCertificates.map(({ key }) => key.from)).toEqual(['/cwd/k']);
  });

  it('must name certificate and key, or neither', async () => {
    const flags = { ...NO_FLAGS, certificate: 'c' };
    await expect(readTlsMaterial(memoryFiles({}), URL_, { ...SOURCES, flags })).rejects.toMatchObject(
      dockerError('client-certificate-incomplete', { present: '/cwd/c', missing: '', lacks: 'key' }),
    );
  });

  it('must name files that are there', async () => {
    const flags = { ...NO_FLAGS, ca: 'gone' };
    await expect(readTlsMaterial(memoryFiles({}), URL_, { ...SOURCES, flags })).rejects.toMatchObject(
      dockerError('file-unreadable', { path: '/cwd/gone', reason: 'missing' }),
    );
  });
});

describe('the real disk', () => {
  it('reads files and folders, and names what cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trustdeck-docker-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'b'), 'text');
    await writeFile(join(folder, 'bytes'), Buffer.from([0xff]));
    await writeFile(join(folder, 'large'), Buffer.alloc(5_000_000));
    expect(await diskFiles.list(folder)).toEqual(['b', 'bytes', 'large', 'sub']);
    expect(await diskFiles.list(join(folder, 'none'))).toEqual([]);
    expect(await diskFiles.list(join(folder, 'b'))).toEqual([]);
    expect(await diskFiles.read(join(folder, 'b'))).toBe('text');
    expect(await diskFiles.read(join(folder, 'none'))).toBeNull();
    for (const [name, reason] of [
      ['sub', 'not-a-file'],
      ['bytes', 'not-utf8'],
      ['large', 'too-large'],
    ] as const) {
      await expect(diskFiles.read(join(folder, name))).rejects.toMatchObject({
        code: 'file-unreadable',
        detail: { reason },
      });
    }
  });
});
