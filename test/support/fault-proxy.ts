import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What happens to one request. Where nothing else is said, the server gets it once. */
export type Fault =
  | { readonly kind: 'pass' }
  /** The server never sees it; the client's connection ends. */
  | { readonly kind: 'drop-request' }
  /** The server answers, and the client's connection ends instead. */
  | { readonly kind: 'drop-answer' }
  /** The client gets the first half of the answer, headers included, then the connection ends. */
  | { readonly kind: 'cut-answer' }
  /** Waits before the server sees it, or before the client sees the answer. */
  | {
      readonly kind: 'wait';
      readonly before: 'request' | 'answer';
      readonly until: () => Promise<unknown>;
    }
  /** The server gets it twice, one after the other; the client sees the second answer. */
  | { readonly kind: 'repeat' }
  /** The server never sees it; this is the answer. */
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The server never sees it; what comes back is no HTTP. */
  | { readonly kind: 'garbage' };

/** A request as the proxy met it. */
export interface ProxiedRequest {
  /** Counts all requests from 0. */
  readonly index: number;
  /** Counts the requests of this method from 0. */
  readonly ofMethod: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly fault: Fault['kind'];
  /** What the server answered each time it got it; still growing while the request is under way. */
  readonly statuses: readonly number[];
}

/** Decides by the order of requests what happens to each: the same requests always meet the same faults. */
export type Programme = (request: Omit<ProxiedRequest, 'fault' | 'statuses'>) => Fault;

export interface FaultProxy {
  /** Plain http on loopback: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly ProxiedRequest[];
  /** How many connections clients have opened. */
  readonly connections: () => number;
  /** Takes over from the next request on. */
  programme: Programme;
  /** Ends all connections and stops listening. */
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  /** URL of the Notary server behind it. */
  readonly upstream: string;
  /** PEM of the CA to trust for an https upstream. */
  readonly ca?: string;
  /** Everything passes without one. */
  readonly programme?: Programme;
}

export const PASS: Fault = { kind: 'pass' };

/** The refusals of servers and of what stands in front of them. */
export const REFUSALS = {
  unauthorised: refusal(401, 'UNAUTHORIZED', 'authentication required'),
  'too-many': refusal(429, 'TOOMANYREQUESTS', 'too many requests'),
  updating: refusal(500, 'UPDATING', 'An error has occurred while updating the TUF repository.'),
  unavailable: { kind: 'refuse', status: 503, body: 'no server is available to handle this request' },
  html: { kind: 'refuse', status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' },
} as const satisfies Readonly<Record<string, Fault>>;

/** This fault for one request, counted from 0 over all of them. */
export function at(index: number, fault: Fault): Programme {
  return (request) => (request.index === index ? fault : PASS);
}

/** This fault for the `nth` request of a method, counted from 0; for each of them without `nth`. */
export function on(method: string, fault: Fault, nth?: number): Programme {
  return (request) =>
    request.method === method && (nth === undefined || request.ofMethod === nth) ? fault : PASS;
}

/** For `wait`: that much time. */
export function milliseconds(time: number): () => Promise<unknown> {
  return () => delay(time);
}

/** Starts a proxy that does to each request what its programme says, and remembers it. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const requests: (ProxiedRequest & { readonly statuses: number[] })[] = [];
  let connections = 0;
  const server = http.createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });

  async function serve(message: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await read(message);
    const { method = '', url: path = '', headers } = message;
    const ofMethod = requests.filter((request) => request.method === method).length;
    const met = { index: requests.length, ofMethod, method, path, headers, body };
    const fault = proxy.programme(met);
    const record = { ...met, fault: fault.kind, statuses: [] as number[] };
    requests.push(record);
    await answer(fault, response, async () => {
      const reply = await forward(record, options);
      record.statuses.push(reply.status);
      return reply;
    });
  }

  // A connection that ends by itself would be a fault that no programme asked for.
  server.keepAliveTimeout = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    programme: options.programme ?? (() => PASS),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

async function answer(fault: Fault, response: http.ServerResponse, ask: () => Promise<Reply>): Promise<void> {
  switch (fault.kind) {
    case 'pass':
      return send(response, await ask());
    case 'drop-request':
      response.destroy();
      return;
    case 'drop-answer':
      await ask();
      response.destroy();
      return;
    case 'cut-answer':
      return cut(response, await ask());
    case 'wait': {
      if (fault.before === 'request') {
        await fault.until();
      }
      const reply = await ask();
      if (fault.before === 'answer') {
        await fault.until();
      }
      return send(response, reply);
    }
    case 'repeat':
      await ask();
      return send(response, await ask());
    case 'refuse': {
      const { status, headers = {}, body = '' } = fault;
      return send(response, { status, headers, body: Buffer.from(body) });
    }
    case 'garbage':
      raw(response, Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'));
  }
}

function send(response: http.ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}

/** Half of it all: an answer without a body is cut within its headers. */
function cut(response: http.ServerResponse, { status, headers, body }: Reply): void {
  const lines = Object.entries({ ...headers, 'content-length': body.length }).map(
    ([name, value]) => `${name}: ${String(value)}\r\n`,
  );
  const whole = Buffer.concat([Buffer.from(`HTTP/1.1 ${status} OK\r\n${lines.join('')}\r\n`), body]);
  raw(response, whole.subarray(0, whole.length / 2));
}

function raw(response: http.ServerResponse, bytes: Buffer): void {
  const socket: Socket | null = response.socket;
  socket?.end(bytes);
}

/** A connection for each request: one that is kept could end between two of them. */
function forward(
  request: Pick<ProxiedRequest, 'method' | 'path' | 'headers' | 'body'>,
  { upstream, ca }: FaultProxyOptions,
): Promise<Reply> {
  const url = new URL(upstream + request.path);
  const headers = { ...request.headers, host: url.host, connection: 'close' };
  return new Promise((resolve, reject) => {
    const options = { method: request.method, headers, agent: false } as const;
    const onAnswer = (message: http.IncomingMessage) => {
      const { statusCode: status = 0, headers: given } = message;
      const { connection: _, 'transfer-encoding': __, ...rest } = given;
      read(message).then((body) => resolve({ status, headers: rest, body }), reject);
    };
    const call =
      url.protocol === 'https:'
        ? https.request(url, { ...options, ...(ca !== undefined && { ca }) }, onAnswer)
        : http.request(url, options, onAnswer);
    call.on('error', reject);
    call.end(request.body);
  });
}

async function read(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refusal(status: number, code: string, message: string) {
  return {
    kind: 'refuse',
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: `${JSON.stringify({ errors: [{ code, message, detail: null }] })}\n`,
  } as const;
}
