import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryState, RoleName } from '../../../source/tuf/index.ts';
import { readState } from '../../interop/support/read-state.ts';

/** A delegation as somebody sees it who reads the repository for the first time. */
export interface PublishedRole {
  readonly version: number;
  readonly usable: boolean;
  /** Canonical IDs of the keys that may sign it. */
  readonly keys: readonly string[];
  readonly tags: readonly string[];
}

export interface Published {
  readonly trusted: boolean;
  readonly targets: number;
  readonly roles: ReadonlyMap<string, PublishedRole>;
}

export async function published(url: string, gun: string): Promise<Published> {
  const state = await readState({ url, ca: '' }, gun);
  return {
    trusted: state.trusted,
    targets: state.targets.document?.version ?? 0,
    roles: new Map(
      [...state.delegations].map(([name, role]) => [
        name,
        {
          version: role.document?.version ?? 0,
          usable: role.usable,
          keys: role.keys.map(({ canonicalId }) => canonicalId),
          tags: tagsOf(state, name),
        },
      ]),
    ),
  };
}

function tagsOf(state: RepositoryState, role: RoleName): readonly string[] {
  const document = state.delegations.get(role)?.document ?? null;
  return document === null
    ? []
    : [...document.body.targets].map(([tag, target]) => `${tag} ${JSON.stringify(target)}`);
}

/** The private keys in a trust directory, by canonical ID, as files have them. */
export function keyFiles(trustDir: string): ReadonlyMap<string, string> {
  const folder = join(trustDir, 'private');
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.key'))
      .map((name) => [name.slice(0, -'.key'.length), readFileSync(join(folder, name), 'utf8')]),
  );
}

/** The one key whose ID begins so. */
export function keyWith(files: ReadonlyMap<string, string>, shortId: string): readonly [string, string] {
  const found = [...files].filter(([id]) => id.startsWith(shortId));
  const [only] = found;
  if (found.length !== 1 || only === undefined) {
    throw new Error(`${found.length} key files begin with ${shortId}`);
  }
  return only;
}

/** Opens a key file with Node's own reader, without the headers by which the tools know what a key is for. */
export function openKeyFile(text: string, passphrase: string): KeyObject {
  const pem = text.replace(/^[\w-]+: .*\n/gm, '').replace(/\n\n/g, '\n');
  return createPublicKey(createPrivateKey({ key: pem, passphrase }));
}
