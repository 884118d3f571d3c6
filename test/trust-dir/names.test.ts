import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrustDirError } from '../../source/trust-dir/errors.ts';
import { gunOfFolder, metadataFolder, roleFile, roleOfFile } from '../../source/trust-dir/names.ts';
import { asGun, asRoleName } from '../../source/tuf/index.ts';
import { gun, role } from '../support/sample-parts.ts';

const segment = fc.oneof(
  fc.stringMatching(/^[a-z0-9._:-]{1,12}$/),
  fc.constantFrom('metadata', 'changelist', 'targets', 'root.json', '..', '.', '', '%2F', 'ü', '\u{1f433}'),
);
const path = fc.array(segment, { minLength: 1, maxLength: 6 }).map((segments) => segments.join('/'));
const roleSegment = fc.oneof(
  fc.stringMatching(/^[-a-z0-9_]{1,12}$/),
  fc.constantFrom('..', '.', '', 'A', 'metadata', 'releases', 'x.json'),
);
const roleText = fc
  .array(roleSegment, { maxLength: 5 })
  .map((segments) => ['targets', ...segments].join('/'));

describe('names and paths', () => {
  it('give a GUN back from its folder', () => {
    fc.assert(
      fc.property(path, (text) => {
        const name = asGun(text);
        fc.pre(name !== null);
        try {
          expect(gunOfFolder(metadataFolder(name).slice(1, -1))).toBe(name);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ambiguous-name' });
          expect(text).toContain('/metadata/targets');
        }
      }),
    );
  });

  it('give a role back from its file', () => {
    fc.assert(
      fc.property(fc.oneof(roleText, fc.constantFrom('root', 'timestamp', 'snapshot')), (text) => {
        const name = asRoleName(text);
        fc.pre(name !== null);
        expect(roleOfFile(roleFile(name))).toBe(name);
      }),
    );
  });

  it('never lead out of the folder, and never share one between two GUNs', () => {
    fc.assert(
      fc.property(path, path, (first, second) => {
        const guns = [asGun(first), asGun(second)].filter((name) => name !== null);
        const folders = guns.flatMap((name) => {
          try {
            return [metadataFolder(name)];
          } catch (error) {
            expect(error).toBeInstanceOf(TrustDirError);
            return [];
          }
        });
        expect(folders.flat().filter((part) => part === '' || part === '.' || part === '..')).toEqual([]);
        fc.pre(folders.length === 2 && first !== second);
        expect(folders[0]).not.toEqual(folders[1]);
      }),
    );
  });

  it('keep the longest names that there can be', () => {
    const longestGun = gun('g'.repeat(255));
    const longestRole = role(`targets/${'r'.repeat(247)}`);
    expect(gunOfFolder(metadataFolder(longestGun).slice(1, -1))).toBe(longestGun);
    expect(roleOfFile(roleFile(longestRole))).toBe(longestRole);
  });

  it.each(['Releases.json', 'targets/A.json', 'targets/..json', '../root.json', 'root', 'root.json.tmp'])(
    'know no role in %s',
    (name) => {
      expect(roleOfFile(name.split('/'))).toBeNull();
    },
  );

  it('refuse a GUN whose folder lies among the role files of another', () => {
    expect(() => metadataFolder(gun('a/metadata/targets'))).toThrow(
      expect.objectContaining({ code: 'ambiguous-name', detail: { gun: 'a/metadata/targets' } }),
    );
    expect(metadataFolder(gun('metadata/targets'))).toEqual(['tuf', 'metadata', 'targets', 'metadata']);
  });
});
