import { safeText } from '../../base/index.ts';
import type { ErrorReport, Finding, HealthLevel } from '../../operations/index.ts';
import type { Line } from '../line.ts';
import { joinColumns, type PlacedColumn, placeColumns } from '../widgets/columns.ts';
import { textWidth } from '../widgets/text-layout.ts';
import { machineRows } from './checkup-machine.ts';
import type { DoctorModel } from './doctor-group.ts';
import { matches } from './filter.ts';
import { healthMark, MARKS } from './marks.ts';
import { repositoryName, sharedHost } from './names.ts';
import type { RepositoryItem } from './repositories.ts';
import type { RowContext, RowList } from './row.ts';
import { lazyListOf, type RowDraft } from './row-list.ts';

/** What the Doctor over everything shows. */
export interface CheckupModel {
  readonly items: readonly RepositoryItem[];
  readonly running: boolean;
  /** Findings about the keys on this machine; null while they are looked for. */
  readonly machine: Pick<DoctorModel, 'findings'> | null;
  readonly machineFailure: ErrorReport | null;
}

type UnwellLevel = Exclude<HealthLevel, 'ok'>;

/** A repository with something wrong. */
interface Patient {
  readonly item: RepositoryItem;
  readonly level: UnwellLevel;
  /** Empty where it could not be opened: then only that is known. */
  readonly findings: readonly Finding[];
  readonly sentence: string;
}

/** A row that is drawn when it comes into view. */
interface LazyRow {
  readonly id: string;
  readonly draft: () => RowDraft;
}

const MARK = 2;
const GAPS = 4;
const LEAST_NAME = 12;
const MOST_OF_WIDTH_FOR_NAME = 0.4;
const LEVELS: readonly UnwellLevel[] = ['error', 'warning', 'notice'];

/** Every repository that has something wrong, the worst first, what is fine in one line, and this machine. */
export function checkupRows(model: CheckupModel, context: RowContext): RowList {
  const { width } = context;
  const { fine, unknown, patients } = sorted(model, context);
  const host = sharedHost(model.items.map(({ gun }) => gun));
  const columns = columnsFor(patients, host, width);
  const machine = machineRows(model, context);
  const found = patients.length + fine + unknown + machine.found;
  const rows: readonly LazyRow[] = [
    ...patients.map((patient) => ({
      id: patient.item.gun,
      draft: () => patientRow(patient, repositoryName(patient.item.gun, host), columns),
    })),
    ...[...folded({ fine, unknown }, context), ...machine.rows, ...nothingMatches(found, context)].map(
      (row) => ({ id: row.id, draft: () => row }),
    ),
  ];
  return lazyListOf<LazyRow>({
    items: rows,
    width,
    idOf: ({ id }) => id,
    draft: ({ draft }) => draft(),
    heading: heading(model, context),
    found,
  });
}

function sorted({ items }: CheckupModel, { filter }: RowContext) {
  const byLevel = new Map<UnwellLevel, Patient[]>(LEVELS.map((level) => [level, []]));
  let fine = 0;
  let unknown = 0;
  for (const item of items) {
    const patient = patientOf(item);
    if (!matches(filter, [item.gun, ...wordsOf(patient)])) {
      continue;
    }
    if (patient !== null) {
      byLevel.get(patient.level)?.push(patient);
    } else if (isExamined(item)) {
      fine += 1;
    } else {
      unknown += 1;
    }
  }
  return { fine, unknown, patients: [...byLevel.values()].flat() };
}

function patientOf(item: RepositoryItem): Patient | null {
  const { report, failure } = item.load;
  if (report === null) {
    return failure === null ? null : { item, level: 'error', findings: [], sentence: failure.message };
  }
  const { level, findings } = report.health;
  return level === 'ok' ? null : { item, level, findings, sentence: findings[0]?.summary ?? '' };
}

/** What a repository can be found by besides its name. */
function wordsOf(patient: Patient | null): readonly string[] {
  return patient === null
    ? []
    : [patient.sentence, ...patient.findings.flatMap(({ code, summary }) => [code, summary])];
}

/** Whether it is known how a repository is, or that it cannot be opened. */
export function isExamined({ load: { report, failure } }: Pick<RepositoryItem, 'load'>): boolean {
  return report !== null || failure !== null;
}

function heading({ items, running }: CheckupModel, { messages }: RowContext): Line {
  const words = messages.doctor.checkup;
  const total = items.length;
  const done = items.filter(isExamined).length;
  if (running) {
    return [{ text: words.examining(done, total), token: 'accent' }];
  }
  return [{ text: done < total ? words.stopped(done, total) : words.finished(total), token: 'dim' }];
}

function columnsFor(
  patients: readonly Patient[],
  host: string | null,
  width: number,
): readonly PlacedColumn[] {
  const most = (widths: readonly number[]) => widths.reduce((sum, each) => Math.max(sum, each), 0);
  const names = most(patients.map(({ item }) => textWidth(repositoryName(item.gun, host))));
  const counts = most(patients.map(({ findings }) => textWidth(countOf(findings))));
  const name = Math.min(names, Math.max(LEAST_NAME, Math.floor(width * MOST_OF_WIDTH_FOR_NAME)));
  return placeColumns(
    [
      { natural: name, min: Math.min(name, LEAST_NAME), cut: 'start' },
      { natural: counts, align: 'right' },
      { natural: Math.max(1, width - MARK - name - counts - GAPS), min: 1, grow: true },
    ],
    Math.max(0, width - MARK),
  );
}

function patientRow(
  { item: { gun }, level, findings, sentence }: Patient,
  name: string,
  columns: readonly PlacedColumn[],
): RowDraft {
  const cells: readonly Line[] = [
    [{ text: name }],
    [{ text: countOf(findings), token: 'dim' }],
    [{ text: safeText(sentence), ...(level === 'notice' ? { token: 'dim' as const } : {}) }],
  ];
  return {
    id: gun,
    line: [healthMark(level), { text: ' ' }, ...joinColumns(columns, cells)],
    copy: [
      { kind: 'gun', value: safeText(gun) },
      { kind: 'text', value: safeText(sentence) },
    ],
    opens: { kind: 'repository', gun, tab: 'doctor' },
  };
}

function countOf(findings: readonly Finding[]): string {
  return findings.length === 0 ? '' : String(findings.length);
}

/** What is fine, and what is not known yet, in a line each. */
function folded(
  { fine, unknown }: { readonly fine: number; readonly unknown: number },
  { messages }: RowContext,
): readonly RowDraft[] {
  const words = messages.doctor.checkup;
  return [
    ...(fine === 0
      ? []
      : [{ id: 'fine', line: [MARKS.ok, { text: ` ${words.fine(fine)}` }], inert: true } satisfies RowDraft]),
    ...(unknown === 0
      ? []
      : [
          {
            id: 'unknown',
            line: [MARKS.busy, { text: ` ${words.notYet(unknown)}`, token: 'dim' }],
            inert: true,
          } satisfies RowDraft,
        ]),
  ];
}

function nothingMatches(found: number, { filter, messages }: RowContext): readonly RowDraft[] {
  const text = messages.app.lists.noMatch(safeText(filter));
  return filter === '' || found > 0 ? [] : [{ id: 'no-match', line: [{ text, token: 'dim' }], inert: true }];
}
