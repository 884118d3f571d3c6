import type http from 'node:http';
import type { SignedFile } from '../../../source/tuf/index.ts';
import { serve } from './loopback.ts';
import { role } from './remote.ts';

/** Not what Notary would take, but what no layer in between may touch. */
export const FILES: readonly SignedFile[] = [
  { role: role('root'), bytes: Buffer.from([0x7b, 0xff, 0x00, 0x0d, 0x0a, 0x7d]) },
  { role: role('targets/releases'), bytes: Buffer.from('{"signed":"\r\n--x\r\n"}\n') },
];

/** Notary's error envelope. */
export function envelope(code: string, detail?: unknown, message = `what ${code} means`): string {
  return `${JSON.stringify({ errors: [{ code, message, ...(detail !== undefined && { detail }) }] })}\n`;
}

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

type Respond = (request: Received, response: http.ServerResponse) => void;

/** A server that reads each request to its end before it answers, and keeps it. */
export async function receiving(respond: Respond) {
  const requests: Received[] = [];
  const server = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const received = { method, path, headers, body: Buffer.concat(chunks) };
      requests.push(received);
      respond(received, response);
    });
  });
  return { url: server.url, requests };
}

/** Answers with a status and a body. */
export function answering(
  status: number,
  body: string | Uint8Array = '',
  headers: http.OutgoingHttpHeaders = {},
): Respond {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}
