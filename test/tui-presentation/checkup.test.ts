import { describe, expect, test } from 'vitest';
import { type CheckupModel, checkupRows } from '../../source/tui/presentation/checkup.ts';
import type { RepositoryItem } from '../../source/tui/presentation/repositories.ts';
import { IDLE_LOAD } from '../../source/tui/store/state.ts';
import { UNREACHABLE } from '../support/fake-services.ts';
import { diagnosed, finding } from '../support/sample-findings.ts';
import { gun } from '../support/sample-parts.ts';
import { expiringReport, signaturesBelowThreshold } from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { at, failed, headingOf, linesOf, loading, ready, rowOf } from './support.ts';

const NEXT = gun('registry.example.com/team/next');
const UNSEEN: RepositoryItem = { gun: NEXT, load: IDLE_LOAD };

function model(items: readonly RepositoryItem[], parts: Partial<CheckupModel> = {}): CheckupModel {
  return { items, running: false, machine: { findings: [] }, machineFailure: null, ...parts };
}

describe('the Doctor over everything', () => {
  const items = [
    ready(healthyReport()),
    ready(expiringReport()),
    ready(signaturesBelowThreshold()),
    failed(gun('registry.example.com/team/away'), UNREACHABLE),
    loading(gun('registry.example.com/team/soon')),
    UNSEEN,
  ];

  test('lists what is wrong, the worst first, and folds what is fine and what is not known', () => {
    const rows = checkupRows(model(items), at(75));
    expect(linesOf(rows)).toEqual([
      '✗ admin/demo  1  targets/releases needs 1 signature that counts and has 0',
      '✗ team/away      registry.example.com cannot be reached.',
      '! admin/web   1  targets/releases expires in 12 days, on 2026-12-05',
      '✓ 1 repository is fine',
      '… 2 repositories are not examined yet',
      '',
      'Keys on this machine',
      '… Nothing is wrong with them as far as is known before all repositories are',
      '  examined',
    ]);
    const examined = items.slice(0, 4);
    expect(linesOf(checkupRows(model(examined), at(75))).at(-1)).toBe('✓ Nothing is wrong with them');
  });

  test('says how far the examination has come', () => {
    const heading = (parts: Partial<CheckupModel>) => headingOf(checkupRows(model(items, parts), at(75)));
    expect(heading({ running: true })).toBe('Examining: 4 of 6 done · Esc stops');
    expect(heading({})).toBe('4 of 6 repositories examined · 5 examines the rest');
    expect(headingOf(checkupRows(model(items.slice(0, 4)), at(75)))).toBe(
      '4 repositories examined, the worst first',
    );
  });

  test('leads to the Doctor tab of the repository, also where it could not be opened', () => {
    const { gun: demo } = signaturesBelowThreshold();
    const row = rowOf(checkupRows(model(items), at(75)), demo);
    expect(row.opens).toEqual({ kind: 'repository', gun: demo, tab: 'doctor' });
    const away = rowOf(checkupRows(model(items), at(75)), 'registry.example.com/team/away');
    expect(away.opens).toMatchObject({ kind: 'repository', tab: 'doctor' });
  });

  test('shows the findings of this machine with all that belongs to them', () => {
    const backup = finding('root-key-not-backed-up', 'warning', { summary: 'The root key has no backup' });
    const machine = { findings: [diagnosed(backup, null)] };
    const lines = linesOf(checkupRows(model([ready(healthyReport())], { machine }), at(75)));
    expect(lines.slice(-4)).toEqual([
      '! The root key has no backup',
      '  Pulls    Pulls may fail.',
      '  Signing  Nobody can sign.',
      '  Fix      Nothing can be done about it but waiting.',
    ]);
  });

  test('says while they are looked for, and when that failed', () => {
    const last = (parts: Partial<CheckupModel>) => linesOf(checkupRows(model([], parts), at(75))).at(-1);
    expect(last({ machine: null })).toBe('… looking …');
    expect(last({ machine: null, machineFailure: UNREACHABLE })).toBe(
      '✗ They could not be examined: registry.example.com cannot be reached.',
    );
  });

  test('cuts long names in front and long sentences at the end, with an ellipsis', () => {
    const name = gun(`registry.example.com/${'deep/'.repeat(12)}app`);
    const { health } = signaturesBelowThreshold();
    const [line = ''] = linesOf(
      checkupRows(model([ready({ ...healthyReport(), gun: name, health })]), at(50)),
    );
    expect(line).toMatch(/^✗ …[^…]*app {2}1 {2}targets\/rel[^…]*…$/);
  });

  test('is filtered by names and by what is wrong, and counts what is left rather than its rows', () => {
    const backup = finding('root-key-not-backed-up', 'warning', { summary: 'The root key has no backup' });
    const machine = { findings: [diagnosed(backup, null)] };
    const shown = (filter: string) => {
      const rows = checkupRows(model(items, { machine }), at(75, filter));
      return [rows.found, ...linesOf(rows)];
    };
    const web = '! admin/web  1  targets/releases expires in 12 days, on 2026-12-05';
    expect(shown('EXPIRES')).toEqual([1, web]);
    expect(shown('role-expiring')).toEqual([1, web]);
    expect(shown('team/soon')).toEqual([1, '… 1 repository is not examined yet']);
    expect(shown('has no backup').slice(0, 4)).toEqual([
      1,
      '',
      'Keys on this machine',
      '! The root key has no backup',
    ]);
    expect(shown('zzz')).toEqual([0, 'nothing matches zzz']);
  });

  test('keeps a thousand repositories apart, in the order of the list within a level', () => {
    const demo = signaturesBelowThreshold();
    const web = expiringReport();
    const many = Array.from({ length: 1000 }, (_, index) => {
      const name = gun(`registry.example.com/team/app-${index}`);
      return ready({ ...(index % 2 === 0 ? web : demo), gun: name });
    });
    const rows = checkupRows(model(many), at(75));
    expect(rows.length).toBe(1003);
    expect([0, 499, 500, 999].map((index) => rows.at(index).id)).toEqual(
      [1, 999, 0, 998].map((index) => `registry.example.com/team/app-${index}`),
    );
  });
});
