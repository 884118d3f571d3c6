import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { certificatePem } from './certificate-builder.ts';

/** Somebody whom the token service knows. */
export interface TokenUser {
  readonly name: string;
  readonly password: string;
  /** What a refresh token grant may be asked with instead of the password. */
  readonly identityToken?: string;
  /** Actions on every repository; what else is asked for is left out of the token, as the specification has it. */
  readonly may: readonly ('pull' | 'push' | '*')[];
}

/** One request that arrived, without its secrets. */
export interface TokenRequest {
  readonly method: string;
  /** Who proved to be who; null for nobody, which includes a wrong password. */
  readonly user: string | null;
  readonly scope: string;
  readonly status: number;
}

export interface TokenServer {
  readonly url: string;
  readonly service: string;
  readonly issuer: string;
  /** The certificate whose key signs the tokens, for `rootcertbundle`. */
  readonly certificate: string;
  readonly requests: TokenRequest[];
  /** Every token that was handed out. */
  readonly issued: string[];
  close(): Promise<void>;
}

interface Grant {
  readonly status: number;
  readonly user: TokenUser | null;
}

const LIFE_S = 300;
const DAY_MS = 86_400_000;
const RSA_BITS = 2048;
const FINGERPRINT_BYTES = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * A token service as the registry token specification describes it, on loopback: GET with a Basic login or without
 * any, POST with a refresh token. Its tokens are what notary-server 0.7.0 accepts with `auth.type` `token`.
 */
export async function startTokenServer(users: readonly TokenUser[]): Promise<TokenServer> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: RSA_BITS });
  const issuer = 'trustdeck test tokens';
  const service = 'trustdeck test notary';
  const requests: TokenRequest[] = [];
  const issued: string[] = [];
  const server = createServer(async (request, response) => {
    const asked = await parametersOf(request);
    const { status, user } = grantFor(request, asked, users);
    const scope = asked.getAll('scope').join(' ');
    requests.push({ method: request.method ?? '', user: user?.name ?? null, scope, status });
    response.setHeader('Content-Type', 'application/json');
    if (status !== 200) {
      const errors = [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }];
      response.writeHead(status).end(JSON.stringify({ errors }));
      return;
    }
    const claims = claimsFor(user, { scope, issuer, service: asked.get('service') ?? '' });
    const token = signedToken(claims, privateKey);
    issued.push(token);
    const body = request.method === 'POST' ? { access_token: token } : { token };
    response.end(JSON.stringify({ ...body, expires_in: LIFE_S, issued_at: new Date().toISOString() }));
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${String(port)}/token`,
    service,
    issuer,
    certificate: certificatePem({
      subjectKey: privateKey,
      commonName: issuer,
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + DAY_MS),
      isCa: true,
    }),
    requests,
    issued,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function parametersOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  const query = new URL(request.url ?? '', 'http://localhost').searchParams;
  return request.method === 'POST' ? new URLSearchParams(Buffer.concat(chunks).toString('utf8')) : query;
}

function grantFor(request: IncomingMessage, asked: URLSearchParams, users: readonly TokenUser[]): Grant {
  if (request.method === 'POST') {
    const token = asked.get('grant_type') === 'refresh_token' ? asked.get('refresh_token') : null;
    const user = users.find(({ identityToken }) => identityToken !== undefined && identityToken === token);
    return { status: user === undefined || !asked.get('client_id') ? 401 : 200, user: user ?? null };
  }
  const header = request.headers.authorization;
  if (header === undefined) {
    return { status: 200, user: null };
  }
  const login = Buffer.from(header.replace(/^Basic /, ''), 'base64').toString('utf8');
  const user = users.find(({ name, password }) => login === `${name}:${password}`);
  return { status: user === undefined ? 401 : 200, user: user ?? null };
}

function claimsFor(
  user: TokenUser | null,
  asked: { readonly scope: string; readonly issuer: string; readonly service: string },
): object {
  const seconds = Math.floor(Date.now() / 1000);
  return {
    iss: asked.issuer,
    sub: user?.name ?? '',
    aud: asked.service,
    exp: seconds + LIFE_S,
    nbf: seconds - 1,
    iat: seconds,
    jti: randomUUID(),
    access: accessTo(asked.scope, user?.may ?? []),
  };
}

/** The part of a scope that is granted. A repository's name has colons itself, where its registry has a port. */
function accessTo(scope: string, may: readonly string[]): readonly object[] {
  const [, type, name, actions] = /^([^:]+):(.+):([^:]*)$/.exec(scope) ?? [];
  const granted = actions?.split(',').filter((action) => may.includes('*') || may.includes(action)) ?? [];
  return granted.length === 0 ? [] : [{ type, name, actions: granted }];
}

function signedToken(claims: object, privateKey: KeyObject): string {
  const header = { typ: 'JWT', alg: 'RS256', kid: keyIdOf(privateKey) };
  const payload = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${payload}.${sign('sha256', Buffer.from(payload), privateKey).toString('base64url')}`;
}

/** As libtrust names a key: twelve groups of four letters, base32 of the first 240 bits of its SPKI's SHA-256. */
function keyIdOf(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const digest = createHash('sha256').update(spki).digest().subarray(0, FINGERPRINT_BYTES);
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
  return (letters.match(/.{4}/g) ?? []).join(':');
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('no port'));
      } else {
        resolve(address.port);
      }
    });
  });
}
