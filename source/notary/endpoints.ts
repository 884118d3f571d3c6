import type { FileRequest, Gun } from '../tuf/index.ts';

/** The scope under which a repository is read (facts 7.1). */
export function pullScope(gun: Gun): string {
  return `repository:${gun}:pull`;
}

/** The scope of the changefeed over everything (facts 6). */
export const CATALOG_SCOPE = 'registry:catalog:*';

/**
 * The URL of a metadata file (facts 6). The GUN is pasted as it is, as notary does; a `Gun` cannot hold what would
 * turn it into another URL.
 */
export function metadataUrl(server: URL, gun: Gun, request: FileRequest): URL {
  return endpoint(server, `${gun}/_trust/tuf/${fileName(request)}`);
}

/** `count` changes before `before`, or the newest ones without it, listed oldest first (facts 6.3). */
export function changefeedUrl(server: URL, count: number, before: string | null): URL {
  const url = endpoint(server, '_trust/changefeed');
  url.searchParams.set('records', String(-count));
  // Without a change_id the server's memory backend panics (facts 6.3).
  url.searchParams.set('change_id', before ?? '-1');
  return url;
}

function fileName({ role, by }: FileRequest): string {
  switch (by.kind) {
    case 'current':
      return `${role}.json`;
    case 'sha256':
      return `${role}.${by.sha256}.json`;
    case 'version':
      return `${by.version}.${role}.json`;
  }
}

function endpoint(server: URL, path: string): URL {
  return new URL(`${server.origin}${server.pathname.replace(/\/+$/, '')}/v2/${path}`);
}
