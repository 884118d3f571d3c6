// Bundles source/ into dist/: one small entry and lazily loaded chunks, so that a subcommand never reads the app.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { trimmed } from './trimmed.mjs';

rmSync('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['source/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  keepNames: false,
  legalComments: 'linked',
  metafile: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [trimmed],
  // CommonJS packages inside an ES module bundle still call require for Node's own modules.
  banner: {
    js: 'import { createRequire as bundleRequire } from "node:module"; const require = bundleRequire(import.meta.url);',
  },
});
mkdirSync('dist', { recursive: true });
writeFileSync('dist/meta.json', JSON.stringify(metafile));
