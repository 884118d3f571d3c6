import { describe, expect, it } from 'vitest';
import {
  type GenerateKeyRequest,
  type IncomingKey,
  type IncomingKeys,
  type LocalKey,
  OperationError,
  type TufKey,
} from '../../source/operations/index.ts';
import { type FakeCliOptions, keyIdOf, localKeyOf, runFake } from './support/fake-cli.ts';

const JEFF = localKeyOf('1111111a', 'jeff');
const BEN = localKeyOf('1111111b', 'ben');
const ROOT = localKeyOf('2222222', 'root');
const KEYS = [JEFF, BEN, ROOT];

function tufKey(start: string): TufKey {
  const id = keyIdOf(start);
  return { id, canonicalId: id, keyType: 'ecdsa', publicBytes: new Uint8Array() };
}

function incomingKey(start: string, action: IncomingKey['action']): IncomingKey {
  const publicKey = tufKey(start);
  return {
    keyId: publicKey.id,
    publicKey,
    role: 'jeff',
    gun: null,
    algorithm: 'ecdsa-p256',
    format: 'PKCS#8',
    action,
  };
}

/** A file of keys, with a record of what was saved of it. */
function incoming(keys: readonly IncomingKey[], unreadable: IncomingKeys['unreadable'] = []) {
  const saved: LocalKey[] = [];
  const file: IncomingKeys = {
    keys,
    unreadable,
    exposed: false,
    save: async () => {
      saved.push(
        ...keys.filter(({ action }) => action === 'add').map(({ keyId, role }) => localKeyOf(keyId, role)),
      );
      return saved;
    },
  };
  return { saved, file };
}

