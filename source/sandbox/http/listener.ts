import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SandboxError, systemReason } from '../errors.ts';
import { ApiError } from './api-error.ts';
import type { ApiRequest, ApiResponse } from './message.ts';
import { emptyResponse, errorResponse } from './responses.ts';

/** The only address the sandbox listens on: it has no authentication, so nobody else may reach it. */
const LOOPBACK = '127.0.0.1';

/** Names under which a client on this machine calls it; others are a web page's (DNS rebinding). */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

export interface TlsFiles {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS#8. */
  readonly privateKey: string;
}

export interface ListenOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly tls: TlsFiles | null;
  readonly maxBodyBytes: number;
  readonly handle: (request: ApiRequest) => ApiResponse;
  /** Told of anything that `handle` throws; the client gets an `UNKNOWN`. */
  readonly onDefect: (error: unknown) => void;
}

export interface Listener {
  readonly url: string;
  /** Ends open connections and stops listening. */
  close(): Promise<void>;
}

/** Starts serving on loopback. Rejects with `port-unavailable`. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const answer = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    respond(request, response, options);
  const server =
    options.tls === null
      ? createServer(answer)
      : createTlsServer(
          { cert: options.tls.certificate, key: options.tls.privateKey, minVersion: 'TLSv1.2' },
          answer,
        );
  const port = await bind(server, options.port);
  return {
    url: `${options.tls === null ? 'http' : 'https'}://${LOOPBACK}:${port}`,
    close: () => stop(server),
  };
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error): void =>
      reject(new SandboxError({ code: 'port-unavailable', port, reason: systemReason(cause) }, { cause }));
    server.once('error', refuse);
    server.listen(port, LOOPBACK, () => {
      server.off('error', refuse);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: ListenOptions,
): Promise<void> {
  const content = await readBody(request, options.maxBodyBytes);
  if (content.kind === 'gone') {
    response.destroy();
    return;
  }
  try {
    send(request, response, reply(request, content, options));
  } catch (error) {
    send(request, response, errorResponse(new ApiError('UNKNOWN')));
    options.onDefect(error);
  }
}

function reply(request: IncomingMessage, content: ReadBody, options: ListenOptions): ApiResponse {
  const { method = '', url = '', headers } = request;
  if (!LOCAL_HOST.test(headers.host ?? '')) {
    return emptyResponse(421);
  }
  // Only a browser says so: a web page has no business here, and could publish by a form (CSRF).
  if (headers.origin !== undefined) {
    return emptyResponse(403);
  }
  if (content.kind === 'too-large') {
    return errorResponse(new ApiError('MALFORMED_UPLOAD', `it is larger than ${options.maxBodyBytes} bytes`));
  }
  const target = parseTarget(url);
  return target === null
    ? errorResponse(new ApiError('METADATA_NOT_FOUND'))
    : options.handle({ method, ...target, contentType: headers['content-type'] ?? '', body: content.body });
}

type ReadBody = { readonly kind: 'read'; readonly body: Uint8Array } | { readonly kind: 'too-large' };

async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<ReadBody | { readonly kind: 'gone' }> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    return { kind: 'too-large' };
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > maxBytes) {
        return { kind: 'too-large' };
      }
      chunks.push(chunk);
    }
  } catch {
    // The client broke off: there is nobody left to tell.
    return { kind: 'gone' };
  }
  return { kind: 'read', body: Buffer.concat(chunks, length) };
}

function parseTarget(target: string): Pick<ApiRequest, 'path' | 'query'> | null {
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  try {
    return {
      path: decodeURIComponent(path),
      query: new URLSearchParams(question < 0 ? '' : target.slice(question)),
    };
  } catch {
    return null;
  }
}

function send(request: IncomingMessage, response: ServerResponse, reply: ApiResponse): void {
  // An unread rest of the body would be taken for the next request.
  const closing = request.complete ? {} : { connection: 'close' };
  response.writeHead(reply.status, { ...reply.headers, ...closing, 'content-length': reply.body.length });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}
