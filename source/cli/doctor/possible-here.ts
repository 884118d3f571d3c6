import type { Fix, FixWay } from '../../operations/index.ts';

/** The ways that trustdeck can go on this machine, the best first. */
export function waysHere(fix: Fix | null): readonly FixWay[] {
  return (fix?.ways ?? []).filter(({ here, action }) => here && action.kind !== 'outside');
}

export function canBePutRightHere(fix: Fix | null): boolean {
  return waysHere(fix).length > 0;
}
