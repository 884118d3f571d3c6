import type { PlannedKey } from '../../operations/index.ts';
import { ownerName } from '../report-repository.ts';

const SHORT_ID = 7;

/** A key as the doctor's sentences name it: `jeff 5570b88`. */
export function keyOwnerName({ owner, canonicalId }: Pick<PlannedKey, 'owner' | 'canonicalId'>): string {
  const name = ownerName(owner);
  const id = canonicalId.slice(0, SHORT_ID);
  return name === null ? id : `${name} ${id}`;
}
