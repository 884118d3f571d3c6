import { describe, expect, test } from 'vitest';
import { delegationRows } from '../../source/tui/presentation/delegations.ts';
import { metadataRows } from '../../source/tui/presentation/metadata.ts';
import { roleRows } from '../../source/tui/presentation/roles.ts';
import { tagRows } from '../../source/tui/presentation/tags.ts';
import { digestOf, keyId, role } from '../support/sample-parts.ts';
import {
  disputedReport,
  expiredReport,
  failedReport,
  keysBelowThreshold,
  manyTags,
  nestedReport,
  signaturesBelowThreshold,
} from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { at, headingOf, linesOf, rowOf, rowsIn } from './support.ts';

describe('the Delegations tab', () => {
  test('draws the tree, the keys, and which signature does not count and why', () => {
    expect(linesOf(delegationRows(signaturesBelowThreshold(), at(75)))).toEqual([
      'targets  repository key 262dc4a · here',
      '├─ releases    ✗ 0 of 1 signatures  all paths        expires in 3 years',
      '│     jeff    1091060  rsa-2048    not here',
      '│     jeff    5570b88  ecdsa-p256  here',
      '│     ✗ Signed by ben 9513b98, whose key is no longer in this role.',
      '├─ ben         ✓ 1 of 1             all paths        expires in 3 years',
      '│     ben     9513b98  ed25519     not here',
      '└─ jeff        ✓ 1 of 1             all paths        expires in 3 years',
      '   │  jeff    c0ffee1  rsa-2048    not here  certificate ends in 41 days',
      '   └─ nightly  ✓ 1 of 1             paths nightly-*  expires in 20 days !',
      '         ben  9513b98  ed25519     not here',
      '',
      '✗ Pulls of released tags fail until this is repaired.',
    ]);
  });

  test('leaves out what matters least where it is narrow, and wraps sentences along the tree', () => {
    expect(linesOf(delegationRows(signaturesBelowThreshold(), at(38))).slice(0, 6)).toEqual([
      'targets  repository key 262dc4a · here',
      '├─ releases    ✗ 0 of 1 signatures',
      '│     jeff    1091060  not here',
      '│     jeff    5570b88  here',
      '│     ✗ Signed by ben 9513b98, whose',
      '│       key is no longer in this role.',
    ]);
  });

  test('uses the room of a wide screen for dates and tags', () => {
    const [, releases] = linesOf(delegationRows(healthyReport(), at(130)));
    expect(releases).toBe('├─ releases  ✓ 1 of 1  all paths  expires in 3 years  2029-11-22  3 tags');
  });

  test('says that nobody can sign where there are too few keys', () => {
    expect(linesOf(delegationRows(keysBelowThreshold(), at(80))).slice(1, 4)).toEqual([
      '├─ releases  ✗ 0 of 1 signatures  all paths  expires in 3 years  0 tags',
      '│     no keys',
      '│     ✗ targets/releases asks for 1 signature but lists 0 keys, so nobody can',
    ]);
  });

  test('nests delegations below delegations, and counts paths that do not fit', () => {
    expect(linesOf(delegationRows(nestedReport(), at(100))).filter((line) => /[├└]/.test(line))).toEqual([
      '├─ qa          ✓ 1 of 1             paths nightly-*, rc-* +2  expires in 3 years  2029-11-22  0 tags',
      '│  └─ nightly  ✓ 1 of 1             paths nightly-*           expires in 3 years  2029-11-22  0 tags',
      '│     └─ arm   · nothing published  no paths',
      '└─ releases    ✓ 1 of 1             all paths                 expires in 3 years  2029-11-22  3 tags',
    ]);
  });

  test('keeps what the filter names, under its whole name where the parent is not shown', () => {
    expect(linesOf(delegationRows(nestedReport(), at(100, 'arm')))).toEqual([
      '└─ qa/nightly/arm  · nothing published  no paths',
      '      unknown  7a7a7a7  ecdsa-p256  not here',
    ]);
  });

  test('copies the ID of a key as files and other tools call it, then the one in the metadata', () => {
    const rows = delegationRows(signaturesBelowThreshold(), at(75));
    expect(rowOf(rows, `targets/jeff:${keyId('1091060')}`).copy).toEqual([
      { kind: 'canonical-key-id', value: keyId('c0ffee1') },
      { kind: 'key-id', value: keyId('1091060') },
    ]);
  });

  test('knows nothing about what stands below a broken delegation, and says the meaning once', () => {
    const problem = {
      code: 'parent-unusable',
      role: role('targets/jeff/nightly'),
      parent: role('targets/jeff'),
    } as const;
    const report = signaturesBelowThreshold();
    const delegations = report.delegations.map((delegation) =>
      delegation.role === problem.role
        ? {
            ...delegation,
            usable: false,
            problems: [problem],
            signatures: [],
            validSignatures: 0,
            expires: null,
          }
        : delegation,
    );
    const lines = linesOf(delegationRows({ ...report, delegations }, at(75)));
    expect(lines).toContain('   └─ nightly  ✗ not checked        paths nightly-*');
    expect(lines).toContain('         ✗ targets/jeff/nightly cannot count while targets/jeff does not.');
    expect(lines.at(-1)).toBe('✗ Pulls of released tags fail until this is repaired.');
  });

  test('claims nothing about delegations of a repository that could not be read', () => {
    expect(linesOf(delegationRows(failedReport(), at(60)))).toEqual(['targets']);
  });
});

