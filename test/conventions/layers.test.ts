import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The layers of the architecture: which may import which, and what a layer never touches (ARCHITECTURE.md). */
interface LayerRule {
  readonly imports: readonly string[];
  /** Layers of which only types may be imported. */
  readonly typesOf?: readonly string[];
  readonly never?: readonly RegExp[];
}

const FS = /^(node:)?fs(\/promises)?$/;
const NET = /^(node:)?(https?|http2|net|tls|dgram|dns)$|^undici/;
const REACT = /^(react|ink|ink-[a-z-]+)(\/|$)/;
const HEAVY_CRYPTO = /^(node-forge|@noble\/)/;

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
  tui: { imports: ['base'], typesOf: ['tuf', 'operations'], never: [FS, NET] },
};

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s+)?([^'"();]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

function importsOf(source: string): Import[] {
  return [...source.matchAll(IMPORT)].map((match) => ({
    from: match[3] ?? match[4] ?? '',
    typeOnly: match[1] !== undefined || everyNameIsType(match[2]),
  }));
}

function everyNameIsType(clause: string | undefined): boolean {
  const names = clause
    ?.match(/^\{([^}]*)\}/)?.[1]
    ?.split(',')
    .filter((name) => name.trim() !== '');
  return names?.every((name) => name.trim().startsWith('type ')) === true;
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
    const banned = !imported.typeOnly && rule.never?.some((pattern) => pattern.test(imported.from));
    return banned ? `${place}: ${layer} never touches it` : null;
  }
  const target = relative(root, resolve(file, '..', imported.from));
  const [other = '', ...rest] = target.split('/');
  if (other === layer) {
    return null;
  }
  if (!/^(index|private)\.tsx?$/.test(rest.join('/'))) {
    return `${place}: another layer is entered through its index.ts`;
  }
  if (rule.imports.includes(other) || (rule.typesOf?.includes(other) && imported.typeOnly)) {
    return null;
  }
  return rule.typesOf?.includes(other)
    ? `${place}: ${layer} may use only types of ${other}`
    : `${place}: ${layer} may not import ${other}`;
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
    expect(importsOf(source).map(({ from, typeOnly }) => [from, typeOnly])).toEqual([
      ['./a.ts', false],
      ['./b.ts', true],
      ['./c.ts', true],
      ['./e.ts', false],
      ['./g.ts', false],
      ['./h.ts', true],
      ['side-effect', false],
      ['./later.ts', false],
      ['./long.ts', false],
    ]);
  });

  it('names the reason when a layer is broken', () => {
    const file = join(root, 'tui/example.tsx');
    const rule = RULES['tui'] as LayerRule;
    const say = (from: string, typeOnly = false) => violation('tui', rule, file, { from, typeOnly });
    expect(say('node:fs')).toBe('tui/example.tsx imports node:fs: tui never touches it');
    expect(say('../notary/index.ts')).toBe(
      'tui/example.tsx imports ../notary/index.ts: tui may not import notary',
    );
    expect(say('../tuf/index.ts')).toBe(
      'tui/example.tsx imports ../tuf/index.ts: tui may use only types of tuf',
    );
    expect(say('../tuf/index.ts', true)).toBeNull();
    expect(say('../base/bytes.ts')).toBe(
      'tui/example.tsx imports ../base/bytes.ts: another layer is entered through its index.ts',
    );
  });
});
