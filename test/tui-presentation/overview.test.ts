import { describe, expect, test } from 'vitest';
import { overviewRows } from '../../source/tui/presentation/overview.ts';
import { stateOf } from '../../source/tui/presentation/state-sentence.ts';
import { finding } from '../support/sample-findings.ts';
import { role, sampleTag } from '../support/sample-parts.ts';
import {
  cachedReport,
  expiredReport,
  expiringReport,
  failedReport,
  signaturesBelowThreshold,
} from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { at, linesOf, rowsIn } from './support.ts';

const sentence = (report: ReturnType<typeof healthyReport>) => stateOf(report, at(80)).sentence;

describe('the sentence about what the state means for people who pull', () => {
  test('a healthy repository', () => {
    expect(stateOf(healthyReport(), at(80))).toEqual({
      level: 'ok',
      sentence: 'Pulls work: 3 tags released.',
    });
  });

  test('releases that nobody signed whose key counts', () => {
    expect(stateOf(signaturesBelowThreshold(), at(80))).toEqual({
      level: 'error',
      sentence:
        'Pulls of this repository fail: nothing in releases is signed by enough keys that still count.',
    });
  });

  test('broken releases while the repository key still vouches for tags', () => {
    const inTargets = sampleTag('v1', {
      entries: [{ role: role('targets'), length: 1, sha256: null, sha512: null }],
    });
    const report = { ...signaturesBelowThreshold(), tags: [inTargets] };
    expect(sentence(report)).toBe(
      'Pulls of released tags fail; only the 1 tag signed with the repository key can be pulled.',
    );
  });

  test('an expired targets role, with the reason', () => {
    expect(sentence(expiredReport())).toBe(
      'Nothing here can be trusted: pulls with content trust fail. targets expired 3 days ago, on 2026-11-20.',
    );
  });

  test('a repository that the server does not know', () => {
    expect(sentence(failedReport())).toBe('Nothing here is signed: pulls with content trust fail.');
  });

  test('a server that is away', () => {
    expect(sentence(cachedReport())).toBe(
      '3 tags were released when the server last answered; pulls may fail until it answers again.',
    );
  });

  test('a server that is away breaks nothing, whatever else is worth a warning', () => {
    const { freshness, health } = cachedReport();
    const findings = [...health.findings, finding('snapshot-key-local', 'warning')];
    const report = healthyReport({ freshness, health: { ...health, findings } });
    expect(sentence(report)).toContain('pulls may fail until it answers again.');
  });

  test('signers without releases', () => {
    const report = healthyReport({ delegations: healthyReport().delegations.slice(1) });
    expect(sentence(report)).toBe('What the signers sign is not released: there is no targets/releases.');
  });

  test('an error elsewhere does not stop pulls', () => {
    const health = { level: 'error', findings: [finding('weak-key', 'error')] } as const;
    expect(sentence(healthyReport({ health }))).toBe(
      '3 tags can be pulled, but part of this repository is broken.',
    );
  });

  test('nothing released yet', () => {
    expect(sentence(healthyReport({ tags: [] }))).toBe(
      'Nothing is released yet: pulls with content trust find no tag here.',
    );
  });
});

describe('the Overview tab', () => {
  test('tells the whole story of a broken repository, the worst first', () => {
    expect(linesOf(overviewRows(signaturesBelowThreshold(), at(75)))).toEqual([
      '✗ Pulls of this repository fail: nothing in releases is signed by enough',
      '  keys that still count.',
      '  0 tags · 2 signers · 4 delegations',
      '',
      'Findings',
      '  ✗ targets/releases needs 1 signature that counts and has 0',
      '    6  why, and what can be done · f  put it right',
      '',
      'Signers',
      '  ! ben   1 key · 0 here · not in releases',
      '    jeff  2 keys · 1 here · 3 tags',
      '',
      'Administration',
      '  root key        f6c6a4b  ecdsa-p256  here',
      '  repository key  262dc4a  ecdsa-p256  here',
      '  snapshot key    aa00001  ecdsa-p256  on the server',
      '  timestamp key   aa00002  ecdsa-p256  on the server',
      '',
      'Expiry',
      '  targets/jeff/nightly  in 20 days  2026-12-13',
      '  targets               in 3 years  2029-11-22',
      '  targets/releases      in 3 years  2029-11-22',
      '  targets/ben           in 3 years  2029-11-22',
      '  targets/jeff          in 3 years  2029-11-22',
      '',
      'Server',
      '  https://notary.example.com',
      '  set by DOCKER_CONTENT_TRUST_SERVER',
      '  Verified with the server just now',
    ]);
  });

  test('gives the date beside the distance', () => {
    expect(linesOf(overviewRows(expiringReport(), at(100)))).toContain(
      '  ! targets/releases expires in 12 days, on 2026-12-05',
    );
  });

  test('says how old a copy is and why the server did not answer', () => {
    expect(linesOf(overviewRows(cachedReport(), at(100))).slice(-4)).toEqual([
      '  ! The server did not answer: this is the copy kept on this machine, saved 3 hours ago',
      '    notary.example.com does not answer',
      '    Nothing listens on port 443.',
      '    Check the network, then press r.',
    ]);
  });

  test('does not claim that anything was verified when nothing could be', () => {
    expect(linesOf(overviewRows(failedReport(), at(80))).at(-1)).toBe('  The server answered just now');
  });

  test('mentions staged changes', () => {
    expect(linesOf(overviewRows(healthyReport({ stagedChanges: 2 }), at(80)))).toContain(
      '· 2 staged changes not published yet',
    );
  });

  test('offers the repository name for copying on its first row', () => {
    expect(rowsIn(overviewRows(healthyReport(), at(80)))[0]?.copy).toEqual([
      { kind: 'gun', value: 'registry.example.com/admin/api' },
    ]);
  });
});

test('a damaged root on this machine is no answer of the server, and is told in words', () => {
  const failure = { code: 'cached-root-unreadable', role: role('root'), reason: 'metadata-invalid' } as const;
  const lines = linesOf(overviewRows({ ...failedReport(), failure }, at(80))).join('\n');
  expect(lines).toContain('The server was not asked');
  expect(lines).not.toContain('The server answered');
  expect(lines).toContain('is damaged: it has wrong fields');
  expect(lines).not.toContain('metadata-invalid');
});