describe('the Tags tab', () => {
  test('says who signed each tag, and where releases and a signer disagree', () => {
    const rows = tagRows(disputedReport(), at(75));
    expect(headingOf(rows)).toBe('  Tag           Digest        Signed by');
    expect(linesOf(rows)).toEqual([
      '✓ v1            3bfc269594ef  jeff',
      '! v2            fb04dcb6970e  jeff signed another digest',
      `· v3            ${digestOf('v3').slice(0, 12)}  not released, only jeff`,
    ]);
  });

  test('shows what signers hold without a release, dimmed, and copies it; unless they differ', () => {
    const report = disputedReport();
    const tag = report.tags.find(({ name }) => name === 'v3');
    const rows = tagRows(report, at(75));
    expect(rowOf(rows, 'v3').line).toContainEqual({ text: digestOf('v3').slice(0, 12), token: 'dim' });
    expect(rowOf(rows, 'v3').copy[0]).toEqual({ kind: 'digest', value: `sha256:${digestOf('v3')}` });
    expect(rowOf(rows, 'v1').line).toContainEqual({ text: digestOf('v1').slice(0, 12) });
    const [entry] = tag?.entries ?? [];
    const other = { ...entry, role: 'targets/ben', sha256: digestOf('other') } as never;
    const differing = tagRows({ ...report, tags: [{ ...tag, entries: [entry, other] } as never] }, at(75));
    expect(linesOf(differing)[0]).toContain('· v3            they differ   not released, only jeff and ben');
    expect(rowOf(differing, 'v3').copy.map(({ kind }) => kind)).toEqual(['tag']);
  });

  test('writes digests out where there is room for a whole one', () => {
    expect(linesOf(tagRows(disputedReport(), at(110)))[0]).toBe(`✓ v1            ${digestOf('v1')}  jeff`);
  });

  test('keeps the tag and who signed where it is narrow', () => {
    expect(linesOf(tagRows(disputedReport(), at(40)))[0]).toBe('✓ v1            3bfc269594ef  jeff');
    expect(linesOf(tagRows(disputedReport(), at(30)))[0]).toBe('✓ v1            jeff');
  });

  test('copies the digest first, then references by digest and by name', () => {
    expect(rowOf(tagRows(healthyReport(), at(75)), 'v1').copy).toEqual([
      { kind: 'digest', value: `sha256:${digestOf('v1')}` },
      { kind: 'reference', value: `registry.example.com/admin/api@sha256:${digestOf('v1')}` },
      { kind: 'tag', value: 'registry.example.com/admin/api:v1' },
    ]);
  });

  test('finds tags by name, digest or signer', () => {
    const ids = (filter: string) => rowsIn(tagRows(healthyReport(), at(75, filter))).map(({ id }) => id);
    expect(ids('V1')).toEqual(['v1', 'v10']);
    expect(ids(digestOf('v2').slice(0, 12))).toEqual(['v2']);
    expect(ids('ben')).toEqual(['v2']);
  });

  test('does not credit the repository key with what only releases holds', () => {
    const [tag] = healthyReport().tags;
    const entry = { length: 1, sha256: digestOf('v1'), sha512: null };
    const signedIn = (name: string) =>
      linesOf(
        tagRows(
          healthyReport({
            tags:
              tag === undefined ? [] : [{ ...tag, signers: [], entries: [{ ...entry, role: role(name) }] }],
          }),
          at(75),
        ),
      )[0];
    expect(signedIn('targets')).toBe('✓ v1            3bfc269594ef  repository key');
    expect(signedIn('targets/releases')).toBe('✓ v1            3bfc269594ef  no signer, only releases');
  });

  test('says so when there are no tags', () => {
    expect(linesOf(tagRows(failedReport(), at(60)))).toEqual(['No tags are signed here.']);
  });

  test('builds only the rows that are asked for', () => {
    let looked = 0;
    const report = manyTags(10_000);
    const watched = report.tags.map((tag) => ({
      ...tag,
      get entries() {
        looked += 1;
        return tag.entries;
      },
      state: 'not-released' as const,
    }));
    const rows = tagRows({ ...report, tags: watched }, at(75));
    expect(rows).toHaveLength(10_000);
    rows.at(9_999);
    rows.at(5_000);
    expect(looked).toBe(2);
  });
});

