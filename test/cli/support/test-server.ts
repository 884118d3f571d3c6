import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestRepository } from '../../support/repository-builder.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface TestServer {
  readonly url: string;
  readonly requests: string[];
  close(): Promise<void>;
}

/** A server on this machine that answers as `handler` does. */
export async function startServer(handler: Handler): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Serves repositories that a test builds, as a Notary server would. */
export function serveRepositories(...repositories: readonly TestRepository[]): Promise<TestServer> {
  return startServer((request, response) => {
    const [, gun, path] = /^\/v2\/(.+)\/_trust\/tuf\/(.+)$/.exec(request.url ?? '') ?? [];
    const bytes = repositories.find((repository) => repository.gun === gun)?.files.get(path ?? '');
    if (bytes === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"errors":[{"code":"METADATA_NOT_FOUND","message":"","detail":null}]}');
      return;
    }
    response.writeHead(200, { 'content-length': bytes.length });
    response.end(bytes);
  });
}
