import type { Examination, Finding, Fix, FixWay, MachineExamination } from '../operations/index.ts';
import type { Check, MachineCheck, Remedy } from './check.ts';
import { CHECKS, MACHINE_CHECKS } from './checks.ts';
import { clockJudgement } from './clock.ts';
import { firstSightJudgement } from './first-sight.ts';
import { type PlannedWay, plainWay, planWay } from './plan-way.ts';

/** What can be done about a finding of this examination; null where nothing can but waiting. */
export async function prescribe(finding: Finding, examination: Examination): Promise<Fix | null> {
  const remedy = checkOf(CHECKS, finding)?.remedy(finding, examination) ?? null;
  if (remedy === null) {
    return null;
  }
  const planned: RankedWay[] = [];
  for (const { isLastResort = false, ...way } of remedy.ways) {
    const found = await planWay(way, examination);
    planned.push(...(found === null ? [] : [{ ...found, isLastResort }]));
    // Plans of large repositories take a while: whoever types meanwhile is not kept waiting for all of them.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return fixOf(remedy, planned, reservations(remedy, examination));
}

export function prescribeForMachine(finding: Finding, examination: MachineExamination): Fix | null {
  const remedy = checkOf(MACHINE_CHECKS, finding)?.remedy(finding, examination) ?? null;
  const ways = (remedy?.ways ?? []).map(({ isLastResort = false, ...way }) => ({
    ...plainWay(way),
    isLastResort,
  }));
  return remedy === null ? null : fixOf(remedy, ways, []);
}

function checkOf<Kind extends Check | MachineCheck>(
  checks: readonly Kind[],
  { code }: Finding,
): Kind | undefined {
  return checks.find((check) => check.code === code);
}

/** Nothing is signed unasked by a clock that may be wrong, nor what may be long replaced. */
function reservations({ ways }: Remedy, examination: Examination): readonly string[] {
  return ways.every(({ action }) => action.kind === 'outside')
    ? []
    : [clockJudgement(examination), firstSightJudgement(examination)].filter((text) => text !== null);
}

interface RankedWay extends PlannedWay {
  readonly isLastResort: boolean;
}

/** Ways that can be gone here come first, of them those after which nobody else has to do anything; last resorts last. */
function fixOf(
  { label, judgement: general }: Remedy,
  planned: readonly RankedWay[],
  reserved: readonly string[],
): Fix | null {
  const [best, ...others] = planned.toSorted((left, right) => rankOf(left) - rankOf(right));
  if (best === undefined) {
    return null;
  }
  const judgements = [...reserved, general ?? best.judgement].filter((text) => text !== null);
  return {
    label,
    ways: withUniqueIds([best, ...others].map(({ way }) => way)),
    automatic: judgements.length === 0 && best.way.here && best.isHarmless,
    judgement: judgements.length === 0 ? null : judgements.join(' '),
  };
}

/** More than any other place. */
const LAST = 3;

function rankOf({ way, isWhole, isLastResort }: RankedWay): number {
  const place = way.here ? (isWhole ? 0 : 1) : 2;
  return isLastResort ? place + LAST : place;
}

/** A signer may be called what a way is called that is nobody's. */
function withUniqueIds(ways: readonly FixWay[]): readonly FixWay[] {
  const taken = new Set<string>();
  return ways.map((way) => {
    let { id } = way;
    for (let number = 2; taken.has(id); number += 1) {
      id = `${way.id}-${number}`;
    }
    taken.add(id);
    return { ...way, id };
  });
}
