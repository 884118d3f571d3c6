import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { encodePem } from '../../../source/crypto/index.ts';
import { encodePrivateKey, generateKey } from '../../../source/crypto/private.ts';
import { keyIdOf } from '../../../source/tuf/index.ts';
import { gun } from '../../support/sample-parts.ts';
import { type KeyMachine, keyMachine } from './key-machine.ts';

const NOBODY = { role: null, gun: null };
const PASSPHRASE = 'correct horse';

/** A machine with keys of these roles, and the bundle of them all. */
async function bundleOf(...roles: readonly string[]) {
  const machine = keyMachine();
  for (const role of roles) {
    await machine.key(role, PASSPHRASE, role === 'targets' ? { gun: gun('registry.example.com/a') } : {});
  }
  const keys = await machine.list();
  return { machine, keys, text: await machine.trustDir.vault.exportPem(keys) };
}

function read(machine: KeyMachine, file: string, passphrase: string | null = PASSPHRASE) {
  return machine.keyWork.readIncoming(
    file,
    NOBODY,
    machine.asking(() => passphrase),
  );
}

const summary = ({ keys }: Awaited<ReturnType<typeof read>>) =>
  keys.map(({ role, action }) => [role, action]).sort();

describe('a bundle that is taken in', () => {
  it('shows what it would add, writes nothing before it is saved, and then each key under its own passphrase', async () => {
    const { keys, text } = await bundleOf('jeff', 'root', 'targets');
    const machine = keyMachine();
    const incoming = await read(machine, machine.file('bundle.pem', text));
    expect(summary(incoming)).toEqual([
      ['jeff', 'add'],
      ['root', 'add'],
      ['targets', 'add'],
    ]);
    expect(incoming.keys.find(({ role }) => role === 'targets')?.gun).toBe('registry.example.com/a');
    expect(await machine.list()).toEqual([]);
    machine.asked.length = 0;
    const saved = await incoming.save(machine.asking(() => null));
    expect(machine.asked).toEqual([]);
    expect(saved.map(({ id, role, gun: of }) => ({ id, role, gun: of }))).toEqual(
      expect.arrayContaining(keys.map(({ id, role, gun: of }) => ({ id, role, gun: of }))),
    );
    for (const { id } of keys) {
      const key = saved.find((each) => each.id === id);
      expect(key?.encrypted).toBe(true);
    }
    expect(summary(await read(machine, 'bundle.pem'))).toEqual([
      ['jeff', 'same'],
      ['root', 'same'],
      ['targets', 'same'],
    ]);
  });

  it('is asked about once for all keys of a role, and says which key of which file', async () => {
    const { text } = await bundleOf('jeff');
    const machine = keyMachine();
    await read(machine, machine.file('twice.pem', text + text));
    expect(machine.asked).toMatchObject([
      { purpose: 'unlock', role: 'jeff', path: 'twice.pem', number: 1, attempt: 1, why: { kind: 'load' } },
    ]);
  });

  it('counts a key that it holds twice once, and shows one that it holds for two roles', async () => {
    const { text } = await bundleOf('jeff');
    const machine = keyMachine();
    const twoRoles = text + text + text.replace('role: jeff', 'role: root');
    const incoming = await read(machine, machine.file('twice.pem', twoRoles));
    expect(incoming.keys.map(({ role, action }) => [role, action])).toEqual([
      ['jeff', 'add'],
      ['jeff', 'same'],
      ['root', 'conflict'],
    ]);
    const saved = await incoming.save(machine.asking(() => null));
    expect(saved.map(({ role }) => role)).toEqual(['jeff']);
  });

  it('leaves a key alone that is here for another role', async () => {
    const { machine, keys, text } = await bundleOf('jeff');
    const incoming = await read(machine, machine.file('bundle.pem', text.replace('role: jeff', 'role: zoe')));
    expect(summary(incoming)).toEqual([['zoe', 'conflict']]);
    expect(await incoming.save(machine.asking(() => null))).toEqual([]);
    expect(await machine.list()).toEqual(keys);
  });

  it('says when others can read the file', async () => {
    const { text } = await bundleOf('jeff');
    const machine = keyMachine();
    const file = machine.file('bundle.pem', text);
    expect((await read(machine, file)).exposed).toBe(false);
    chmodSync(join(machine.folder, file), 0o640);
    expect((await read(machine, file)).exposed).toBe(true);
  });

  it('brings what can be opened, and names the rest: a wrong passphrase, a damaged key, an unknown format', async () => {
    const { text } = await bundleOf('jeff', 'ben');
    const strange = encodePem({ type: 'DSA PRIVATE KEY', headers: new Map(), bytes: Buffer.of(1, 2, 3) });
    const damaged = encodePem({ type: 'EC PRIVATE KEY', headers: new Map(), bytes: Buffer.of(1, 2, 3) });
    const machine = keyMachine();
    const file = machine.file('bundle.pem', `${text}${strange}${damaged}${text.slice(0, 200)}`);
    const incoming = await machine.keyWork.readIncoming(
      file,
      NOBODY,
      machine.asking(({ role }) => (role === 'jeff' ? PASSPHRASE : 'not this one')),
    );
    expect(summary(incoming)).toEqual([['jeff', 'add']]);
    const codes = incoming.unreadable.map(({ error }) => Reflect.get(Object(error), 'code'));
    expect(codes.toSorted()).toEqual([
      'key-damaged',
      'key-damaged',
      'key-format-unreadable',
      'passphrase-wrong',
    ]);
    expect(incoming.unreadable.map(({ error }) => Reflect.get(Object(error), 'detail'))).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: 'bundle.pem', number: 4 })]),
    );
    expect((await incoming.save(machine.asking(() => null))).map(({ role }) => role)).toEqual(['jeff']);
  });

  it('shows no passphrase and no private half to whoever looks at it', async () => {
    const { text } = await bundleOf('jeff');
    const machine = keyMachine();
    const incoming = await read(machine, machine.file('bundle.pem', text));
    expect(Object.keys(incoming.keys[0] ?? {})).toEqual([
      'keyId',
      'publicKey',
      'role',
      'gun',
      'algorithm',
      'format',
      'action',
    ]);
    expect(inspect(incoming, { depth: 9, showHidden: true })).not.toContain(PASSPHRASE);
  });

  it('takes the place of a file that holds no key at all, such as one that was cut short', async () => {
    const { machine, keys, text } = await bundleOf('jeff');
    const path = keys[0]?.path ?? '';
    truncateSync(path, 100);
    expect(await machine.list()).toEqual([]);
    const incoming = await read(machine, machine.file('bundle.pem', text));
    expect(summary(incoming)).toEqual([['jeff', 'add']]);
    await incoming.save(machine.asking(() => null));
    expect(await machine.list()).toEqual(keys);
  });

  it('adds nothing twice that came in between', async () => {
    const { text } = await bundleOf('jeff');
    const machine = keyMachine();
    const file = machine.file('bundle.pem', text);
    const [first, second] = [await read(machine, file), await read(machine, file)];
    expect(await first.save(machine.asking(() => null))).toHaveLength(1);
    expect(await second.save(machine.asking(() => null))).toEqual([]);
  });
});

