import { asSha256Hex, type Sha256Hex } from '../../base/index.ts';
import { asGun, asRoleName, type Gun, type RoleName } from '../../tuf/index.ts';

/** A role whose key the server may hold. */
export type ServerRole = 'snapshot' | 'timestamp';

/** Which file of a role is asked for. */
export type FileName =
  | { readonly kind: 'current' }
  | { readonly kind: 'sha256'; readonly sha256: Sha256Hex }
  | { readonly kind: 'version'; readonly version: number };

/** What a request asks for. A `gun` of null is a name that no repository can have. */
export type Route =
  | { readonly kind: 'ping' }
  | { readonly kind: 'health' }
  | { readonly kind: 'update'; readonly gun: Gun | null }
  | { readonly kind: 'delete'; readonly gun: Gun }
  | { readonly kind: 'metadata'; readonly gun: Gun; readonly role: RoleName; readonly file: FileName }
  | { readonly kind: 'get-key' | 'rotate-key'; readonly gun: Gun; readonly role: ServerRole }
  | { readonly kind: 'changefeed'; readonly gun: Gun | null }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'method-not-allowed' };

const NOT_FOUND: Route = { kind: 'not-found' };

const COLLECTION = /^\/v2\/([^*]+)\/_trust\/tuf\/(.*)$/;
const FEED = /^\/v2\/(?:([^*]+)\/)?_trust\/changefeed$/;
const KEY_FILE = /^(snapshot|timestamp)\.key$/;
const BY_CHECKSUM = /^(.+)\.([0-9a-f]{64})\.json$/;
const BY_VERSION = /^(\d{1,15})\.(.+)\.json$/;
const CURRENT = /^(.+)\.json$/;

/** Finds what a method and a decoded path ask for (facts 6). */
export function route(method: string, path: string): Route {
  if (!['GET', 'POST', 'PUT', 'HEAD', 'DELETE'].includes(method)) {
    return { kind: 'method-not-allowed' };
  }
  const collection = COLLECTION.exec(path);
  if (collection !== null) {
    return collectionRoute(method, collection[1] ?? '', collection[2] ?? '');
  }
  if (method !== 'GET') {
    return NOT_FOUND;
  }
  if (path === '/v2/') {
    return { kind: 'ping' };
  }
  return path === '/_notary_server/health' ? { kind: 'health' } : feedRoute(path);
}

function feedRoute(path: string): Route {
  const feed = FEED.exec(path);
  if (feed === null) {
    return NOT_FOUND;
  }
  if (feed[1] === undefined) {
    return { kind: 'changefeed', gun: null };
  }
  const gun = asGun(feed[1]);
  return gun === null ? NOT_FOUND : { kind: 'changefeed', gun };
}

function collectionRoute(method: string, name: string, file: string): Route {
  const gun = asGun(name);
  if (file === '' && method === 'POST') {
    return { kind: 'update', gun };
  }
  if (gun === null) {
    return NOT_FOUND;
  }
  if (file === '' && method === 'DELETE') {
    return { kind: 'delete', gun };
  }
  const key = KEY_FILE.exec(file);
  if (key !== null && (method === 'GET' || method === 'POST')) {
    const role = key[1] === 'snapshot' ? 'snapshot' : 'timestamp';
    return { kind: method === 'GET' ? 'get-key' : 'rotate-key', gun, role };
  }
  return method === 'GET' ? metadataRoute(gun, file) : NOT_FOUND;
}

function metadataRoute(gun: Gun, file: string): Route {
  const found = byChecksum(file) ?? byVersion(file) ?? current(file);
  const role = found === null ? null : asRoleName(found.role);
  return found === null || role === null ? NOT_FOUND : { kind: 'metadata', gun, role, file: found.file };
}

interface NamedFile {
  readonly role: string;
  readonly file: FileName;
}

function byChecksum(file: string): NamedFile | null {
  const match = BY_CHECKSUM.exec(file);
  const sha256 = asSha256Hex(match?.[2] ?? '');
  return match === null || sha256 === null
    ? null
    : { role: match[1] ?? '', file: { kind: 'sha256', sha256 } };
}

function byVersion(file: string): NamedFile | null {
  const match = BY_VERSION.exec(file);
  return match === null
    ? null
    : { role: match[2] ?? '', file: { kind: 'version', version: Number(match[1]) } };
}

function current(file: string): NamedFile | null {
  const match = CURRENT.exec(file);
  return match === null ? null : { role: match[1] ?? '', file: { kind: 'current' } };
}
