import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ptyDriver } from '../../support/pty-driver.ts';
import { PASSPHRASES, type RealClients } from '../support/real-clients.ts';
import { type RunResult, run } from '../support/run.ts';
import { describeRealWorld } from '../support/suite.ts';
import { trustdeck } from '../support/trustdeck.ts';
import { KEY_TYPES, newSignerKey } from './support/signer-keys.ts';

const PROGRAM = resolve(import.meta.dirname, '../../../bin/trustdeck.js');
const CHANGED = 'another passphrase';

/** `trustdeck key passwd` by somebody at a terminal, without passphrases in the environment. */
async function changePassphrase(clients: RealClients, keyId: string): Promise<void> {
  const driver = ptyDriver({
    command: process.execPath,
    args: [PROGRAM, 'key', 'passwd', keyId],
    env: { PATH: process.env['PATH'], HOME: clients.workDir, DOCKER_CONFIG: clients.configDir },
    cwd: clients.workDir,
    columns: 160,
    rows: 50,
  });
  try {
    await driver.waitFor(/Enter passphrase for alice key/);
    driver.press(`${PASSPHRASES.repository}\r`);
    await driver.waitFor(/Enter passphrase for new alice key/);
    driver.press(`${CHANGED}\r`);
    await driver.waitFor(/Repeat passphrase for new alice key/);
    driver.press(`${CHANGED}\r`);
    await driver.waitFor(/Successfully updated passphrase/);
  } finally {
    driver.process.kill('SIGKILL');
    await driver.ended;
  }
}

/** Notary opens the key with this passphrase, if it can, and encrypts it with the same. */
function opens(clients: RealClients, keyId: string, passphrase: string): Promise<RunResult> {
  const env = { ...clients.env, NOTARY_DELEGATION_PASSPHRASE: passphrase };
  return run('notary', ['-d', clients.trustDir, 'key', 'passwd', keyId], { env });
}

describeRealWorld('passphrases that trustdeck changed', (world) => {
  describe.concurrent.each(KEY_TYPES)('$name', (type) => {
    it('open the key for notary, and the old one does no more', async () => {
      const clients = await world.clients(type.name);
      const { id } = await newSignerKey(clients, 'alice', type);
      await changePassphrase(clients, id);
      expect((await opens(clients, id, PASSPHRASES.repository)).stdout).toContain(
        'could not retrieve local key',
      );
      expect(await opens(clients, id, CHANGED)).toMatchObject({ exitCode: 0, stderr: '' });
      // trustdeck is told the old one by its environment, and has nobody to ask.
      const backup = await trustdeck(clients, ['key', 'backup', id, '--output', 'backup.pem', '--json']);
      expect(backup.exitCode).not.toBe(0);
    });
  });
});
