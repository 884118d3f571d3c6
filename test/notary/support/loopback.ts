import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LoopbackServer {
  readonly url: string;
  /** `path` of every request that arrived, with its query, in order. */
  readonly paths: string[];
  /** The `authorization` header of each, or null. */
  readonly authorizations: (string | null)[];
}

/** A real HTTP server on a free port of this machine, stopped when the test ends. */
export async function serve(
  handler: http.RequestListener,
  tls?: https.ServerOptions & { readonly host?: string },
): Promise<LoopbackServer> {
  const paths: string[] = [];
  const authorizations: (string | null)[] = [];
  const listener: http.RequestListener = (request, response) => {
    paths.push(request.url ?? '');
    authorizations.push(request.headers.authorization ?? null);
    handler(request, response);
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  // A client that hangs up is part of many tests.
  server.on('clientError', (_error, socket) => socket.destroy());
  const port = await listening(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `${tls ? 'https' : 'http'}://${tls?.host ?? '127.0.0.1'}:${port}`, paths, authorizations };
}

/** A server below HTTP, for answers that are none. */
export async function serveRaw(onSocket: (socket: net.Socket) => void): Promise<string> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  const port = await listening(server);
  onTestFinished(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

/** A port of this machine on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
