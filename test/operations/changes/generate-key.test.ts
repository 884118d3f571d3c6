import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GenerateKeyRequest } from '../../../source/operations/index.ts';
import { never } from '../support/fakes.ts';
import { type ChangeWorld, GUN, type Machine, openWorld } from './support/change-world.ts';

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function machine(): Promise<Machine> {
  const made = world.machine('admin');
  await mkdir(made.folder, { recursive: true, mode: 0o700 });
  return made;
}

const REQUEST: GenerateKeyRequest = {
  role: 'jeff',
  gun: null,
  algorithm: 'ecdsa',
  publicKeyFile: 'jeff.pub',
  subject: null,
  signingRequestFile: null,
  selfSigned: null,
};

const generate = (admin: Machine, request: Partial<GenerateKeyRequest> = {}) =>
  admin.keyWork.generate({ ...REQUEST, ...request }, { passphrases: admin.answers, signal: never });

describe('generating a key', () => {
  it('saves the private half, encrypted, and writes the public one', async () => {
    const admin = await machine();
    const { key, publicKey, files } = await generate(admin);
    const path = join(admin.folder, 'jeff.pub');
    expect(files).toEqual([{ kind: 'public-key', path }]);
    expect(await readFile(path, 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----\nrole: jeff\n\n/);
    expect(await admin.keyWork.readPublicKey('jeff.pub')).toEqual(publicKey);
    expect((await admin.ports.vault.list()).keys).toEqual([key]);
    expect(key).toMatchObject({ id: publicKey.id, role: 'jeff', encrypted: true, exposed: false });
    expect(admin.asked).toMatchObject([{ purpose: 'create', role: 'jeff' }]);
  });

  it('is named in the command of a plan by the file that it was read from', async () => {
    const admin = await machine();
    await generate(admin, { publicKeyFile: 'jeff2.pub' });
    const keys = [await admin.keyWork.readPublicKey('jeff2.pub')];
    const plan = await admin.plan({ kind: 'signer-add', signer: 'jeff', keys });
    expect(plan.repositories).toMatchObject([
      { plan: { commandLine: `trustdeck signer add jeff ${GUN} --key jeff2.pub` } },
    ]);
  });

  it('gives the same public half to whoever asks for it later, with the passphrase', async () => {
    const admin = await machine();
    const { key } = await generate(admin);
    const asking = { passphrases: admin.answers, signal: never };
    const written = await readFile(join(admin.folder, 'jeff.pub'), 'utf8');
    expect(await admin.keyWork.exportPublic(key, null, asking)).toEqual({ pem: written, path: null });
    const { path } = await admin.keyWork.exportPublic(key, 'again.pub', asking);
    expect(path).toBe(join(admin.folder, 'again.pub'));
    expect(await readFile(join(admin.folder, 'again.pub'), 'utf8')).toBe(written);
    expect(admin.asked.at(-1)).toMatchObject({ purpose: 'unlock', role: 'jeff', why: { kind: 'export' } });
    await expect(admin.keyWork.exportPublic(key, 'jeff.pub', asking)).rejects.toMatchObject({
      code: 'file-exists',
    });
  });

  it('writes a signing request and a certificate with the subject asked for', async () => {
    const admin = await machine();
    const { files, publicKey } = await generate(admin, {
      publicKeyFile: null,
      subject: 'CN=jeff,O=Example',
      signingRequestFile: 'jeff.csr',
      selfSigned: { days: 90, file: 'jeff.crt' },
    });
    expect(files.map(({ kind }) => kind)).toEqual(['signing-request', 'certificate']);
    expect(await readFile(join(admin.folder, 'jeff.csr'), 'utf8')).toContain('BEGIN CERTIFICATE REQUEST');
    const certified = await admin.keyWork.readPublicKey('jeff.crt');
    expect(certified.canonicalId).toBe(publicKey.id);
    expect(certified.keyType).toBe('ecdsa-x509');
  });

  it('leaves no key behind when its public half cannot be written', async () => {
    const admin = await machine();
    await writeFile(join(admin.folder, 'jeff.pub'), 'mine');
    await expect(generate(admin)).rejects.toMatchObject({ code: 'file-exists' });
    expect(await readFile(join(admin.folder, 'jeff.pub'), 'utf8')).toBe('mine');
    expect((await admin.ports.vault.list()).keys).toEqual([]);
  });

  it('writes nothing for a subject that is none', async () => {
    const admin = await machine();
    await expect(
      generate(admin, { subject: 'nonsense', signingRequestFile: 'jeff.csr' }),
    ).rejects.toMatchObject({ code: 'subject-invalid' });
    await expect(stat(join(admin.folder, 'jeff.pub'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await admin.ports.vault.list()).keys).toEqual([]);
  });
});
