import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildRoot,
  buildSnapshot,
  buildTimestamp,
  fileMetaOf,
  isFixedPoint,
  ROOT,
  SNAPSHOT,
  signDocument,
  TARGETS,
  TIMESTAMP,
} from '../../source/tuf/index.ts';
import { bytesOf, delegation, EXPIRES, signedTargets, target, textOf } from './support/documents.ts';
import { alice, exact, FIXED_POINTS, OTHER_POINTS } from './support/fixed-point-rows.ts';
import { anyText, jsonValue } from './support/json.ts';

describe('the fixed-point rule (facts 3.3)', () => {
  it.each(FIXED_POINTS)('%s stays usable', (_, text) => {
    expect(isFixedPoint(TARGETS, bytesOf(text))).toBe(true);
  });

  it.each(OTHER_POINTS)('%s breaks it', (_, text) => {
    expect(isFixedPoint(TARGETS, bytesOf(text))).toBe(false);
  });

  it('takes a document only for a role of its type', () => {
    expect(isFixedPoint(ROOT, bytesOf(exact))).toBe(false);
    expect(isFixedPoint(SNAPSHOT, bytesOf(exact))).toBe(false);
  });

  it('holds for all that is built and signed here', () => {
    const meta = new Map([
      ['root', fileMetaOf(bytesOf('root'))],
      ['targets', fileMetaOf(bytesOf('targets'))],
      ['snapshot', fileMetaOf(bytesOf('snapshot'))],
    ]);
    const role = { keyIds: [alice.key.id], threshold: 1 };
    const roles = { root: role, targets: role, snapshot: role, timestamp: role };
    const common = { version: 3, expires: EXPIRES };
    const root = signDocument(buildRoot({ ...common, keys: [alice.key], roles }), [alice]);
    expect(isFixedPoint(ROOT, root)).toBe(true);
    expect(isFixedPoint(SNAPSHOT, signDocument(buildSnapshot({ ...common, meta }), [alice]))).toBe(true);
    expect(isFixedPoint(TIMESTAMP, signDocument(buildTimestamp({ ...common, meta }), [alice]))).toBe(true);
    const withoutFlag = textOf(root).replace('"consistent_snapshot":false,', '');
    expect(isFixedPoint(ROOT, bytesOf(withoutFlag))).toBe(false);
  });

  it('holds for targets of any name, custom data and paths', () => {
    const name = anyText(10).map(servable);
    const entry = fc.tuple(name, fc.option(jsonValue({ controls: false }), { nil: undefined }));
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ([id]) => id }), fc.array(name), (entries, paths) => {
        const bytes = signedTargets({
          targets: entries.map(([id, custom]) => target(id, { custom })),
          delegations: { keys: [alice.key], roles: [delegation('targets/alice', [alice.key], { paths })] },
        });
        expect(isFixedPoint(TARGETS, bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('holds after no change of a byte that leaves the content as it is', () => {
    fc.assert(
      fc.property(fc.nat(exact.length), fc.constantFrom(' ', '\n', '\t'), (at, blank) => {
        const bytes = bytesOf(exact.slice(0, at) + blank + exact.slice(at));
        const isInString = JSON.stringify(tryParse(bytes)) !== JSON.stringify(JSON.parse(exact));
        expect(isInString || !isFixedPoint(TARGETS, bytes)).toBe(true);
      }),
    );
  });
});

function servable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Notary cannot serve
  return text.replace(/[\u0000-\u001f]/g, '');
}

function tryParse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return null;
  }
}
