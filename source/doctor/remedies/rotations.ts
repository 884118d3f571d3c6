import type { Examination, Finding } from '../../operations/index.ts';
import type { Remedy } from '../check.ts';

export function finishRotation(_finding: Finding, _examination: Examination): Remedy | null {
  return null;
}
export function replaceWeakKey(_finding: Finding, _examination: Examination): Remedy | null {
  return null;
}
