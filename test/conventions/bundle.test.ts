import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

interface Output {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

/**
 * What a start loads is what it costs: these tests read the bundler's own account of its files (`npm run build`) and
 * keep heavy packages out of those that do not need them.
 */
describe('bundle', () => {
  let outputs: Readonly<Record<string, Output>>;

  beforeAll(() => {
    const meta = readFileSync(resolve(import.meta.dirname, '../../dist/meta.json'), 'utf8');
    outputs = JSON.parse(meta).outputs;
  });

  /** Packages in a file and in those that it loads without any further `import()`. */
  function packagesLoadedWith(start: string): Set<string> {
    const inputs = modulesLoadedWith(start);
    return new Set(inputs.flatMap((input) => input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []));
  }

  function modulesLoadedWith(start: string): readonly string[] {
    expect(outputs, `${start} was not built`).toHaveProperty([start]);
    const seen = new Set<string>();
    const queue = [start];
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
    return [...seen].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
  }

  it('has no heavy package in the command line', () => {
    const loaded = packagesLoadedWith('dist/trustdeck.cjs');
    const heavy = [
      'react',
      'ink',
      'ink-table',
      'ink-text-input',
      'node-forge',
      '@noble/curves',
      'conf',
      'ajv',
    ];
    expect(heavy.filter((name) => loaded.has(name))).toEqual([]);
  });

  it('opens the app without what its first frame does not need', () => {
    const loaded = packagesLoadedWith('dist/app/open-app.js');
    const heavy = ['node-forge', '@noble/curves', 'conf', 'commander', 'undici'];
    expect(heavy.filter((name) => loaded.has(name))).toEqual([]);
  });

  it('opens the app without its wizards', () => {
    const [app] = Object.entries(outputs).find(([, output]) => 'source/tui/index.tsx' in output.inputs) ?? [];
    const loaded = modulesLoadedWith(app ?? 'the app');
    expect(loaded).toContain('source/tui/keymap/secret-input.ts');
    expect(
      loaded.filter((name) => /^source\/tui\/(?:wizards|messages\/english\/wizards)\//.test(name)),
    ).toEqual([]);
  });

  it('opens the app without what only servers that want a login need', () => {
    const loaded = modulesLoadedWith('dist/app/open-app.js');
    expect(loaded).toContain('source/docker/logins.ts');
    expect(
      loaded.filter((name) => /^source\/docker\/(?:credential|auth-config|login-text)/.test(name)),
    ).toEqual([]);
  });

  it('has the form that the code cache expects', () => {
    const bundle = readFileSync(resolve(import.meta.dirname, '../../dist/trustdeck.cjs'), 'utf8');
    expect(bundle).toMatch(/^\/\/[0-9a-f]{16}\n\(function \(exports, require, module\) \{/);
    expect(bundle).not.toMatch(/\bimport\(/);
  });
});
