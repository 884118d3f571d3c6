import { asGun, asRoleName, type Gun, type RoleName } from '../tuf/index.ts';
import { TrustDirError } from './errors.ts';

/**
 * Where things are in a trust directory, as path segments below it, and back (facts 8). A GUN is pasted into the path
 * by docker and notary, so that the folders of `a/b` and `a/b/c` nest; what may be pasted is for `asGun` to say.
 */

const TUF = 'tuf';
const METADATA = 'metadata';
const CHANGELIST = 'changelist';
const JSON_SUFFIX = '.json';

export const PRIVATE_FOLDER: readonly string[] = ['private'];
export const REPOSITORIES_FOLDER: readonly string[] = [TUF];

/** Throws `ambiguous-name` for a GUN whose folder could be reached by role names of another. */
export function metadataFolder(gun: Gun): readonly string[] {
  return [...repositoryFolder(gun), METADATA];
}

export function changelistFolder(gun: Gun): readonly string[] {
  return [...repositoryFolder(gun), CHANGELIST];
}

/** The file of a role below the metadata folder: `targets/releases` is `targets/releases.json`. */
export function roleFile(role: RoleName): readonly string[] {
  return `${role}${JSON_SUFFIX}`.split('/');
}

/** The role whose file has these segments below the metadata folder, or null for what is no role's file. */
export function roleOfFile(segments: readonly string[]): RoleName | null {
  const path = segments.join('/');
  return path.endsWith(JSON_SUFFIX) ? asRoleName(path.slice(0, -JSON_SUFFIX.length)) : null;
}

/** The GUN whose folder has these segments below `tuf`, or null for what can be no GUN's folder. */
export function gunOfFolder(segments: readonly string[]): Gun | null {
  // A name that was not UTF-8 has been decoded to this and could not be found again.
  if (segments.some((segment) => segment.includes('\ufffd') || segment.includes('/'))) {
    return null;
  }
  return isInsideRoles(segments) ? null : asGun(segments.join('/'));
}

function repositoryFolder(gun: Gun): readonly string[] {
  const segments = gun.split('/');
  if (isInsideRoles(segments)) {
    throw new TrustDirError('ambiguous-name', { gun });
  }
  return [TUF, ...segments];
}

/**
 * Whether a GUN's folder lies among another's delegations. Whoever signs `a` could otherwise overwrite the cached root,
 * the anchor of trust, of `a/metadata/targets` by a delegation named `targets/metadata/root`.
 */
function isInsideRoles(segments: readonly string[]): boolean {
  return segments.some(
    (segment, index) => segment === METADATA && index > 0 && segments[index + 1] === 'targets',
  );
}
