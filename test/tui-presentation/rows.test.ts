import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { safeText } from '../../source/base/index.ts';
import type {
  ActivityEntry,
  Diagnosed,
  Finding,
  KeyInventoryEntry,
  RepositoryReport,
} from '../../source/operations/index.ts';
import type { Gun } from '../../source/tuf/index.ts';
import { activityRows } from '../../source/tui/presentation/activity.ts';
import { type CheckupModel, checkupRows } from '../../source/tui/presentation/checkup.ts';
import { delegationRows } from '../../source/tui/presentation/delegations.ts';
import { doctorRows } from '../../source/tui/presentation/doctor.ts';
import type { DoctorModel } from '../../source/tui/presentation/doctor-group.ts';
import { keyRows } from '../../source/tui/presentation/keys.ts';
import { metadataRoles, metadataRows } from '../../source/tui/presentation/metadata.ts';
import { overviewRows } from '../../source/tui/presentation/overview.ts';
import { repositoryRows } from '../../source/tui/presentation/repositories.ts';
import { roleRows } from '../../source/tui/presentation/roles.ts';
import type { RowContext, RowList } from '../../source/tui/presentation/row.ts';
import { signerRows } from '../../source/tui/presentation/signers.ts';
import { tagRows } from '../../source/tui/presentation/tags.ts';
import { plainText } from '../../source/tui/widgets/text-layout.ts';
import { finding, resignFix } from '../support/sample-findings.ts';
import { inDays, keyId, NOW, role, sampleKey, sampleTag } from '../support/sample-parts.ts';
import { ALL_SAMPLES } from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { HOSTILE_NAMES } from './arbitraries.ts';
import { at, failed, loading, ready, rowsIn } from './support.ts';

/** Every list that is made from one report. */
function listsOf(report: RepositoryReport, context: RowContext): ReadonlyMap<string, RowList> {
  return new Map([
    ['repositories', repositoryRows([ready(report)], context)],
    ['signers', signerRows(report, context)],
    ['overview', overviewRows(report, context)],
    ['doctor', doctorRows(doctorModel(report), context)],
    ['checkup', checkupRows(checkupModel(report), context)],
    ['delegations', delegationRows(report, context)],
    ['tags', tagRows(report, context)],
    ['roles', roleRows(report, context)],
    ...metadataRoles(report).map(
      (name) => [`metadata of ${name}`, metadataRows(report, name, context)] as const,
    ),
  ]);
}

function doctorModel({ gun, health: { findings } }: RepositoryReport): DoctorModel {
  return { gun, findings: findings.map(hostilelyDiagnosed), fixes: { status: 'known' }, opened: true };
}

function checkupModel(report: RepositoryReport): CheckupModel {
  const machine = { findings: report.health.findings.map(hostilelyDiagnosed) };
  return { items: [ready(report)], running: true, machine, machineFailure: null };
}

/** What can be done about a finding, in the words that it has itself. */
function hostilelyDiagnosed(finding: Finding): Diagnosed {
  const { summary } = finding;
  const ways = resignFix().ways.map((way) => ({
    ...way,
    label: summary,
    hindrance: summary,
    steps: [summary],
    commands: [{ tool: 'trustdeck', line: summary } as const],
    who: way.who.map((key) => ({ ...key, owner: { kind: 'signer', name: summary } as const })),
  }));
  return { finding, fix: { label: summary, ways, automatic: false, judgement: summary } };
}

/** Whether nothing in it steers a terminal: safe text is its own safe form. */
function isHarmless(text: string): boolean {
  return safeText(text) === text;
}

/** What is wrong with the rows of a list; collected, as a test looks at a hundred thousand of them. */
function faultsOf(list: RowList, width: number): readonly string[] {
  const rows = rowsIn(list);
  const lines = [...rows.map(({ line }) => line), ...(list.heading === null ? [] : [list.heading])].map(
    plainText,
  );
  const copies = rows.flatMap(({ copy }) => copy.map(({ value }) => value));
  const ids = new Set(rows.map(({ id }) => id));
  return [
    ...lines.filter((line) => stringWidth(line) !== width).map((line) => `not ${width} wide: “${line}”`),
    ...[...lines, ...copies]
      .filter((text) => !isHarmless(text))
      .map((text) => `steers: ${JSON.stringify(text)}`),
    ...(ids.size === rows.length ? [] : ['an id is used twice']),
  ];
}

function faultsIn(lists: ReadonlyMap<string, RowList>, width: number): readonly string[] {
  return [...lists].flatMap(([name, list]) => faultsOf(list, width).map((fault) => `${name}: ${fault}`));
}

