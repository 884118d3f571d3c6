import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodePrivateKey, generateKey } from '../../../source/crypto/private.ts';
import { keyIdOf } from '../../../source/tuf/index.ts';
import { type KeyMachine, keyMachine, NOW } from './key-machine.ts';

const PASSPHRASE = 'correct horse';

async function backUp(machine: KeyMachine, passphrase: string | null = PASSPHRASE) {
  return machine.keyWork.backup(
    await machine.list(),
    'backup.pem',
    machine.asking(() => passphrase),
  );
}

describe('a backup', () => {
  it('is one private file that brings every key back, and is noted', async () => {
    const machine = keyMachine();
    for (const role of ['root', 'jeff', 'jeff']) {
      await machine.key(role, PASSPHRASE);
    }
    const path = join(machine.folder, 'backup.pem');
    expect(await backUp(machine)).toEqual({ kind: 'backup', path, notNoted: null });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(machine.folder)).toEqual(['backup.pem']);
    expect(machine.asked.map(({ role, why }) => [role, why.kind]).sort()).toEqual([
      ['jeff', 'backup'],
      ['root', 'backup'],
    ]);
    const ids = (await machine.list()).map(({ id }) => id);
    expect([...(await machine.trustDir.backups.backedUp())].sort()).toEqual(
      ids.map((id) => [id, NOW]).sort(),
    );
    const other = keyMachine();
    const restored = await other.keyWork.readIncoming(
      path,
      { role: null, gun: null, why: 'restore' },
      other.asking(() => PASSPHRASE),
    );
    expect(other.asked).toMatchObject([{ why: { kind: 'restore' } }, { why: { kind: 'restore' } }]);
    await restored.save(other.asking(() => null));
    expect((await other.list()).map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it('is not written of keys whose passphrase nobody knows, and not noted', async () => {
    const machine = keyMachine();
    await machine.key('jeff', PASSPHRASE);
    await expect(backUp(machine, 'wrong')).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await expect(backUp(machine, null)).rejects.toMatchObject({ code: 'passphrase-not-given' });
    expect(readdirSync(machine.folder)).toEqual([]);
    expect((await machine.trustDir.backups.backedUp()).size).toBe(0);
  });

  it('asks even for keys that are unlocked: the file is put to the test', async () => {
    const machine = keyMachine();
    await machine.keyWork.generate(
      {
        role: 'jeff',
        gun: null,
        algorithm: 'ecdsa',
        publicKeyFile: null,
        subject: null,
        signingRequestFile: null,
        selfSigned: null,
      },
      machine.asking(() => PASSPHRASE),
    );
    await expect(backUp(machine, 'wrong')).rejects.toMatchObject({ code: 'passphrase-wrong' });
  });

  it('holds no key that would lie open in it', async () => {
    const machine = keyMachine();
    await machine.key('jeff', PASSPHRASE);
    const open = generateKey('ecdsa-p256');
    const id = keyIdOf(open.keyType, open.publicBytes);
    writeFileSync(join(machine.trustDir.path, 'private', `${id}.key`), encodePrivateKey(open), {
      mode: 0o600,
    });
    await expect(backUp(machine)).rejects.toMatchObject({ code: 'key-not-encrypted', detail: { keyId: id } });
    expect(existsSync(join(machine.folder, 'backup.pem'))).toBe(false);
  });

  it('replaces nothing, and asks for no passphrase before it knows that it can be written', async () => {
    const machine = keyMachine();
    await machine.key('jeff', PASSPHRASE);
    machine.file('backup.pem', 'precious');
    await expect(backUp(machine)).rejects.toMatchObject({ code: 'file-exists' });
    await expect(
      machine.keyWork.backup(
        await machine.list(),
        'no/folder.pem',
        machine.asking(() => PASSPHRASE),
      ),
    ).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(machine.asked).toEqual([]);
    expect(readFileSync(join(machine.folder, 'backup.pem'), 'utf8')).toBe('precious');
  });

  it('is good where it cannot be noted, and says so', async () => {
    const machine = keyMachine();
    await machine.key('jeff', PASSPHRASE);
    const own = join(machine.trustDir.path, 'trustdeck');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'backups.json'), 'of a later version');
    expect(await backUp(machine)).toMatchObject({ kind: 'backup', notNoted: { code: 'record-unreadable' } });
    expect(existsSync(join(machine.folder, 'backup.pem'))).toBe(true);
  });

  it('and an export need a key', async () => {
    const machine = keyMachine();
    await expect(backUp(machine)).rejects.toMatchObject({ code: 'no-keys' });
    await expect(machine.keyWork.export([], 'export.pem')).rejects.toMatchObject({ code: 'no-keys' });
    expect(readdirSync(machine.folder)).toEqual([]);
  });
});

