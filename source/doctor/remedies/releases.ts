import type { Examination, Finding } from '../../operations/index.ts';
import type { Remedy } from '../check.ts';

export function createReleases(_examination: Examination): Remedy | null {
  return null;
}
export function admitSigners(_finding: Finding, _examination: Examination): Remedy | null {
  return null;
}
export function removeOrName(_finding: Finding, _examination: Examination): Remedy | null {
  return null;
}