describe('a file of one key', () => {
  it('of a trust directory is taken in, which docker trust key load only claims', async () => {
    const { keys } = await bundleOf('jeff');
    const machine = keyMachine();
    const incoming = await read(machine, keys[0]?.path ?? '');
    expect(summary(incoming)).toEqual([['jeff', 'add']]);
    expect(await incoming.save(machine.asking(() => null))).toMatchObject([{ id: keys[0]?.id }]);
  });

  it('of the old layout says by its place whose it is', async () => {
    const key = generateKey('ecdsa-p256');
    const id = keyIdOf(key.keyType, key.publicBytes);
    const machine = keyMachine();
    const folder = join(machine.folder, 'private', 'tuf_keys', 'registry.example.com', 'a');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${id}_targets.key`);
    writeFileSync(path, encodePrivateKey(key));
    expect((await read(machine, path)).keys).toMatchObject([
      { keyId: id, role: 'targets', gun: 'registry.example.com/a', action: 'add' },
    ]);
  });

  it('without a passphrase gets one, asked for once for each role and before anything is written', async () => {
    const machine = keyMachine();
    const text = ['ecdsa-p256', 'ed25519', 'ecdsa-p384'].map((algorithm) =>
      encodePrivateKey(generateKey(algorithm as 'ecdsa-p256')),
    );
    const incoming = await machine.keyWork.readIncoming(
      machine.file('plain.pem', text.join('')),
      { role: 'jeff', gun: null },
      machine.asking(() => null),
    );
    expect(machine.asked).toEqual([]);
    await expect(incoming.save(machine.asking(() => null))).rejects.toMatchObject({
      code: 'passphrase-not-given',
    });
    await expect(incoming.save(machine.asking(() => ''))).rejects.toMatchObject({ code: 'passphrase-empty' });
    expect(await machine.list()).toEqual([]);
    machine.asked.length = 0;
    const saved = await incoming.save(machine.asking(() => PASSPHRASE));
    expect(machine.asked).toMatchObject([{ purpose: 'create', role: 'jeff', why: { kind: 'load' } }]);
    expect(saved.map(({ role, encrypted }) => [role, encrypted])).toEqual([
      ['jeff', true],
      ['jeff', true],
      ['jeff', true],
    ]);
  });

  it('that says no role is the one that is here, whatever it is kept for', async () => {
    const machine = keyMachine();
    const file = machine.file('plain.pem', encodePrivateKey(generateKey('ecdsa-p256')));
    const asking = machine.asking(() => PASSPHRASE);
    const first = await machine.keyWork.readIncoming(file, { role: 'jeff', gun: null }, asking);
    await first.save(asking);
    expect(summary(await machine.keyWork.readIncoming(file, NOBODY, asking))).toEqual([['jeff', 'same']]);
  });

  it('of a role of one repository has to say of which', async () => {
    const machine = keyMachine();
    const file = machine.file('plain.pem', encodePrivateKey(generateKey('ecdsa-p256')));
    const asking = machine.asking(() => PASSPHRASE);
    const nameless = await machine.keyWork.readIncoming(file, { role: 'targets', gun: null }, asking);
    expect(nameless).toMatchObject({ keys: [], unreadable: [{ error: { code: 'key-needs-repository' } }] });
    const named = await machine.keyWork.readIncoming(
      file,
      { role: 'targets', gun: gun('registry.example.com/a') },
      asking,
    );
    expect(named.keys).toMatchObject([{ gun: 'registry.example.com/a' }]);
  });

  it.each([
    ['role: je\u001b[31mff', 'key-role-invalid'],
    [`role: ${'x'.repeat(256)}`, 'key-role-invalid'],
    ['role: \u202egnp.exe', 'key-role-invalid'],
    ['gun: ../../etc\nrole: targets', 'repository-name-invalid'],
  ])('is refused for the header %j', async (header, code) => {
    const { text } = await bundleOf('jeff');
    const machine = keyMachine();
    const incoming = await read(machine, machine.file('x.pem', text.replace('role: jeff', header)));
    expect(incoming).toMatchObject({ keys: [], unreadable: [{ index: 0, error: { code } }] });
  });

  it.each(['', ' ', 'a\nb', 'x'.repeat(256)])('is not kept for %j', async (role) => {
    const machine = keyMachine();
    const file = machine.file('x.pem', encodePrivateKey(generateKey('ecdsa-p256')));
    await expect(
      machine.keyWork.readIncoming(
        file,
        { role, gun: null },
        machine.asking(() => null),
      ),
    ).rejects.toMatchObject({ code: 'key-role-invalid' });
  });

  it.each([
    ['empty', ''],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
    ['prose', 'Dear Jeff,\nhere is the key.\n'],
  ])('that is %s is refused by its name', async (_, text) => {
    const machine = keyMachine();
    await expect(read(machine, machine.file('x.pem', text))).rejects.toMatchObject({
      code: 'key-format-unreadable',
      detail: { path: 'x.pem' },
    });
  });

  it('may come from Windows: with carriage returns, and a mark of its byte order', async () => {
    const { text } = await bundleOf('jeff');
    const machine = keyMachine();
    const windows = `\u{feff}${text.replaceAll('\n', '\r\n')}`;
    expect(summary(await read(machine, machine.file('x.txt', windows)))).toEqual([['jeff', 'add']]);
  });

  it('stops at once when it is given up', async () => {
    const { text } = await bundleOf('jeff');
    const machine = keyMachine();
    const controller = new AbortController();
    const asking = {
      ...machine.asking(() => {
        controller.abort();
        return PASSPHRASE;
      }),
      signal: controller.signal,
    };
    await expect(
      machine.keyWork.readIncoming(machine.file('x.pem', text), NOBODY, asking),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(readFileSync(join(machine.folder, 'x.pem'), 'utf8')).toBe(text);
  });
});
