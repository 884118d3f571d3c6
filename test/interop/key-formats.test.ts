import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Passphrase } from '../../source/base/index.ts';
import { encodePem, parsePem } from '../../source/crypto/index.ts';
import {
  encryptPrivateKey,
  issueRootCertificate,
  issueSelfSigned,
  makeKey,
  makeSigningRequest,
  type NewKeyAlgorithm,
  type PrivateKeyHandle,
  publicKeyInfo,
  readCertificateFor,
  readPrivateKeyBlock,
} from '../../source/crypto/private.ts';
import { keyIdOf } from '../../source/tuf/index.ts';
import { delegationChanges, writeChangelist } from './support/changelist-file.ts';
import { PASSPHRASES, type RealClients } from './support/real-clients.ts';
import { mustRun } from './support/run.ts';
import { describeRealWorld } from './support/suite.ts';
import { parseKeyTable, parseTargetTable } from './support/tables.ts';

const NAMESPACE = 'registry.example.com/keys';
const ALGORITHMS = ['ecdsa-p256', 'ecdsa-p384', 'ecdsa-p521', 'ed25519', 'rsa-2048', 'rsa-4096'] as const;
const CERTIFIABLE = ['ecdsa-p256', 'ecdsa-p384', 'ecdsa-p521', 'rsa-2048'] as const;
const SUBJECT = 'CN=jeff,O=Example\\, Ltd,C=DE';

const passphraseOf = (role: string) =>
  new Passphrase(role === 'root' ? PASSPHRASES.root : PASSPHRASES.repository);
const idOf = (key: PrivateKeyHandle) => keyIdOf(key.keyType, key.publicBytes);

/** The text of a key file with a role, as we write it. */
async function keyFile(key: PrivateKeyHandle, headers: ReadonlyMap<string, string>): Promise<string> {
  const bytes = await encryptPrivateKey(key, passphraseOf(headers.get('role') ?? ''));
  return encodePem({ type: 'ENCRYPTED PRIVATE KEY', headers, bytes });
}

async function readKey(text: string): Promise<PrivateKeyHandle> {
  const [block] = parsePem(text);
  if (block === undefined) {
    throw new Error('no PEM');
  }
  return readPrivateKeyBlock(block).decrypt(passphraseOf(block.headers.get('role') ?? ''));
}

function pathOf(clients: RealClients, key: PrivateKeyHandle): string {
  return join(clients.trustDir, 'private', `${idOf(key)}.key`);
}

/** Puts a key of ours among the clients' own. */
async function place(clients: RealClients, key: PrivateKeyHandle, role: string): Promise<void> {
  await writeFile(pathOf(clients, key), await keyFile(key, new Map([['role', role]])), { mode: 0o600 });
}

function publicPem(key: PrivateKeyHandle): string {
  return encodePem({ type: 'PUBLIC KEY', headers: new Map(), bytes: publicKeyInfo(key) });
}

/** Whether notary, with nothing cached, sees a tag in a role. */
async function isListed(
  clients: RealClients,
  gun: string,
  where: { role: string; tag: string },
): Promise<boolean> {
  await clients.forget(gun);
  const { stdout } = await clients.mustNotary(['list', gun, '-r', where.role]);
  return parseTargetTable(stdout).some(({ name, role }) => name === where.tag && role === where.role);
}