describe('commands about private keys', () => {
  describe('key generate', () => {
    const generate = async (argv: readonly string[]) => {
      const requests: GenerateKeyRequest[] = [];
      const finished = await runFake(['key', 'generate', ...argv], {
        keyWork: {
          generate: async (request) => {
            requests.push(request);
            const files =
              request.publicKeyFile === null
                ? []
                : [{ kind: 'public-key' as const, path: `/here/${request.publicKeyFile}` }];
            return { key: JEFF, publicKey: tufKey('1111111a'), files };
          },
        },
      });
      return { ...finished, request: requests[0] };
    };

    it('says what docker says, and asks for what docker makes', async () => {
      const { code, stdout, stderr, request } = await generate(['jeff']);
      expect({ code, stdout, stderr }).toEqual({
        code: 0,
        stdout:
          'Successfully generated and loaded private key. Corresponding public key available: /here/jeff.pub\n',
        stderr: 'Generating key for jeff...\n',
      });
      expect(request).toEqual({
        role: 'jeff',
        gun: null,
        algorithm: 'ecdsa',
        publicKeyFile: 'jeff.pub',
        subject: null,
        signingRequestFile: null,
        selfSigned: null,
      });
    });

    it('makes requests and certificates on demand', async () => {
      const options = [
        '--csr',
        'jeff.csr',
        '--self-signed',
        '90',
        '--dir',
        'out',
        '--algorithm',
        'rsa',
        '--role',
        'targets',
      ];
      const { request } = await generate(['jeff', ...options]);
      expect(request).toMatchObject({
        role: 'targets',
        algorithm: 'rsa-3072',
        publicKeyFile: 'out/jeff.pub',
        subject: 'CN=jeff',
        signingRequestFile: 'jeff.csr',
        selfSigned: { days: 90, file: 'out/jeff.crt' },
      });
      expect((await generate(['jeff', '--csr', 'x', '--subject', 'CN=j,O=E'])).request?.subject).toBe(
        'CN=j,O=E',
      );
    });

    it.each([
      [['Jeff'], 'key name "Jeff" is not allowed'],
      [['../jeff'], 'is not allowed'],
      [['jeff', '--self-signed', '0'], '0 is no number of days'],
      [['jeff', '--self-signed', 'soon'], 'soon is no number of days'],
      [['jeff', '--subject', 'CN=jeff'], '--subject has nothing to stand in'],
      [['jeff', '--algorithm', 'dsa'], 'Allowed choices are'],
      [['jeff', '--role', 'a', '--role', 'b'], '--role was given 2 times'],
      [[], "Missing required argument 'name'"],
    ])('refuses %j', async (argv, words) => {
      const { code, stderr, request } = await generate(argv);
      expect({ code, request }).toEqual({ code: 2, request: undefined });
      expect(stderr).toContain(words);
    });
  });

  describe('key load', () => {
    const load = (argv: readonly string[], file: IncomingKeys, options: FakeCliOptions = {}) => {
      const asked: unknown[] = [];
      return runFake(['key', 'load', ...argv], {
        keyWork: {
          readIncoming: async (path, how) => {
            asked.push([path, how]);
            return file;
          },
        },
        ...options,
      }).then((finished) => ({ ...finished, read: asked }));
    };

    it('takes a key in, under the name given or docker’s', async () => {
      const { file, saved } = incoming([incomingKey('33', 'add')]);
      const { code, stdout, stderr, read } = await load(['jeff.pem', '--name', 'jeff'], file);
      expect({ code, stdout }).toEqual({ code: 0, stdout: 'Successfully imported key from jeff.pem\n' });
      expect(stderr).toMatch(
        /^Loading key from "jeff.pem"\.\.\.\njeff key 330000000000 \(ecdsa-p256, PKCS#8\) is added\nIt is kept in /,
      );
      expect(saved).toHaveLength(1);
      expect(read).toEqual([['jeff.pem', { role: 'jeff', gun: null }]]);
      expect((await load(['x.pem'], file)).read).toEqual([['x.pem', { role: 'signer', gun: null }]]);
    });

    it('refuses a file that others can read, before it reads it', async () => {
      const { file } = incoming([incomingKey('33', 'add')]);
      const { code, stderr, read } = await load(['jeff.pem'], file, {
        files: { 'jeff.pem': { text: '', exposed: true } },
      });
      expect({ code, read }).toEqual({ code: 1, read: [] });
      expect(stderr).toContain('refusing to load key from jeff.pem');
    });

    it('fails, and says why, for a key that is here for another role', async () => {
      const { file } = incoming([incomingKey('33', 'conflict')]);
      const { code, stdout, stderr } = await load(['jeff.pem'], file);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('is here already, for another role');
    });

    it('saves nothing with --dry-run', async () => {
      const { file, saved } = incoming([incomingKey('33', 'add')]);
      expect((await load(['jeff.pem', '--dry-run', '--json'], file)).json()).toMatchObject({
        keys: [{ action: 'add', path: null }],
      });
      expect(saved).toEqual([]);
    });

    it('checks a certificate that a CA returned', async () => {
      const keyWork = { checkCertificate: async () => ({ key: tufKey('99'), localKey: JEFF }) };
      const { code, stdout } = await runFake(['key', 'load', 'jeff.crt', '--certificate'], { keyWork });
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: 'jeff.crt is a certificate of the jeff key 1111111a0000 on this machine.\n',
      });
      expect(
        await runFake(['key', 'load', 'jeff.crt', '--certificate', '--name', 'x'], { keyWork }),
      ).toMatchObject({
        code: 2,
      });
    });
  });

  describe('key import and restore', () => {
    it('imports several files, tells each key and each failure, and ends with the worst', async () => {
      const good = incoming([incomingKey('33', 'add'), incomingKey('44', 'same')]);
      const bad = incoming(
        [],
        [
          {
            index: 0,
            error: new OperationError('passphrase-wrong', { keyId: keyIdOf('55'), role: null, attempts: 3 }),
          },
        ],
      );
      const keyWork = { readIncoming: async (path: string) => (path === 'good.pem' ? good.file : bad.file) };
      const { code, stdout, stderr } = await runFake(['key', 'import', 'good.pem', 'bad.pem'], { keyWork });
      expect(code).toBe(1);
      expect(stdout).toMatch(/33.* is added\n.*44.* is here already\n/);
      expect(stderr).toContain('Wrong passphrase');
      expect(good.saved).toHaveLength(1);
    });

    it('shows what a backup would add, and adds it only after a yes', async () => {
      const run = async (argv: readonly string[], answers?: readonly string[]) => {
        const { file, saved } = incoming([incomingKey('33', 'add'), incomingKey('44', 'same')]);
        const finished = await runFake(['key', 'restore', 'b.pem', ...argv], {
          keyWork: { readIncoming: async () => file },
          ...(answers === undefined ? {} : { answers }),
        });
        return { ...finished, saved };
      };
      const asked = await run([], ['y']);
      expect(asked).toMatchObject({
        code: 0,
        asked: ['Restore this key? [y/N] '],
        stdout: 'Restored 1 key.\n',
      });
      expect(asked.saved).toHaveLength(1);
      expect(await run([], ['n'])).toMatchObject({ code: 1, saved: [] });
      expect(await run([])).toMatchObject({ code: 2, saved: [] });
      const dry = await run(['--dry-run']);
      expect(dry).toMatchObject({ code: 0, saved: [] });
      expect(dry.stdout).toContain('is added');
      expect((await run(['-y'])).saved).toHaveLength(1);
    });
  });

  describe('IDs', () => {
    const passwd = (id: string) => {
      const changed: LocalKey[] = [];
      const keyWork = {
        changePassphrase: async (key: LocalKey) => {
          changed.push(key);
        },
      };
      return runFake(['key', 'passwd', id], { keys: KEYS, keyWork }).then((finished) => ({
        ...finished,
        changed,
      }));
    };

    it('may be cut short as long as they name one key', async () => {
      const { code, stdout, changed } = await passwd('1111111a');
      expect({ code, stdout, changed }).toEqual({
        code: 0,
        stdout: `Successfully updated passphrase for key ID: ${JEFF.id}\n`,
        changed: [JEFF],
      });
      expect((await passwd(ROOT.id)).changed).toEqual([ROOT]);
    });

    it('take the old passphrase from the environment, and ask for the new one', async () => {
      const given: (string | null)[] = [];
      const finished = await runFake(['key', 'passwd', '2222222'], {
        keys: KEYS,
        env: { NOTARY_ROOT_PASSPHRASE: 'the old one' },
        answers: ['the new one', 'the new one'],
        keyWork: {
          changePassphrase: async ({ id, role, path }, { passphrases, signal }) => {
            const about = { role, owner: role, keyId: id, gun: null, path, attempt: 1, rejected: null };
            for (const purpose of ['unlock', 'create'] as const) {
              const question = { ...about, purpose, why: { kind: 'change' as const } };
              given.push((await passphrases.ask(question, signal))?.reveal() ?? null);
            }
          },
        },
      });
      expect(finished.code).toBe(0);
      expect(given).toEqual(['the old one', 'the new one']);
    });

    it.each([
      ['1111111', '1111111 stands for 2 keys'],
      ['9999999', 'No key with ID 9999999 found'],
      ['111111', '111111 is no key ID'],
      ['JEFFJEFF', 'JEFFJEFF is no key ID'],
    ])('refuse %s', async (id, words) => {
      const { code, stderr, changed } = await passwd(id);
      expect({ code, changed }).toEqual({ code: 2, changed: [] });
      expect(stderr).toContain(words);
    });
  });

  describe('key remove', () => {
    const remove = (argv: readonly string[], answers?: readonly string[]) => {
      const removed: LocalKey[] = [];
      return runFake(['key', 'remove', ...argv], {
        keys: KEYS,
        backedUp: new Map([[JEFF.id, new Date('2026-11-01T00:00:00Z')]]),
        keyWork: {
          remove: async (key) => {
            removed.push(key);
          },
        },
        ...(answers === undefined ? {} : { answers }),
      }).then((finished) => ({ ...finished, removed }));
    };

    it('shows what is known of the key and asks', async () => {
      const { code, stdout, stderr, asked, removed } = await remove(['1111111a'], ['y']);
      expect({ code, removed }).toEqual({ code: 0, removed: [JEFF] });
      expect(stderr).toContain('signs for no repository that this machine knows');
      expect(stderr).toContain('was backed up on 2026-11-01');
      expect(asked).toEqual([`Are you sure you want to remove ${JEFF.id} (role jeff)? [y/N] `]);
      expect(stdout).toContain(`Deleted ${JEFF.id}`);
      expect(await remove(['1111111a'], ['n'])).toMatchObject({ code: 1, removed: [] });
      expect(await remove(['1111111a', '--dry-run'])).toMatchObject({ code: 0, removed: [] });
    });

    it('has the ID of a root key typed, or the risk named', async () => {
      expect(await remove(['2222222'], ['2222222'])).toMatchObject({
        code: 0,
        removed: [ROOT],
        asked: ['Type 2222222 (the key) to go on: '],
      });
      expect(await remove(['2222222'], ['y'])).toMatchObject({ code: 1, removed: [] });
      const refused = await remove(['2222222', '-y']);
      expect(refused).toMatchObject({ code: 2, removed: [] });
      expect(refused.stderr).toContain('--accept-risk root-key');
      expect(await remove(['2222222', '-y', '--accept-risk', 'root-key'])).toMatchObject({
        code: 0,
        removed: [ROOT],
      });
    });
  });

  describe('key export and backup', () => {
    it('exports to standard output, all keys or those named', async () => {
      expect(await runFake(['key', 'export'], { keys: KEYS })).toMatchObject({
        code: 0,
        stdout: KEYS.map(({ id }) => `PEM of ${id}\n`).join(''),
      });
      expect((await runFake(['key', 'export', '2222222', '--json'], { keys: KEYS })).json()).toEqual({
        keys: [ROOT.id],
        file: null,
        pem: `PEM of ${ROOT.id}\n`,
      });
    });

    it('exports the public half of one key', async () => {
      const keyWork = {
        exportPublic: async ({ role }: LocalKey, path: string | null) => ({
          pem: `PUBLIC ${role}\n`,
          path: path === null ? null : `/here/${path}`,
        }),
      };
      const run = (...argv: string[]) =>
        runFake(['key', 'export', '--public', ...argv], { keys: KEYS, keyWork });
      expect(await run('2222222')).toMatchObject({ code: 0, stdout: 'PUBLIC root\n' });
      expect((await run('2222222', '-o', 'root.pub', '--json')).json()).toEqual({
        keys: [ROOT.id],
        file: '/here/root.pub',
        pem: null,
      });
      expect(await run('2222222', '-o', 'root.pub')).toMatchObject({
        stdout: `Exported the public half of key ${ROOT.id} to /here/root.pub\n`,
      });
      expect(await run()).toMatchObject({ code: 2 });
      expect(await run('2222222', '1111111a')).toMatchObject({ code: 2 });
    });

    it('warns of keys without a passphrase', async () => {
      const bare = localKeyOf('3333333', 'mia', { encrypted: false });
      expect((await runFake(['key', 'export'], { keys: [bare] })).stderr).toContain('without a passphrase');
    });

    it('writes a file, which is named in the end', async () => {
      const asked: string[] = [];
      const keyWork = {
        export: async (_: readonly LocalKey[], path: string) => ({
          kind: 'export' as const,
          path: `/here/${path}`,
        }),
        backup: async (
          _: readonly LocalKey[],
          path: string,
          { passphrases }: { passphrases: { ask: unknown } },
        ) => {
          asked.push(typeof passphrases.ask);
          return { kind: 'backup' as const, path: `/here/${path}` };
        },
      };
      expect(await runFake(['key', 'export', '-o', 'k.pem'], { keys: KEYS, keyWork })).toMatchObject({
        code: 0,
        stdout: 'Exported 3 keys to /here/k.pem\n',
      });
      expect(await runFake(['key', 'backup', '-o', 'k.pem'], { keys: KEYS, keyWork })).toMatchObject({
        code: 0,
        stdout: 'Backed up 3 keys to /here/k.pem\n',
      });
      expect(asked).toEqual(['function']);
      expect(await runFake(['key', 'backup'], { keys: KEYS, keyWork })).toMatchObject({ code: 2 });
    });
  });

  it('tells when a key was backed up', async () => {
    const backedUp = new Map([[ROOT.id, new Date('2026-11-01T00:00:00Z')]]);
    const keys = (await runFake(['key', 'list', '--json'], { keys: KEYS, backedUp })).json();
    expect(keys).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: ROOT.id, backedUp: '2026-11-01T00:00:00.000Z' }),
        expect.objectContaining({ id: JEFF.id, backedUp: null }),
      ]),
    );
  });
});
