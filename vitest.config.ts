import { defineConfig } from 'vitest/config';

/** `unit` needs nothing but npm; `interop` needs the real notary and docker clients (CONTRIBUTING.md). */
export default defineConfig({
  // ink-table is CommonJS that requires an ES module; the bundle copes, Node does not (test/support/ink-table.ts).
  resolve: { alias: { 'ink-table': new URL('./test/support/ink-table.ts', import.meta.url).pathname } },
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/interop/**', 'test/terminal/**'],
        },
      },
      {
        extends: true,
        test: { name: 'terminal', include: ['test/terminal/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'interop',
          include: ['test/interop/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