describe('the passphrase of a key', () => {
  const change = async (machine: KeyMachine, ...answers: readonly (string | null)[]) => {
    const [key] = await machine.list();
    const left = [...answers];
    if (key === undefined) {
      throw new Error('no key');
    }
    await machine.keyWork.changePassphrase(
      key,
      machine.asking(() => left.shift() ?? null),
    );
  };

  it('is changed by whoever knows the old one', async () => {
    const machine = keyMachine();
    const key = await machine.key('jeff', PASSPHRASE);
    await change(machine, 'wrong', PASSPHRASE, 'pässwörd with spaces 🔑');
    expect(machine.asked.map(({ purpose, attempt, why }) => [purpose, attempt, why.kind])).toEqual([
      ['unlock', 1, 'change'],
      ['unlock', 2, 'change'],
      ['create', 1, 'change'],
    ]);
    expect(await machine.list()).toEqual([key]);
    await change(machine, 'pässwörd with spaces 🔑', 'x'.repeat(1000));
    await change(machine, 'x'.repeat(1000), PASSPHRASE);
  });

  it.each([
    [['wrong', 'wrong', 'wrong'], 'passphrase-wrong'],
    [[null], 'passphrase-not-given'],
    [[PASSPHRASE, null], 'passphrase-not-given'],
    [[PASSPHRASE, ''], 'passphrase-empty'],
    [[PASSPHRASE, PASSPHRASE], 'passphrase-unchanged'],
  ])('stays as it is after %j', async (answers, code) => {
    const machine = keyMachine();
    const { path } = await machine.key('jeff', PASSPHRASE);
    const before = readFileSync(path);
    await expect(change(machine, ...answers)).rejects.toMatchObject({ code });
    expect(readFileSync(path)).toEqual(before);
  });

  it('is given to a key of old clients that says nothing of itself, which moves to its place of today', async () => {
    const machine = keyMachine();
    const open = generateKey('ecdsa-p256');
    const id = keyIdOf(open.keyType, open.publicBytes);
    const folder = join(machine.trustDir.path, 'private', 'tuf_keys');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${id}.key`), encodePrivateKey(open));
    chmodSync(join(folder, `${id}.key`), 0o644);
    await change(machine, PASSPHRASE);
    expect(await machine.list()).toEqual([
      {
        id,
        role: null,
        gun: null,
        path: join(machine.trustDir.path, 'private', `${id}.key`),
        encrypted: true,
        exposed: false,
      },
    ]);
  });
});

describe('a certificate that came back from a CA', () => {
  it('is for a key that is here, without a passphrase', async () => {
    const machine = keyMachine();
    const selfSigned = { days: 30, file: 'jeff.crt' };
    const localKey = await machine.key('jeff', PASSPHRASE, { selfSigned, signingRequestFile: 'jeff.csr' });
    const checked = await machine.keyWork.checkCertificate('jeff.crt');
    expect(checked).toMatchObject({ localKey, key: { keyType: 'ecdsa-x509', canonicalId: localKey.id } });
    await expect(machine.keyWork.checkCertificate('jeff.csr')).rejects.toMatchObject({
      code: 'not-a-certificate',
    });
    await machine.keyWork.remove(localKey);
    await expect(machine.keyWork.checkCertificate('jeff.crt')).rejects.toMatchObject({
      code: 'certificate-other-key',
    });
  });
});
