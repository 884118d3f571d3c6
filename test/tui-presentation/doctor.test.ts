import { describe, expect, test } from 'vitest';
import type { Diagnosed } from '../../source/operations/index.ts';
import { doctorRows } from '../../source/tui/presentation/doctor.ts';
import type { DoctorModel, FixesLoad } from '../../source/tui/presentation/doctor-group.ts';
import { UNREACHABLE } from '../support/fake-services.ts';
import { diagnosed, finding, resignFix } from '../support/sample-findings.ts';
import { gun, keyId, role } from '../support/sample-parts.ts';
import { at, linesOf, rowOf, rowsIn } from './support.ts';

const DEMO = gun('registry.example.com/admin/demo');
const RELEASES = finding('releases-signatures-below-threshold', 'error', { role: role('targets/releases') });
const RELEASES_ROW = 'releases-signatures-below-threshold targets/releases';

function model(findings: readonly Diagnosed[], parts: Partial<DoctorModel> = {}): DoctorModel {
  return { gun: DEMO, findings, fixes: { status: 'known' }, opened: true, ...parts };
}

describe('the Doctor tab', () => {
  test('says what is wrong, what it means, why, what can be done here, and what others can do', () => {
    expect(linesOf(doctorRows(model([diagnosed(RELEASES)]), at(75)))).toEqual([
      '✗ targets/releases needs 1 signature that counts and has 0',
      '  Pulls    Pulls of released tags fail until somebody whose key counts',
      '           signs it again.',
      '  Signing  Whoever signs a tag next puts it right without knowing what else',
      '           is in it.',
      '  Why      signed by ben 9513b98, whose key is no longer in this role',
      '           version 12, of 2026-11-20, is the last that was published',
      '  Fix      Sign targets/releases again',
      '           ✓ as jeff · can be done here',
      '           · as ben',
      "             Ben's key is not on this machine.",
      "             Can be done with ben's key 9513b98",
      '             $ trustdeck witness registry.example.com/admin/demo',
      '               targets/releases --as ben',
      '             $ notary witness registry.example.com/admin/demo',
      '               targets/releases --publish',
      '  Decide   Whether what is signed again is what you want to vouch for is',
      '           for you to decide.',
      '           f  put it right',
    ]);
  });

  test('keeps the order of the doctor, and a blank between findings', () => {
    const second = finding('snapshot-key-local', 'warning', { summary: 'Second' });
    const lines = linesOf(doctorRows(model([diagnosed(RELEASES), diagnosed(second, null)]), at(100)));
    const start = lines.indexOf('! Second');
    expect(lines[start - 1]).toBe('');
    expect(lines.slice(start)).toEqual([
      '! Second',
      '  Pulls    Pulls may fail.',
      '  Signing  Nobody can sign.',
      '  Fix      Nothing can be done about it but waiting.',
    ]);
  });

  test('shows what is wrong before it is known what can be done', () => {
    const looking = model([diagnosed(RELEASES, null)], { fixes: { status: 'looking' } });
    expect(linesOf(doctorRows(looking, at(100))).at(-1)).toBe('  Fix      Looking for what can be done …');
    const failed = model([diagnosed(RELEASES, null)], { fixes: { status: 'failed', failure: UNREACHABLE } });
    expect(linesOf(doctorRows(failed, at(100))).at(-1)).toBe(
      '  Fix      What can be done is not known: registry.example.com cannot be reached.',
    );
  });

  test('offers what to hand over where nothing can be done here', () => {
    const fix = resignFix();
    const elsewhere = resignFix({ ways: fix.ways.filter(({ here }) => !here), judgement: null });
    const lines = linesOf(doctorRows(model([diagnosed(RELEASES, elsewhere)]), at(100)));
    expect(lines.at(-1)).toBe('           f  what to hand over to others · y  copy a command');
    expect(lines.join('\n')).not.toContain('Decide');
  });

  test('numbers what is done by hand', () => {
    const [way] = resignFix().ways;
    const steps = ['Ask the admin.', 'Wait for the answer of the admin.'];
    const byHand = resignFix({ ways: way === undefined ? [] : [{ ...way, steps }] });
    const lines = linesOf(doctorRows(model([diagnosed(RELEASES, byHand)]), at(40)));
    const start = lines.indexOf('             1. Ask the admin.');
    expect(lines.slice(start + 1, start + 3)).toEqual([
      '             2. Wait for the answer of',
      '                the admin.',
    ]);
  });

  test('leads from evidence to its role, and copies whole key IDs', () => {
    const evidence = rowOf(doctorRows(model([diagnosed(RELEASES)]), at(75)), `${RELEASES_ROW}:evidence:0`);
    expect(evidence.opens).toEqual({ kind: 'role', role: 'targets/releases' });
    expect(evidence.copy[0]).toEqual({ kind: 'key-id', value: keyId('9513b98') });
  });

  test('opens nothing where there is no trust data', () => {
    const rows = rowsIn(doctorRows(model([diagnosed(RELEASES)], { opened: false }), at(75)));
    expect(rows.filter(({ opens }) => opens !== null)).toEqual([]);
  });

  test('copies a command as a whole, however it is wrapped', () => {
    const row = rowOf(doctorRows(model([diagnosed(RELEASES)]), at(50)), `${RELEASES_ROW}:way:ben:command:0`);
    expect(row.copy).toEqual([
      {
        kind: 'command',
        value: 'trustdeck witness registry.example.com/admin/demo targets/releases --as ben',
      },
    ]);
  });

  test('tells on each row which finding it belongs to, and on those of a way which way', () => {
    const list = doctorRows(model([diagnosed(RELEASES)]), at(75));
    expect(rowsIn(list).every((row) => row.inert || row.finding?.finding === RELEASES)).toBe(true);
    expect(rowOf(list, `${RELEASES_ROW}:pulls`).finding?.way).toBeNull();
    expect(rowOf(list, `${RELEASES_ROW}:way:ben:who`).finding).toEqual({
      gun: DEMO,
      finding: RELEASES,
      way: 'ben',
    });
  });

  test('calls nothing healthy before all of it was looked at', () => {
    const without = (fixes: FixesLoad) => linesOf(doctorRows({ ...model([]), fixes }, at(75)));
    expect(without({ status: 'known' })).toEqual(['✓ Nothing is wrong with this repository.']);
    expect(without({ status: 'looking' })[0]).toMatch(/^… Examining registry/);
    const [failed] = without({ status: 'failed', failure: UNREACHABLE });
    expect(failed).toBe('✗ Nothing was found, but not everything could be examined:');
  });

  test('is filtered by what findings are about', () => {
    const tags = finding('tag-disagrees', 'warning', { subjects: ['v2'], summary: 'Tags differ' });
    const shown = (filter: string) =>
      linesOf(doctorRows(model([diagnosed(RELEASES), diagnosed(tags)]), at(75, filter)));
    expect(shown('v2')[0]).toBe('! Tags differ');
    expect(shown('9513b98')[0]).toContain('targets/releases needs');
    expect(shown('nothing of the kind')).toEqual([]);
  });
});
