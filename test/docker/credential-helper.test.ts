import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  credentialHelpers,
  diskFiles,
  findLogin,
  parseReference,
  readCredentialEnvironment,
} from '../../source/docker/index.ts';

const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin';
const NEVER = new AbortController().signal;

describe('a credential helper', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trustdeck-helper-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const install = (script: string, mode = 0o755) =>
    writeFile(join(folder, 'docker-credential-own'), `#!/bin/sh\n${script}\n`, { mode });
  const run = (more: Readonly<Record<string, string>> = {}, signal = NEVER) =>
    credentialHelpers({ PATH: `${folder}:${SYSTEM_PATH}`, ...more })('own', 'https://reg.io/v1/', signal);

  it('is given the key on stdin, without a line end, and get as its one argument', async () => {
    await install('printf "%s|%s|" "$#" "$1"; cat; printf "|"; echo noise >&2');
    expect(await run()).toEqual({ outcome: 'exited', code: 0, output: '1|get|https://reg.io/v1/|' });
  });

  it('is given the environment, but none of our secrets', async () => {
    await install('env');
    const secrets = {
      NOTARY_AUTH: 'S3CRET',
      DOCKER_AUTH_CONFIG: 'S3CRET',
      NOTARY_ROOT_PASSPHRASE: 'S3CRET',
      DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE: 'S3CRET',
    };
    const { output } = (await run({ ...secrets, GNUPGHOME: '/g' })) as { readonly output: string };
    expect(output).toContain('GNUPGHOME=/g');
    expect(output).not.toContain('S3CRET');
  });

  it('is told apart by how it ends', async () => {
    await install('echo no; exit 3');
    expect(await run()).toEqual({ outcome: 'exited', code: 3, output: 'no\n' });
    await install('kill -9 $$');
    expect(await run()).toEqual({ outcome: 'failed' });
    await install("printf '\\377'");
    expect(await run()).toEqual({ outcome: 'malformed' });
  });

  it('may end without reading what it is asked', async () => {
    await install('exec <&-; echo done');
    const long = 'x'.repeat(4 * 1024 * 1024);
    const answer = await credentialHelpers({ PATH: `${folder}:${SYSTEM_PATH}` })('own', long, NEVER);
    expect(answer).toEqual({ outcome: 'exited', code: 0, output: 'done\n' });
  });

  it('is cut short when it writes without end', async () => {
    await install('exec cat /dev/zero');
    expect(await run()).toEqual({ outcome: 'malformed' });
  });

  it('is ended with all it started when it hangs', async () => {
    const pids = join(folder, 'pids');
    await install(`sleep 600 & echo "$! $$" > "${pids}.new"; mv "${pids}.new" "${pids}"; wait`);
    const stop = new AbortController();
    const answer = run({}, stop.signal);
    await expect.poll(() => readFile(pids, 'utf8').catch(() => '')).not.toBe('');
    stop.abort();
    expect(await answer).toEqual({ outcome: 'timed-out' });
    for (const pid of (await readFile(pids, 'utf8')).trim().split(' ')) {
      await expect.poll(() => isRunning(Number(pid))).toBe(false);
    }
  });

  it('is not started after the time is over', async () => {
    await install('sleep 600');
    expect(await run({}, AbortSignal.abort())).toEqual({ outcome: 'timed-out' });
    expect(await run({ PATH: SYSTEM_PATH }, AbortSignal.abort())).toEqual({ outcome: 'timed-out' });
  });

  it('that may not be executed has failed, one that is not there is not found', async () => {
    await install('echo', 0o644);
    expect((await run({ PATH: folder })).outcome).toBe('failed');
    expect((await run({ PATH: SYSTEM_PATH })).outcome).toBe('not-found');
    expect((await run({ PATH: '' })).outcome).toBe('not-found');
  });

  it('is not looked for in folders relative to the working one', async () => {
    await install('echo');
    const here = relative(process.cwd(), folder);
    expect((await run({ PATH: `${here}::.:${SYSTEM_PATH}` })).outcome).toBe('not-found');
  });

  it.each(['../own', 'sub/own', '', 'own\0', 'own;id', 'a'.repeat(200)])(
    'is not what %j names',
    async (name) => {
      await mkdir(join(folder, 'docker-credential-sub'));
      await install('echo');
      const runHelper = credentialHelpers({ PATH: `${folder}:${SYSTEM_PATH}` });
      expect(await runHelper(name, 'reg.io', NEVER)).toEqual({ outcome: 'not-found' });
    },
  );
});

describe('a login from a real helper', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trustdeck-helper-'));
    await writeFile(join(folder, 'config.json'), '{"credsStore":"own"}');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const login = async (script: string) => {
    await writeFile(join(folder, 'docker-credential-own'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const environment = { PATH: `${folder}:${SYSTEM_PATH}` };
    return findLogin(parseReference('reg.io:5000/team/app').gun, {
      files: diskFiles,
      dockerDirectory: folder,
      environment: readCredentialEnvironment(environment),
      runHelper: credentialHelpers(environment),
    });
  };

  it('is what it prints for the registry', async () => {
    const script = `printf '{"ServerURL":"","Username":"me","Secret":"pw of %s"}' "$(cat)"`;
    expect(await login(script)).toEqual({
      kind: 'password',
      username: 'me',
      password: 'pw of reg.io:5000',
      from: 'docker-credential-own',
    });
  });

  it('is none when it says so, as docker’s own helpers do', async () => {
    expect(await login("echo 'credentials not found in native keychain'; exit 1")).toBeNull();
  });

  it('is an error without a word of what it printed when it fails', async () => {
    const error = await login('echo S3CRET; echo S3CRET >&2; exit 1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'credential-helper-failed',
      detail: { helper: 'docker-credential-own', reason: 'failed' },
    });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('S3CRET');
  });
});

/** An ended process whose parent has not asked for its end is a zombie: no longer running. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/^\d+ \(.*\) Z/.test(stat);
}
