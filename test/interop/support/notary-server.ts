import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeServerCertificates } from './certificates.ts';

export interface RealNotaryServer {
  readonly url: string;
  /** Host and port, as docker's TLS folders are named. */
  readonly authority: string;
  readonly caFile: string;
  /** What the server has logged so far. */
  log(): string;
  /** Fetches a path below the server, such as `/v2/GUN/_trust/tuf/root.json`; rejects when it does not answer. */
  get(path: string): Promise<{ readonly status: number; readonly body: Buffer }>;
  /** Ends the process and waits until it has gone. Its data was in memory and is lost. */
  stop(): Promise<void>;
}

/** The token service whose tokens the server wants (facts 7.1); `certificate` is PEM. */
export interface TokenAuthentication {
  readonly url: string;
  readonly service: string;
  readonly issuer: string;
  readonly certificate: string;
}

const START_ATTEMPTS = 5;
const START_DEADLINE_MS = 15_000;
const POLL_MS = 25;

/**
 * Starts a real notary-server that keeps everything in memory, on a free loopback port, with TLS by a CA of its own.
 * Resolves once it answers. `dir` receives certificates and configuration; it is created when missing.
 */
export async function startNotaryServer(options: {
  readonly dir: string;
  /** Open to everybody without it. */
  readonly tokens?: TokenAuthentication;
}): Promise<RealNotaryServer> {
  await mkdir(options.dir, { recursive: true });
  const certificates = await makeServerCertificates(options.dir);
  const ca = await readFile(certificates.caFile);
  const auth = options.tokens === undefined ? {} : await tokenAuth(options.dir, options.tokens);
  let lastLog = '';
  // Between finding a free port and the server's bind another process may take it.
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const port = await freePort();
    const configFile = join(options.dir, 'server.json');
    await writeFile(configFile, JSON.stringify({ ...serverConfig(port, certificates), ...auth }));
    const child = spawn('notary-server', ['-config', configFile], { stdio: ['ignore', 'pipe', 'pipe'] });
    const log = captureLog(child);
    const get = (path: string) => fetchOverTls({ port, path, ca });
    if (await answers(child, get)) {
      const authority = `127.0.0.1:${port}`;
      const stop = () => stopChild(child);
      return { url: `https://${authority}`, authority, caFile: certificates.caFile, log, get, stop };
    }
    await stopChild(child);
    lastLog = log();
  }
  throw new Error(`notary-server did not start: ${lastLog}`);
}

function serverConfig(port: number, files: { readonly certFile: string; readonly keyFile: string }): object {
  return {
    server: { http_addr: `127.0.0.1:${port}`, tls_key_file: files.keyFile, tls_cert_file: files.certFile },
    trust_service: { type: 'local' },
    logging: { level: 'info' },
    storage: { backend: 'memory' },
  };
}

async function tokenAuth(
  dir: string,
  { url, service, issuer, certificate }: TokenAuthentication,
): Promise<object> {
  const rootcertbundle = join(dir, 'tokens.crt');
  await writeFile(rootcertbundle, certificate);
  return { auth: { type: 'token', options: { realm: url, service, issuer, rootcertbundle } } };
}

/** A loopback port on which nobody listens, for now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') {
          reject(new Error('no port'));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}

function captureLog(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('error', (error) => chunks.push(Buffer.from(error.message)));
  return () => Buffer.concat(chunks).toString('utf8');
}

async function answers(child: ChildProcess, get: RealNotaryServer['get']): Promise<boolean> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const reply = await get('/_notary_server/health').catch(() => null);
    if (reply?.status === 200) {
      return true;
    }
    await delay(POLL_MS);
  }
  return false;
}

function fetchOverTls(options: {
  readonly port: number;
  readonly path: string;
  readonly ca: Buffer;
}): Promise<{ readonly status: number; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: options.port, path: options.path, ca: options.ca, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      },
    );
    call.on('error', reject);
    call.end();
  });
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
