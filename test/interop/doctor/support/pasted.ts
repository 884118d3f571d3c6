import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { RealClients } from '../../support/real-clients.ts';
import { type RunResult, run } from '../../support/run.ts';
import { builtProgram, type TrustdeckOptions, trustdeckEnv } from '../../support/trustdeck.ts';

/**
 * Runs a command line that the doctor has printed, in a shell, as somebody pastes it: with trustdeck on the PATH, and
 * notary configured for the same trust directory and server.
 */
export async function paste(
  clients: RealClients,
  line: string,
  options: TrustdeckOptions = {},
): Promise<RunResult> {
  const bin = join(clients.workDir, 'bin');
  await mkdir(bin, { recursive: true });
  const program = join(bin, 'trustdeck');
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${builtProgram()}' "$@"\n`);
  await chmod(program, 0o755);
  await configureNotary(clients);
  const path = [bin, process.env['PATH'] ?? ''].join(delimiter);
  return run('sh', ['-c', line], {
    env: { ...trustdeckEnv(clients, options), PATH: path },
    cwd: clients.workDir,
    input: 'yes\n',
  });
}

async function configureNotary({ workDir, trustDir, server }: RealClients): Promise<void> {
  await mkdir(join(workDir, '.notary'), { recursive: true });
  const config = { trust_dir: trustDir, remote_server: { url: server.url, root_ca: server.caFile } };
  await writeFile(join(workDir, '.notary', 'config.json'), JSON.stringify(config));
}
