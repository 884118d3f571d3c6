import type { Examination } from '../../operations/index.ts';
import type { Remedy } from '../check.ts';

export function publishOrReset(_examination: Examination): Remedy | null {
  return null;
}
