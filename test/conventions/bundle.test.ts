import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

interface Output {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

/**
 * What a start loads is what it costs: these tests read the bundler's own account of the chunks (`npm run build`)
 * and keep heavy packages out of the paths that do not need them.
 */
describe('bundle', () => {
  let outputs: Readonly<Record<string, Output>>;

  beforeAll(() => {
    const meta = readFileSync(resolve(import.meta.dirname, '../../dist/meta.json'), 'utf8');
    outputs = JSON.parse(meta).outputs;
  });

  /** Packages that are loaded, without any further `import()`, with the chunk that holds `source`. */
  function packagesLoadedWith(source: string): Set<string> {
    const start = Object.keys(outputs).find((path) => source in (outputs[path]?.inputs ?? {}));
    expect(start, `no chunk holds ${source}`).toBeDefined();
    const seen = new Set<string>();
    const queue = [start as string];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      const output = outputs[path];
      if (output === undefined || seen.has(path)) {
        continue;
      }
      seen.add(path);
      queue.push(
        ...output.imports.filter(({ kind }) => kind === 'import-statement').map((entry) => entry.path),
      );
    }
    const inputs = [...seen].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
    return new Set(inputs.flatMap((input) => input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []));
  }

  const heavy = ['react', 'ink', 'ink-table', 'ink-text-input', 'node-forge', 'conf'];

  it('starts without any heavy package', () => {
    const loaded = packagesLoadedWith('source/main.ts');
    expect(heavy.filter((name) => loaded.has(name))).toEqual([]);
  });

  it('inspects a repository without React, forge, noble or conf', () => {
    const loaded = packagesLoadedWith('source/operations/inspect.ts');
    expect([...heavy, '@noble/curves'].filter((name) => loaded.has(name))).toEqual([]);
  });
});