describeRealWorld('keys that we write', (world) => {
  describe.each(ALGORITHMS)('%s', (algorithm: NewKeyAlgorithm) => {
    const gun = `${NAMESPACE}/${algorithm}`;

    it('is listed, exported and given another passphrase by notary, and we read what it writes', async () => {
      const clients = await world.clients(`files-${algorithm}`);
      await clients.generateKey('somebody');
      const key = await makeKey(algorithm);
      await place(clients, key, 'alice');
      const { stdout } = await clients.mustNotary(['key', 'list']);
      expect(parseKeyTable(stdout)).toContainEqual({ role: 'alice', gun: '', id: idOf(key) });

      const before = await readFile(pathOf(clients, key), 'utf8');
      await clients.mustNotary(['key', 'passwd', idOf(key)]);
      const after = await readFile(pathOf(clients, key), 'utf8');
      expect(after).not.toBe(before);
      expect((await readKey(after)).publicBytes).toEqual(key.publicBytes);

      const exported = join(clients.workDir, 'exported.pem');
      await clients.mustNotary(['key', 'export', '--key', idOf(key), '-o', exported]);
      expect((await readKey(await readFile(exported, 'utf8'))).publicBytes).toEqual(key.publicBytes);
    });

    it('signs for notary', async () => {
      const clients = await world.clients(`signs-${algorithm}`);
      await clients.newSigner(gun, 'bob');
      const key = await makeKey(algorithm);
      await place(clients, key, 'alice');
      const role = 'targets/alice';
      // Notary refuses the public key of Ed25519 as a file, but not in a change (facts 2.1).
      if (key.keyType === 'ed25519') {
        const keys = [{ keyType: key.keyType, publicBytes: Buffer.from(key.publicBytes) }];
        await writeChangelist(clients.changelistDir(gun), delegationChanges({ role, keys }));
      } else {
        const file = await clients.writeFile('alice.pub', publicPem(key));
        await clients.addDelegation(gun, role, { keys: [file] });
      }
      await clients.publish(gun);
      await clients.tag(gun, 'v1', { roles: [role] });
      await clients.publish(gun);
      expect(await isListed(clients, gun, { role, tag: 'v1' })).toBe(true);
    });
  });

  it('take the place of all keys of docker and notary, which go on signing with them', async () => {
    const gun = `${NAMESPACE}/rewritten`;
    const clients = await world.clients('rewritten');
    await clients.newSigner(gun, 'bob');
    const folder = join(clients.trustDir, 'private');
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), 'utf8');
      const [block] = parsePem(text);
      await writeFile(join(folder, name), await keyFile(await readKey(text), block?.headers ?? new Map()));
    }
    const key = await makeKey('ecdsa-p256');
    await place(clients, key, 'alice');
    await clients.addSigner(gun, 'alice', [await clients.writeFile('alice.pub', publicPem(key))]);
    await clients.rotate(gun, 'targets');
    await clients.sign(gun, 'v1', 'bob');
    await clients.mustDocker(['sign', `${gun}:v1`]);
    const { stdout } = await clients.mustDocker(['inspect', `${gun}:v1`]);
    expect(JSON.parse(stdout)[0].SignedTags[0].Signers.toSorted()).toEqual(['alice', 'bob']);
  });

  it.each(CERTIFIABLE)('sign behind a certificate that they signed themselves: %s', async (algorithm) => {
    const gun = `${NAMESPACE}/certified-${algorithm}`;
    const clients = await world.clients(`certified-${algorithm}`);
    const key = await makeKey(algorithm);
    const pem = issueSelfSigned(key, { subject: SUBJECT, days: 365, now: new Date() });
    const file = await clients.writeFile('jeff.crt', pem);
    await clients.addSigner(gun, 'jeff', [file]);
    await clients.addDelegation(gun, 'targets/other', { keys: [file] });
    await clients.publish(gun);
    expect(await clients.delegationKeyIds(gun, 'targets/jeff')).toEqual([idOf(key)]);
    expect(await clients.delegationKeyIds(gun, 'targets/other')).toEqual([idOf(key)]);
    await place(clients, key, 'jeff');
    await clients.sign(gun, 'v1', 'jeff');
    expect(await isListed(clients, gun, { role: 'targets/releases', tag: 'v1' })).toBe(true);
  });

  it.each(CERTIFIABLE)('vouch for a repository with a root certificate of ours: %s', async (algorithm) => {
    const gun = `${NAMESPACE}/${'long-'.repeat(16)}root-${algorithm}`;
    const clients = await world.clients(`root-${algorithm}`);
    const key = await makeKey(algorithm);
    const pem = issueRootCertificate(key, { commonName: gun, now: new Date() });
    const rootKey = await clients.writeFile('root.pem', await keyFile(key, new Map([['role', 'root']])));
    const rootCertificate = await clients.writeFile('root.crt', pem);
    await clients.mustNotary(['init', gun, '--rootkey', rootKey, '--rootcert', rootCertificate, '-p']);
    await clients.tag(gun, 'v1');
    await clients.publish(gun);
    expect(await isListed(clients, gun, { role: 'targets', tag: 'v1' })).toBe(true);
    const { body } = await world.server().get(`/v2/${gun}/_trust/tuf/root.json`);
    const { keys, roles } = JSON.parse(body.toString()).signed;
    const published = keys[roles.root.keyids[0]].keyval.public;
    expect(Buffer.from(published, 'base64').toString()).toBe(pem);
  });
});

