import type http from 'node:http';
import type { Login } from '../../../source/notary/index.ts';
import { type Received, receiving } from './update.ts';

export const PASSWORD = 'pl4nted/p\u00e4ssword"<&>';
export const IDENTITY = 'pl4nted.identity\\token';

export const JEFF: Login = { kind: 'password', username: 'jeff', password: PASSWORD, from: '~/config.json' };
export const JEFF_BASIC = `Basic ${Buffer.from(`jeff:${PASSWORD}`).toString('base64')}`;
export const TOKEN_HOLDER: Login = {
  kind: 'identity-token',
  username: null,
  token: IDENTITY,
  from: 'docker-credential-x',
};

export interface Reply {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: http.OutgoingHttpHeaders;
}

/** An unsigned token that says what it grants. */
export function jwt(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'ES256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

export const tokenReply = (token: string, more: object = {}): Reply => ({
  body: JSON.stringify({ token, ...more }),
});

/** A token service, and a server in front of which it is; `guard` is what the server makes of a token. */
export async function guarded(
  issue: (request: Received, count: number) => Reply,
  guard: (token: string, request: Received) => Reply & { readonly error?: string },
) {
  let count = 0;
  const tokens = await receiving((request, response) => {
    count += 1;
    send(response, issue(request, count));
  });
  const notary = await receiving((request, response) => {
    const { authorization } = request.headers;
    const reply = authorization === undefined ? { status: 401 } : guard(authorization.slice(7), request);
    const error = 'error' in reply && reply.error !== undefined ? `,error="${reply.error}"` : '';
    const challenge = `Bearer realm="${tokens.url}/token",service="notary"${error}`;
    send(response, reply.status === 401 ? { ...reply, headers: { 'www-authenticate': challenge } } : reply);
  });
  return { tokens, notary };
}

function send(response: http.ServerResponse, { status = 200, body = '{}', headers = {} }: Reply): void {
  response.writeHead(status, headers).end(body);
}
