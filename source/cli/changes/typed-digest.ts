import { asSha256Hex, type Sha256Hex } from '../../base/index.ts';
import { UsageError } from '../errors.ts';

/** A digest of a manifest as docker and registries write it. */
export function typedDigest(text: string): Sha256Hex {
  const sha256 = text.startsWith('sha256:') ? asSha256Hex(text.slice('sha256:'.length)) : null;
  if (sha256 === null) {
    throw new UsageError({
      message: `${text} is no digest`,
      why: 'A digest is sha256: and 64 hexadecimal digits in lower case.',
      next: 'Copy it from docker images --digests or from the registry.',
    });
  }
  return sha256;
}
