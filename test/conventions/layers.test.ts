import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The layers of the architecture: which may import which, and what a layer never touches (ARCHITECTURE.md). */
interface LayerRule {
  readonly imports: readonly string[];
  /** Layers of which only types may be imported, and the values that are allowed all the same. */
  readonly typesOf?: Readonly<Record<string, readonly string[]>>;
  readonly never?: readonly RegExp[];
}

const FS = /^(node:)?fs(\/promises)?$/;
const NET = /^(node:)?(https?|http2|net|tls|dgram|dns)$|^undici/;
const REACT = /^(react|ink|ink-[a-z-]+)(\/|$)/;
const HEAVY_CRYPTO = /^(node-forge|@noble\/)/;

/** The vocabulary of repositories and roles: names and what they mean, no engine. */
const NAMES = ['asGun', 'TARGETS', 'RELEASES', 'isBaseRole', 'parentRole', 'signerNameOf'];

const RULES: Readonly<Record<string, LayerRule>> = {
  base: { imports: [], never: [FS, NET, REACT] },
  crypto: { imports: ['base'], never: [FS, NET, REACT] },
  tuf: { imports: ['base', 'crypto'], never: [FS, NET, REACT, HEAVY_CRYPTO] },
  'trust-dir': { imports: ['base', 'crypto', 'tuf'], never: [NET, REACT] },
  docker: { imports: ['base', 'tuf'], never: [REACT] },
  notary: { imports: ['base', 'tuf'], never: [FS, REACT] },
  registry: { imports: ['base', 'docker'], never: [FS, REACT] },
  settings: { imports: ['base', 'tuf'], never: [NET, REACT] },
  operations: { imports: ['base', 'tuf'], never: [FS, NET, REACT] },
  doctor: { imports: ['base', 'tuf', 'operations'], never: [FS, NET, REACT] },
  sandbox: { imports: ['base', 'crypto', 'tuf'], never: [REACT] },
  cli: { imports: ['base', 'doctor', 'operations'], never: [FS, NET, REACT] },
  tui: { imports: ['base'], typesOf: { tuf: NAMES, operations: [] }, never: [FS, NET] },
};

interface Import {
  readonly from: string;
  /** Names of the imported values; null when it may be any of them. */
  readonly values: readonly string[] | null;
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s+)?([^'"();]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

function importsOf(source: string): Import[] {
  return [...source.matchAll(IMPORT)].map((match) => ({
    from: match[3] ?? match[4] ?? '',
    values: match[1] === undefined ? valueNames(match[2]) : [],
  }));
}

function valueNames(clause: string | undefined): readonly string[] | null {
  const names = clause?.match(/^\{([^}]*)\}/)?.[1]?.split(',');
  return (
    names
      ?.map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => name.split(' ')[0] ?? '') ?? null
  );
}

const root = resolve(import.meta.dirname, '../../source');

function sourceFiles(layer: string): string[] {
  return readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, layer, name));
}

/** What one import breaks, in words, or null. */
function violation(layer: string, rule: LayerRule, file: string, imported: Import): string | null {
  const place = `${relative(root, file)} imports ${imported.from}`;
  if (!imported.from.startsWith('.')) {
    const banned =
      imported.values?.length !== 0 && rule.never?.some((pattern) => pattern.test(imported.from));
    return banned ? `${place}: ${layer} never touches it` : null;
  }
  const target = relative(root, resolve(file, '..', imported.from));
  const [other = '', ...rest] = target.split('/');
  if (other === layer) {
    return null;
  }
  if (!/^(index|private|seeded)\.tsx?$/.test(rest.join('/'))) {
    return `${place}: another layer is entered through its index.ts`;
  }
  if (rule.imports.includes(other)) {
    return null;
  }
  const values = rule.typesOf?.[other];
  if (values === undefined) {
    return `${place}: ${layer} may not import ${other}`;
  }
  return imported.values?.every((name) => values.includes(name))
    ? null
    : `${place}: ${layer} may use only types of ${other}`;
}

describe('layers', () => {
  const layers = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && sourceFiles(entry.name).length > 0)
    .map((entry) => entry.name);

  it.each(layers)('%s imports only what its rule allows', (layer) => {
    const rule = RULES[layer];
    expect(rule, `${layer} is not in the table of layers`).toBeDefined();
    const broken = sourceFiles(layer).flatMap((file) =>
      importsOf(readFileSync(file, 'utf8')).flatMap(
        (imported) => violation(layer, rule as LayerRule, file, imported) ?? [],
      ),
    );
    expect(broken).toEqual([]);
  });

  it('finds static, re-exporting, type-only and dynamic imports', () => {
    const source = [
      "import { a } from './a.ts';",
      "import type { B } from './b.ts';",
      "import { type C, type D } from './c.ts';",
      "import { type E, f } from './e.ts';",
      "export * from './g.ts';",
      "export type { H } from './h.ts';",
      "import 'side-effect';",
      "const later = await import('./later.ts');",
      "import {\n  long,\n  list,\n} from './long.ts';",
    ].join('\n');
    expect(importsOf(source).map(({ from, values }) => [from, values])).toEqual([
      ['./a.ts', ['a']],
      ['./b.ts', []],
      ['./c.ts', []],
      ['./e.ts', ['f']],
      ['./g.ts', null],
      ['./h.ts', []],
      ['side-effect', null],
      ['./later.ts', null],
      ['./long.ts', ['long', 'list']],
    ]);
  });

  it('names the reason when a layer is broken', () => {
    const file = join(root, 'tui/example.tsx');
    const rule = RULES['tui'] as LayerRule;
    const say = (from: string, values: readonly string[] | null = ['x']) =>
      violation('tui', rule, file, { from, values });
    expect(say('node:fs')).toBe('tui/example.tsx imports node:fs: tui never touches it');
    expect(say('../notary/index.ts')).toBe(
      'tui/example.tsx imports ../notary/index.ts: tui may not import notary',
    );
    expect(say('../tuf/index.ts')).toBe(
      'tui/example.tsx imports ../tuf/index.ts: tui may use only types of tuf',
    );
    expect(say('../tuf/index.ts', [])).toBeNull();
    expect(say('../tuf/index.ts', ['RELEASES'])).toBeNull();
    expect(say('../tuf/index.ts', null)).toBe(
      'tui/example.tsx imports ../tuf/index.ts: tui may use only types of tuf',
    );
    expect(say('../base/bytes.ts')).toBe(
      'tui/example.tsx imports ../base/bytes.ts: another layer is entered through its index.ts',
    );
  });
});
