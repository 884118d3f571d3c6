import type { Clock } from '../base/index.ts';
import { makeServerKey } from './generated/signing-key.ts';
import { handle } from './handlers/handle.ts';
import { listen } from './http/listener.ts';
import type { ServerRole } from './http/router.ts';
import { SANDBOX_LIMITS, type SandboxLimits } from './limits.ts';
import type { Scenario } from './scenario/scenario.ts';
import { folderPersistence } from './storage/folder-store.ts';
import { openPrivateFolder } from './storage/private-folder.ts';
import type { ServerKeyType } from './storage/record.ts';
import { createStore } from './storage/store.ts';
import { loopbackTls } from './tls.ts';

export interface SandboxOptions {
  /** 0, or left out, takes any free port. */
  readonly port?: number;
  /** Where everything is kept; in memory when left out. */
  readonly dir?: string;
  readonly tls?: boolean;
  readonly clock: Clock;
  /** What is there at the start; a repository that the folder holds already stays as it is. */
  readonly scenario?: Scenario;
  /** Of the timestamp and snapshot keys that it makes; ed25519, as notary-server's own signer, when left out. */
  readonly keyType?: ServerKeyType;
  readonly limits?: SandboxLimits;
  /** Told of defects while answering a request; they become unhandled rejections when left out. */
  readonly onDefect?: (error: unknown) => void;
}

export interface Sandbox {
  /** Such as `https://127.0.0.1:4443`; it accepts connections. */
  readonly url: string;
  /** PEM of the CA to trust; null without TLS. With a folder it stands in its `ca.crt` too. */
  readonly caCertificatePem: string | null;
  /** Ends open connections and stops listening. */
  close(): Promise<void>;
}

const REPOSITORIES = 'repositories';

/**
 * Starts an embedded Notary server on 127.0.0.1, and on no other address: it knows no users. Throws `SandboxError`
 * when the folder or the port cannot be used.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, limits = SANDBOX_LIMITS, keyType = 'ed25519' } = options;
  const folder = options.dir === undefined ? null : openPrivateFolder(options.dir);
  const store = createStore(folder === null ? null : folderPersistence(folder.folder(REPOSITORIES)));
  for (const { record } of options.scenario?.repositories ?? []) {
    if (store.read(record.gun).changes.length === 0) {
      const first = store.nextChangeId();
      const changes = record.changes.map((change, index) => ({ ...change, id: first + index }));
      store.replace({ ...record, changes });
    }
  }
  const tls = options.tls === true ? loopbackTls(folder, clock.now()) : null;
  const context = { store, clock, limits, createKey: (role: ServerRole) => makeServerKey(role, keyType) };
  const listener = await listen({
    port: options.port ?? 0,
    tls,
    maxBodyBytes: limits.bodyBytes,
    handle: (request) => handle(request, context),
    onDefect: options.onDefect ?? rethrow,
  });
  return {
    url: listener.url,
    caCertificatePem: tls?.caCertificate ?? null,
    close: () => listener.close(),
  };
}

function rethrow(error: unknown): never {
  throw error;
}
