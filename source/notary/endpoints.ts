import type { FileRequest, Gun } from '../tuf/index.ts';

/** Roles whose keys a server may keep. */
export type ServerRole = 'snapshot' | 'timestamp';

/** The scope of a repository for reading, publishing, or everything, with the actions as notary names them (facts 7.1). */
export function repositoryScope(gun: Gun, actions: 'pull' | 'push,pull' | '*'): string {
  return `repository:${gun}:${actions}`;
}

/** The scope of the changefeed over everything (facts 6). */
export const CATALOG_SCOPE = 'registry:catalog:*';

/**
 * The URL of a metadata file (facts 6). The GUN is pasted as it is, as notary does; a `Gun` cannot hold what would
 * turn it into another URL.
 */
export function metadataUrl(server: URL, gun: Gun, request: FileRequest): URL {
  return new URL(fileName(request), repositoryUrl(server, gun));
}

/** Where a repository is published to, and deleted. */
export function repositoryUrl(server: URL, gun: Gun): URL {
  return endpoint(server, `${gun}/_trust/tuf/`);
}

/** Where the server gives its public key for a role, and makes another. */
export function keyUrl(server: URL, gun: Gun, role: ServerRole): URL {
  return new URL(`${role}.key`, repositoryUrl(server, gun));
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
