import { describe, expect, it } from 'vitest';
import { loadRepositoryFixture, repositoryFixtureNames } from '../../fixtures/load.ts';
import {
  checkFileMeta,
  isBaseRole,
  isFixedPoint,
  type KeyId,
  keyIdOf,
  parseRoot,
  parseSnapshot,
  parseTargets,
  parseTimestamp,
  ROOT,
  type RoleName,
  SNAPSHOT,
  TARGETS,
  TIMESTAMP,
  type TufKey,
  verifySignatures,
} from '../../source/tuf/index.ts';
import { roleName } from './support/documents.ts';

type File = { readonly role: RoleName; readonly bytes: Uint8Array };

function parseAny(role: RoleName, bytes: Uint8Array) {
  switch (role) {
    case ROOT:
      return parseRoot(bytes);
    case SNAPSHOT:
      return parseSnapshot(bytes);
    case TIMESTAMP:
      return parseTimestamp(bytes);
    default:
      return parseTargets(role, bytes);
  }
}

function keysIn({ body }: ReturnType<typeof parseAny>): ReadonlyMap<KeyId, TufKey> {
  if ('keys' in body) {
    return body.keys;
  }
  return 'delegations' in body ? body.delegations.keys : new Map();
}

function newest<Document extends { readonly version: number }>(documents: readonly Document[]): Document {
  return documents.reduce((best, document) => (document.version > best.version ? document : best));
}

/** Every version of every document that the real tools made, by repository. */
function filesOf(name: string): readonly File[] {
  return [...loadRepositoryFixture(name).files].map(([path, bytes]) => ({
    role: roleName(path.replace(/^\d+\./, '').replace(/\.json$/, '')),
    bytes,
  }));
}

describe.each(repositoryFixtureNames())('what the real tools made of %s', (name) => {
  const files = filesOf(name);

  it('is read, byte for byte as Notary would write it again', () => {
    for (const { role, bytes } of files) {
      expect(parseAny(role, bytes).bytes).toBe(bytes);
      expect(isFixedPoint(role, bytes), role).toBe(true);
    }
  });

  it('has every key under the ID of its content', () => {
    for (const { role, bytes } of files) {
      const keys = keysIn(parseAny(role, bytes));
      for (const [id, key] of keys) {
        expect(keyIdOf(key.keyType, key.publicBytes)).toBe(id);
      }
    }
  });

  it('is signed as its root says', () => {
    const roots = files.filter(({ role }) => role === ROOT).map(({ bytes }) => parseRoot(bytes));
    for (const { role, bytes } of files) {
      const base: string = role;
      if (!isBaseRole(base)) {
        continue;
      }
      const document = parseAny(role, bytes);
      const accepted = roots.filter(({ body }) => {
        const { keyIds, threshold } = body.roles[base];
        const keys = keyIds.flatMap((id) => body.keys.get(id) ?? []);
        return verifySignatures(document, { role, keys, threshold }).problem === null;
      });
      expect(accepted.length, role).toBeGreaterThan(0);
    }
  });

  it('is what the newest timestamp and snapshot list', () => {
    const bytesOf = (role: RoleName) => files.filter((file) => file.role === role).map(({ bytes }) => bytes);
    const timestamp = newest(bytesOf(TIMESTAMP).map(parseTimestamp));
    const snapshot = newest(bytesOf(SNAPSHOT).map(parseSnapshot));
    for (const [listed, meta] of [...timestamp.body.meta, ...snapshot.body.meta]) {
      const role = roleName(listed);
      const found = bytesOf(role).some((bytes) => checkFileMeta(bytes, meta, role) === null);
      expect(found, role).toBe(true);
    }
    expect(snapshot.body.meta.has(TARGETS)).toBe(true);
  });
});