describe('the Roles tab', () => {
  test('shows version, signatures, expiry, source and holders of every role', () => {
    const rows = roleRows(healthyReport({ delegations: [] }), at(75));
    expect(headingOf(rows)).toBe('  Role       Version  Signed  Expires                  From');
    expect(linesOf(rows)).toEqual([
      '✓ root       v1       1 of 1  in 10 years  2036-11-20  server',
      '    root        f6c6a4b  ecdsa-p256  here',
      '✓ targets    v7       1 of 1  in 3 years   2029-11-22  server',
      '    repository  262dc4a  ecdsa-p256  here',
      '✓ snapshot   v21      1 of 1  in 3 years   2029-11-22  server',
      '    server      aa00001  ecdsa-p256  on the server',
      '✓ timestamp  v21      1 of 1  in 14 days   2026-12-07  server',
      '    server      aa00002  ecdsa-p256  on the server',
    ]);
  });

  test('says why a role cannot be used', () => {
    expect(linesOf(roleRows(expiredReport(), at(75))).slice(2, 5)).toEqual([
      '✗ targets    v7       1 of 1  3 days ago   2026-11-20  server',
      '    repository  262dc4a  ecdsa-p256  here',
      '    ✗ targets expired 3 days ago, on 2026-11-20.',
    ]);
  });
});

describe('the Metadata tab', () => {
  test('says that the file is verified, and lays it out as it was served', () => {
    const rows = metadataRows(healthyReport(), role('targets'), at(60));
    expect(headingOf(rows)).toBe('✓ targets v7, verified');
    expect(linesOf(rows)).toEqual([
      '{',
      '  "signed": {',
      '    "_type": "Sample",',
      '    "expires": "2029-11-22T12:00:00.000Z",',
      '    "version": 7',
      '  },',
      '  "signatures": []',
      '}',
    ]);
  });

  test('says why it is not to be trusted', () => {
    expect(headingOf(metadataRows(expiredReport(), role('targets'), at(75)))).toBe(
      '✗ targets, not to be trusted: targets expired 3 days ago, on 2026-11-20.',
    );
  });

  test('says so where there is no file', () => {
    expect(linesOf(metadataRows(failedReport(), role('targets'), at(60)))).toEqual([
      'There is no file of this role to show.',
    ]);
  });

  test('keeps the lines that match the filter', () => {
    expect(linesOf(metadataRows(healthyReport(), role('targets'), at(60, 'version')))).toEqual([
      '    "version": 7',
    ]);
  });
});