describeRealWorld('requests and certificates that we make', (world) => {
  it.each(ALGORITHMS)('are what openssl takes them for: %s', async (algorithm) => {
    const clients = await world.clients(`openssl-${algorithm}`);
    const key = await makeKey(algorithm);
    const request = await clients.writeFile('jeff.csr', makeSigningRequest(key, { subject: SUBJECT }));
    const checked = await mustRun('openssl', [
      ...['req', '-in', request, '-noout', '-verify', '-subject', '-nameopt', 'RFC2253', '-pubkey'],
    ]);
    expect(checked.stderr).toContain('verify OK');
    expect(checked.stdout).toContain(`subject=${SUBJECT}\n`);
    expect(checked.stdout).toContain(publicPem(key));
    if (key.keyType !== 'ed25519') {
      const pem = issueSelfSigned(key, { subject: SUBJECT, days: 30, now: new Date() });
      const file = await clients.writeFile('self.crt', pem);
      await mustRun('openssl', ['verify', '-check_ss_sig', '-partial_chain', '-trusted', file, file]);
      const { stdout } = await mustRun('openssl', ['x509', '-in', file, '-noout', '-text']);
      expect(stdout).toMatch(/Key Usage: critical\s+Digital Signature, Key Encipherment/);
      expect(stdout).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
      expect(stdout).toContain('Code Signing');
    }
  });

  it.each(CERTIFIABLE)('come back from a CA and are found to be for their key: %s', async (algorithm) => {
    const clients = await world.clients(`ca-${algorithm}`);
    const [key, other] = [await makeKey(algorithm), await makeKey('ecdsa-p256')];
    const request = await clients.writeFile('jeff.csr', makeSigningRequest(key, { subject: SUBJECT }));
    const [caKey, caFile] = [join(clients.workDir, 'ca.key'), join(clients.workDir, 'ca.crt')];
    await mustRun('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', caKey, '-out', caFile],
      ...['-subj', '/CN=Example CA', '-days', '2'],
    ]);
    const issue = async (digest: string) => {
      const args = [
        'x509',
        '-req',
        '-in',
        request,
        '-CA',
        caFile,
        '-CAkey',
        caKey,
        '-CAcreateserial',
        '-days',
        '2',
      ];
      return (await mustRun('openssl', [...args, digest])).stdout;
    };
    const pem = await issue('-sha256');
    const readFor = (mine: PrivateKeyHandle, text: string) =>
      readCertificateFor(
        ({ keyType, publicBytes }) => (keyIdOf(keyType, publicBytes) === idOf(mine) ? mine : null),
        text,
        { now: new Date() },
      ).file;
    const read = readFor(key, pem);
    expect(read).toMatchObject({ keyType: `${key.keyType}-x509`, certificate: { commonName: 'jeff' } });
    expect(Buffer.from(read.publicBytes).toString()).toBe(pem);
    expect(() => readFor(other, pem)).toThrow('certificate-other-key');
    const old = await issue('-sha1');
    expect(() => readFor(key, old)).toThrow('certificate-weak-signature');
  });
});
