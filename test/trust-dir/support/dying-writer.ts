import fs from 'node:fs';
import { Passphrase } from '../../../source/base/index.ts';
import { dieAtStep } from '../../support/die-at-step.ts';

/**
 * Does one thing to a trust directory and kills itself at the given step: right before the n-th call that changes
 * something on the disk, or in the middle of it where bytes are written. Says `done` when it gets through.
 */
const [, , task = '', trustDir = '', step = ''] = process.argv;

/** As the tests give them. */
const NEW_PASSPHRASE = new Passphrase('new passphrase');
const OLD_PASSPHRASE = new Passphrase('old passphrase');

await dieAtStep(Number(step));

const { openTrustDir } = await import('../../../source/trust-dir/index.ts');
const { asGun } = await import('../../../source/tuf/index.ts');
const { vault, runs, cache } = openTrustDir(trustDir);
const gun = asGun('registry.example.com/a');
if (gun === null) {
  throw new Error('no GUN');
}

const TASKS = new Map<string, () => Promise<unknown>>([
  [
    'save',
    async () => {
      const [pem] = await vault.readPem(fs.readFileSync(`${trustDir}.pem`, 'utf8'));
      const key = await pem?.unlock(null);
      return key && vault.save(key, { headers: { role: 'alice', gun: null }, passphrase: NEW_PASSPHRASE });
    },
  ],
  [
    'change-passphrase',
    async () => {
      const { keys } = await vault.list();
      const found = keys.find(({ role }) => role === 'targets');
      // When this is the second time, the first may have come as far as that.
      const key =
        found && (await vault.unlock(found, OLD_PASSPHRASE).catch(() => vault.unlock(found, NEW_PASSPHRASE)));
      const options = { headers: { role: 'targets', gun }, passphrase: NEW_PASSPHRASE, replace: true };
      return key && vault.save(key, options);
    },
  ],
  [
    'remove-key',
    async () => {
      const found = (await vault.list()).keys.find(({ role }) => role === 'targets');
      return found && vault.remove(found);
    },
  ],
  ['write-run', () => runs.write('run', 'new'.repeat(10_000))],
  ['remove-repository', () => cache.remove(gun)],
]);

await TASKS.get(task)?.();
process.stdout.write('done');
