import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from './base/index.ts';
import type { RunningSandbox, SandboxOptions } from './cli/index.ts';
import { sampleScenario, startSandbox } from './sandbox/index.ts';

/** Starts the sandbox of `trustdeck sandbox`, with the sample repositories. Its CA can always be read from a file. */
export async function runSandbox(options: SandboxOptions, cwd: string): Promise<RunningSandbox> {
  const dir = options.dir === null ? null : resolve(cwd, options.dir);
  const sandbox = await startSandbox({
    tls: options.tls,
    clock: systemClock,
    scenario: sampleScenario(systemClock.now()),
    ...(options.port === null ? {} : { port: options.port }),
    ...(dir === null ? {} : { dir }),
  });
  const { url, caCertificatePem } = sandbox;
  if (caCertificatePem === null || dir !== null) {
    const caFile = caCertificatePem === null || dir === null ? null : join(dir, 'ca.crt');
    return { url, caFile, close: () => sandbox.close() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'trustdeck-ca-'));
  const caFile = join(folder, 'ca.crt');
  await writeFile(caFile, caCertificatePem, { mode: 0o600 });
  return {
    url,
    caFile,
    close: async () => {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
