import { describe, expect, test } from 'vitest';
import type { KeyInventoryEntry } from '../../source/operations/index.ts';
import { keyRows } from '../../source/tui/presentation/keys.ts';
import { repositoryRows } from '../../source/tui/presentation/repositories.ts';
import { signerRows } from '../../source/tui/presentation/signers.ts';
import { gun, keyId, role, signer } from '../support/sample-parts.ts';
import {
  cachedReport,
  disputedReport,
  expiredReport,
  expiringReport,
  failedReport,
  signaturesBelowThreshold,
  x509Report,
} from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { at, failed, linesOf, loading, ready, rowOf, rowsIn } from './support.ts';

const UNREACHABLE = { code: 'server-unreachable', message: 'No answer', why: 'Down.', next: 'Retry.' };

describe('the repositories panel', () => {
  const items = [
    ready(healthyReport()),
    ready(signaturesBelowThreshold()),
    ready(expiringReport()),
    ready(expiredReport()),
    ready(x509Report()),
    ready(disputedReport()),
    ready(cachedReport()),
    ready(failedReport()),
    failed(gun('registry.example.com/team/away'), UNREACHABLE),
    loading(gun('registry.example.com/team/soon')),
  ];

  test('says with a mark and in a word or two how each repository is', () => {
    expect(linesOf(repositoryRows(items, at(31)))).toEqual([
      '✓ admin/api',
      '✗ admin/demo           releases',
      '! admin/web        expires 12 d',
      '✗ team/old              expired',
      '! team/x509          cert. 41 d',
      '! team/base               1 tag',
      '✗ team/jobs          cached 3 h',
      '✗ team/unsigned      not signed',
      '✗ team/away        not readable',
      '… team/soon             loading',
    ]);
  });

  test('leaves the reason out before the name, and cuts names at the front', () => {
    expect(linesOf(repositoryRows(items.slice(1, 3), at(20)))).toEqual(['✗ admin/demo', '! admin/web']);
    expect(linesOf(repositoryRows([ready(signaturesBelowThreshold())], at(8)))).toEqual(['✗ …/demo']);
  });

  test('names the host where the repositories do not share one', () => {
    const other = loading(gun('quay.example.org/team/api'));
    expect(linesOf(repositoryRows([items[0] ?? other, other], at(42)))).toEqual([
      '✓ registry.example.com/admin/api',
      '… quay.example.org/team/api        loading',
    ]);
  });

  test('keeps what matches the filter, and the shared host stays hidden', () => {
    expect(linesOf(repositoryRows(items, at(31, 'ADMIN/W')))).toEqual(['! admin/web        expires 12 d']);
  });

  test('copies and opens by the whole name', () => {
    const row = rowOf(repositoryRows(items, at(31)), 'registry.example.com/admin/demo');
    expect(row.copy).toEqual([{ kind: 'gun', value: 'registry.example.com/admin/demo' }]);
    expect(row.opens).toEqual({ kind: 'repository', gun: 'registry.example.com/admin/demo' });
  });

  test('shows a repository that is being refreshed as it was, and says that it is loading', () => {
    const item = ready(expiredReport());
    const refreshing = { ...item, load: { ...item.load, running: 7 } };
    expect(linesOf(repositoryRows([refreshing], at(31)))).toEqual(['✗ team/old              loading']);
  });
});

