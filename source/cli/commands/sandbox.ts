import type { CommandContext, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';

const MAX_PORT = 65535;

/** `sandbox`: serves until it is interrupted. The first line it prints is its URL, once it accepts connections. */
export async function run({ options }: Invocation, { ports, io, output }: CommandContext): Promise<number> {
  const port = portOf(options.port);
  const sandbox = await ports.startSandbox({
    port,
    dir: options.dir ?? null,
    tls: options.tls === true,
  });
  try {
    if (output.isJson) {
      output.json({ url: sandbox.url, caFile: sandbox.caFile });
    } else {
      output.lines([sandbox.url]);
    }
    if (sandbox.caFile !== null) {
      output.remark(`Its CA certificate is ${sandbox.caFile}.`);
    }
    output.remark('Press Ctrl+C to stop it.');
    await interruption(io.signal);
    return 130;
  } finally {
    await sandbox.close();
  }
}

function portOf(text: string | undefined): number | null {
  if (text === undefined) {
    return null;
  }
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > MAX_PORT) {
    throw new UsageError({
      message: `${text} is no port`,
      why: `Ports are numbers up to ${MAX_PORT}.`,
      next: 'Leave --port out for any free one.',
    });
  }
  return port === 0 ? null : port;
}

function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    } else {
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
}
