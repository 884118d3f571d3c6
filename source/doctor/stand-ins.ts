import { fromBase64 } from '../base/index.ts';
import { asRoleName, makeTufKey, type RoleName, type TufKey } from '../tuf/index.ts';

/** DER of a P-256 public key whose private half was thrown away: nobody could sign with it. */
const PUBLIC_KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYKRz4G475AvygRmpwYowd97SWlItNumrO+hIFogZXR9b2QjlMscR5N8BSwWyso6zF8oCzqgWc9LUUhYorouZOA==';

/** Stands for a key that is still to be made. Plans with it are looked at and thrown away, never carried out. */
export const STAND_IN_KEY: TufKey = makeTufKey('ecdsa', fromBase64(PUBLIC_KEY) ?? new Uint8Array());

/** Stands for the role of a signer whose name is still to be asked for. */
export const STAND_IN_SIGNER = asRoleName('targets/new-signer') as RoleName;