describe('the signers panel', () => {
  test('counts keys, and those on this machine', () => {
    expect(linesOf(signerRows(healthyReport(), at(30)))).toEqual([
      '  ben   1 key · 0 here',
      '  jeff  2 keys · 1 here',
    ]);
  });

  test('says who cannot release, in as many words as fit', () => {
    const report = signaturesBelowThreshold();
    const ben = (width: number) => linesOf(signerRows(report, at(width)))[0];
    expect(ben(60)).toBe('! ben   1 key · 0 here · not in releases');
    expect(ben(32)).toBe('! ben   1 key · not in releases');
    expect(ben(26)).toBe('! ben   not in releases');
    expect(ben(20)).toBe('! ben   1 key');
  });

  test('does not blame a signer of some paths only for not releasing', () => {
    const [first] = healthyReport().signers;
    const signers = first === undefined ? [] : [{ ...first, inReleases: false, restricted: true }];
    const [line] = linesOf(signerRows(healthyReport({ signers }), at(70)));
    expect(line).toMatch(/^ {2}ben .* · some paths only$/);
  });

  test('says whose role cannot be used', () => {
    const [first] = healthyReport().signers;
    const report = healthyReport({ signers: first === undefined ? [] : [{ ...first, usable: false }] });
    expect(linesOf(signerRows(report, at(40)))).toEqual(['✗ ben  1 key · 0 here · does not count']);
  });

  test('does not blame a signer who has signed nothing yet', () => {
    const problem = { code: 'not-published', role: role('targets/ben') } as const;
    const base = healthyReport();
    const report = healthyReport({
      delegations: base.delegations.map((delegation) =>
        delegation.role === 'targets/ben'
          ? { ...delegation, usable: false, problems: [problem] }
          : delegation,
      ),
      signers: base.signers.map((one) => ({ ...one, usable: one.name !== 'ben' })),
    });
    expect(linesOf(signerRows(report, at(60)))[0]).toBe('  ben   1 key · 0 here · nothing signed yet');
  });

  test('finds a signer by name or key, and copies all IDs', () => {
    const rows = signerRows(healthyReport(), at(30, '5570B88'));
    expect(rowsIn(rows).map(({ id }) => id)).toEqual(['jeff']);
    expect(rowOf(rows, 'jeff').copy).toEqual([
      { kind: 'signer', value: 'jeff' },
      { kind: 'key-id', value: keyId('1091060') },
      { kind: 'key-id', value: keyId('5570b88') },
    ]);
  });

  test('is empty while no repository is open', () => {
    expect(signerRows(null, at(30))).toHaveLength(0);
  });
});

describe('the keys panel', () => {
  const key = (short: string, rest: Partial<KeyInventoryEntry> = {}): KeyInventoryEntry => ({
    id: keyId(short),
    role: null,
    gun: null,
    path: `/home/jeff/.docker/trust/private/${keyId(short)}.key`,
    encrypted: true,
    exposed: false,
    algorithm: 'ecdsa-p256',
    owner: signer('jeff'),
    usedBy: [{ gun: gun('registry.example.com/admin/demo'), role: role('targets/jeff') }],
    ...rest,
  });
  const list = {
    complete: true,
    keys: [
      key('5570b88'),
      key('f6c6a4b', { owner: { kind: 'root' }, usedBy: [] }),
      key('aaaaaaa', { owner: null, algorithm: null, exposed: true }),
    ],
    unreadable: [{ path: '/home/jeff/.docker/trust/private/notes.key', reason: 'not-pem' as const }],
  };

  test('names the owner first, then the key and what it is good for', () => {
    expect(linesOf(keyRows(list, at(48)))).toEqual([
      '  jeff     5570b88  ecdsa-p256           signs 1',
      '  root     f6c6a4b  ecdsa-p256            unused',
      '! unknown  aaaaaaa                       exposed',
      '✗ not a PEM file  notes.key',
    ]);
  });

  test('says less about the algorithm where it is narrow', () => {
    const two = { keys: list.keys.slice(0, 2), unreadable: [], complete: true };
    expect(linesOf(keyRows(two, at(29)))).toEqual([
      '  jeff 5570b88 ecdsa  signs 1',
      '  root f6c6a4b ecdsa   unused',
    ]);
    expect(linesOf(keyRows(two, at(22)))).toEqual(['  jeff 5570b88 signs 1', '  root f6c6a4b  unused']);
  });

  test('copies the ID and the path', () => {
    expect(rowOf(keyRows(list, at(48)), keyId('5570b88')).copy).toEqual([
      { kind: 'key-id', value: keyId('5570b88') },
      { kind: 'path', value: list.keys[0]?.path },
    ]);
  });
});
