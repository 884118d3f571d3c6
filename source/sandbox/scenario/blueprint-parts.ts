import { asGun, asRoleName, type Gun, RELEASES, type RoleName } from '../../tuf/index.ts';
import type { DelegationBlueprint, KeyRef, TagBlueprint, TargetsFileBlueprint } from './blueprint.ts';

/** Short forms in which the sample repositories are written down. */

export function ecdsaKey(owner: string): KeyRef {
  return { owner, form: { kind: 'ecdsa' } };
}

export function rsaKey(owner: string): KeyRef {
  return { owner, form: { kind: 'rsa' } };
}

export function certificateKey(owner: string, daysLeft: number): KeyRef {
  return { owner, form: { kind: 'certificate', daysLeft } };
}

export function tags(...names: readonly string[]): readonly TagBlueprint[] {
  return names.map((name) => ({ name }));
}

type FileOptions = Omit<TargetsFileBlueprint, 'tags' | 'signedBy'>;

/** `targets/releases`, signed by all of its keys unless said otherwise. */
export function releases(
  options: {
    readonly keys: readonly KeyRef[];
    readonly tags: readonly TagBlueprint[];
    readonly signedBy?: readonly KeyRef[];
  } & FileOptions,
): DelegationBlueprint {
  const { keys, signedBy = keys, ...file } = options;
  return { role: RELEASES, keys, file: { ...file, signedBy } };
}

/** The role of a signer with one key, published by that key. */
export function signer(
  key: KeyRef,
  published: readonly TagBlueprint[],
  options: FileOptions & { readonly moreKeys?: readonly KeyRef[] } = {},
): DelegationBlueprint {
  const { moreKeys = [], ...file } = options;
  return {
    role: roleNamed(`targets/${key.owner}`),
    keys: [key, ...moreKeys],
    file: { ...file, tags: published, signedBy: [key] },
  };
}

/** A delegation limited to some paths. */
export function restricted(options: {
  readonly role: string;
  readonly key: KeyRef;
  readonly paths: readonly string[];
  readonly tags: readonly TagBlueprint[];
  readonly daysLeft?: number;
}): DelegationBlueprint {
  const { role, key, paths, ...file } = options;
  return { role: roleNamed(role), keys: [key], paths, file: { ...file, signedBy: [key] } };
}

export function gunNamed(name: string): Gun {
  const gun = asGun(name);
  if (gun === null) {
    throw new TypeError(`no GUN: ${name}`);
  }
  return gun;
}

function roleNamed(name: string): RoleName {
  const role = asRoleName(name);
  if (role === null) {
    throw new TypeError(`no role name: ${name}`);
  }
  return role;
}
