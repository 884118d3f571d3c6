// Bundles source/ into dist/: the command line as CommonJS, the app as ES modules (ARCHITECTURE.md, "Start-up").
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { trimmed } from './trimmed.mjs';

/** What only a few commands load. Each is a file of its own, so that the others do not read it. */
const SELDOM_LOADED = [
  { name: 'conf', entry: 'conf', asked: /^conf$/ },
  { name: 'node-forge', entry: 'node-forge/lib/asn1.js', asked: /^node-forge\/lib\/asn1\.js$/ },
  { name: 'noble-curves', entry: '@noble/curves/nist.js', asked: /^@noble\/curves\/nist\.js$/ },
  // undici's parser for processors without SIMD.
  { name: 'llhttp', entry: 'undici/lib/llhttp/llhttp-wasm.js', asked: /\/llhttp-wasm\.js$/ },
];

/** Where the command line finds what is not in its own file. */
const elsewhere = {
  name: 'elsewhere',
  setup({ onResolve }) {
    const redirect = (filter, path) => onResolve({ filter }, () => ({ path, external: true }));
    redirect(/\/open-app\.ts$/, '../bin/open-app.js');
    for (const { name, asked } of SELDOM_LOADED) {
      redirect(asked, `./packages/${name}.cjs`);
    }
  },
};

/** `conf` is an ES module. Whoever imports its default from a CommonJS file gets all that the file exports. */
const conf = {
  name: 'conf',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^conf$/ }, ({ kind }) =>
      kind === 'entry-point' ? { path: 'conf', namespace: 'default-export' } : null,
    );
    onLoad({ filter: /./, namespace: 'default-export' }, ({ path }) => ({
      contents: `module.exports = require('${path}').default;`,
      resolveDir: process.cwd(),
    }));
  },
};

const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  minify: true,
  legalComments: 'linked',
  metafile: true,
  define: { 'process.env.NODE_ENV': '"production"' },
};
const COMMON_JS = { ...COMMON, format: 'cjs', outExtension: { '.js': '.cjs' } };

rmSync('dist', { recursive: true, force: true });
const built = await Promise.all([
  build({
    ...COMMON_JS,
    entryPoints: { trustdeck: 'source/main.ts' },
    outdir: 'dist',
    plugins: [elsewhere, trimmed],
    // code-cache.js evaluates the bundle: one expression, a function of a module's scope, which can only require.
    supported: { 'dynamic-import': false },
    banner: { js: '(function (exports, require, module) {' },
    footer: { js: '})' },
  }),
  build({
    ...COMMON_JS,
    entryPoints: Object.fromEntries(SELDOM_LOADED.map(({ name, entry }) => [name, entry])),
    outdir: 'dist/packages',
    plugins: [conf],
  }),
  build({
    ...COMMON,
    entryPoints: ['source/open-app.ts'],
    outdir: 'dist/app',
    format: 'esm',
    splitting: true,
    plugins: [trimmed],
    // CommonJS packages inside an ES module bundle still call require for Node's own modules.
    banner: {
      js: 'import { createRequire as bundleRequire } from "node:module"; const require = bundleRequire(import.meta.url);',
    },
  }),
]);
identify('dist/trustdeck.cjs');
const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
writeFileSync('dist/meta.json', JSON.stringify({ outputs }));

/** Lets the bundle begin with its own digest, by which code-cache.js tells this build from others. */
function identify(file) {
  const text = readFileSync(file, 'utf8');
  const id = createHash('sha256').update(text).digest('hex').slice(0, 16);
  writeFileSync(file, `//${id}\n${text}`);
}