describe('every row fills the width exactly, and every id is unique', () => {
  test.each([...ALL_SAMPLES])('%s, from 20 to 200 columns', (_, build) => {
    const report = build();
    for (let width = 20; width <= 200; width += 1) {
      expect(faultsIn(listsOf(report, at(width)), width)).toEqual([]);
    }
  });

  test('also when there is hardly any room', () => {
    for (const build of ALL_SAMPLES.values()) {
      for (let width = 6; width < 20; width += 1) {
        expect(faultsIn(listsOf(build(), at(width)), width)).toEqual([]);
      }
    }
  });

  test('lists that are about no repository', () => {
    const entry: ActivityEntry = {
      id: 1,
      at: NOW,
      kind: 'request',
      text: 'GET /v2/registry.example.com/admin/demo/_trust/tuf/timestamp.json',
      outcome: 'ok',
      result: '200, 497 bytes',
      milliseconds: 12.4,
    };
    const entries: readonly ActivityEntry[] = [
      entry,
      { ...entry, id: 2, outcome: 'running', result: null, milliseconds: null },
      { ...entry, id: 3, outcome: 'failed', result: 'refused' },
      { ...entry, id: 4, outcome: 'cancelled' },
    ];
    const items = [failed('example.com/a' as Gun, FAILURE), loading('example.com/b' as Gun)];
    for (let width = 6; width <= 200; width += 1) {
      const lists = new Map([
        ['activity', activityRows(entries, at(width))],
        ['keys', keyRows({ ...hostileKeys('jeff'), complete: true }, at(width))],
        ['repositories', repositoryRows(items, at(width))],
      ]);
      expect(faultsIn(lists, width)).toEqual([]);
    }
  });
});

describe('no text from outside can steer the terminal, whatever it is', () => {
  test.each(HOSTILE_NAMES)('%j', (name) => {
    for (const width of [20, 38, 60, 75, 130]) {
      const lists = new Map([
        ...listsOf(hostileReport(name), at(width)),
        ['keys', keyRows({ ...hostileKeys(name), complete: false }, at(width))],
        ['activity', activityRows([hostileActivity(name)], at(width))],
      ]);
      expect(faultsIn(lists, width)).toEqual([]);
    }
  });

  test('any string at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
        fc.integer({ min: 20, max: 200 }),
        (name, width) => {
          for (const list of listsOf(hostileReport(name), at(width)).values()) {
            const texts = rowsIn(list).flatMap(({ line, copy }) => [
              plainText(line),
              ...copy.map(({ value }) => value),
            ]);
            expect(texts.filter((text) => !isHarmless(text))).toEqual([]);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

const FAILURE = { code: 'server-unreachable', message: 'No answer', why: 'Down.', next: 'Retry.' };

/** A report in which everything that a server, a file or a certificate can name is called `name`. */
function hostileReport(name: string): RepositoryReport {
  const owner = { kind: 'signer', name } as const;
  const key = sampleKey('5570b88', owner, {
    algorithm: name,
    certificate: { commonName: name, notBefore: NOW, notAfter: inDays(3) },
  });
  const base = healthyReport();
  const [releases] = base.delegations;
  const problems = [
    { code: 'malformed-json', role: role('targets/releases'), reason: name },
    { code: 'metadata-invalid', role: role('targets/releases'), fields: [{ at: name, reason: name }] },
    { code: 'wrong-type', role: role('targets/releases'), expected: name, found: name },
    { code: 'pinned-ca-unreadable', role: role('root'), pin: name },
  ] as const;
  return {
    ...base,
    gun: name as Gun,
    server: { url: name, reason: 'environment' },
    freshness: {
      from: 'cache',
      savedAt: null,
      because: { code: name, message: name, why: name, next: name },
    },
    health: {
      level: 'error',
      findings: [
        finding('role-unusable', 'error', { role: role('targets/releases') }),
        finding('tag-disagrees', 'warning', { subjects: [name] }),
        finding('weak-key', 'error', {
          subjects: [name],
          short: name,
          summary: name,
          meaning: { pulls: name, signs: name },
          evidence: [{ text: name, keyId: name }],
        }),
        finding('signer-not-in-releases', 'warning', { subjects: [name] }),
      ],
    },
    delegations:
      releases === undefined
        ? []
        : [
            {
              ...releases,
              usable: false,
              problems,
              keys: [key],
              paths: [name, name],
              signatures: [{ keyId: name, valid: false, refusal: 'key-not-in-role', owner }],
            },
          ],
    signers: [
      {
        name,
        role: role('targets/jeff'),
        keys: [key],
        inReleases: false,
        restricted: false,
        usable: true,
        tags: 1,
      },
    ],
    tags: [sampleTag(name, { signers: [name, name] })],
  };
}

function hostileKeys(name: string): {
  readonly keys: readonly KeyInventoryEntry[];
  readonly unreadable: readonly { readonly path: string; readonly reason: 'not-pem' }[];
} {
  const key: KeyInventoryEntry = {
    id: keyId('5570b88'),
    role: name,
    gun: name,
    path: name,
    encrypted: true,
    exposed: false,
    algorithm: name,
    owner: { kind: 'local', name },
    usedBy: [],
  };
  return { keys: [key], unreadable: [{ path: `${name}.key`, reason: 'not-pem' }] };
}

function hostileActivity(name: string): ActivityEntry {
  return { id: 1, at: NOW, kind: 'request', text: name, outcome: 'failed', result: name, milliseconds: 1 };
}
