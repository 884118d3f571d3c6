import { readFile } from 'node:fs/promises';

// What the bundle leaves out of its packages: modules that take long to load and that trustdeck never reaches.
// Each entry says which package asks for what, why it is not needed, and what stands there instead.
const TRIMMED = [
  {
    package: 'ink',
    module: /^react-devtools-core$/,
    why: 'Ink loads its developer tools only under DEV=true; they are no dependency of ours',
    contents: 'export default {}',
  },
  {
    package: 'commander',
    module: /^node:child_process$/,
    why: 'only for subcommands that are programs of their own',
    contents: 'module.exports = {}',
  },
  {
    package: 'undici',
    module: /^node:http2$|\/client-h2\.js$/,
    why: 'Notary servers are asked over HTTP/1.1 (allowH2: false)',
    contents: 'module.exports = { constants: {} }',
  },
  {
    package: 'undici',
    module: /^node:http$/,
    why: 'needed for one default and one instanceof, of request bodies that are never sent',
    contents: 'module.exports = { maxHeaderSize: 16384, IncomingMessage: class {} }',
  },
  {
    package: 'undici',
    module: /^node:assert$/,
    why: 'loads colours and a diff for messages nobody reads; the checks themselves stay',
    contents: `
      const assert = (value, message) => { if (!value) throw message instanceof Error ? message : new Error(message); };
      assert.strictEqual = assert.equal = (left, right, message) => assert(Object.is(left, right), message);
      assert.notStrictEqual = (left, right, message) => assert(!Object.is(left, right), message);
      assert.ok = assert;
      module.exports = assert;`,
  },
  {
    package: 'undici',
    module: /^node:perf_hooks$/,
    why: 'the global is the same object',
    contents: 'module.exports = { performance }',
  },
  {
    package: 'undici',
    module: /\/tree$/,
    why: 'knows the spelling of common header names; takes longer to fill than all our answers take to spell',
    contents: 'module.exports = { tree: { lookup: () => null } }',
  },
];

// What the bundle rewrites in its packages. The build fails when the text to replace is no longer there.
const REWRITTEN = [
  {
    file: /yoga-wasm-base64-esm\.js$/,
    why: 'reads its WebAssembly from a data: URL with fetch, for which Node loads all of fetch; without, it decodes the same bytes itself',
    text: /^/,
    by: 'const fetch = undefined;',
  },
  {
    file: /\/string-width\/index\.js$/,
    why: 'compiles the set of all emoji when loaded, which takes as long as starting Node; here when first asked',
    text: /const rgiEmojiRegex = (.*);/,
    by: 'let rgiEmoji; const rgiEmojiRegex = { test: (text) => (rgiEmoji ??= $1).test(text) };',
  },
  {
    file: /\/string-width\/index\.js$/,
    why: 'has ICU read its rules of segmentation when loaded, which takes longer than a table; here when first asked',
    text: /const segmenter = (.*);/,
    by: 'let segments; const segmenter = { segment: (text) => (segments ??= $1).segment(text) };',
  },
  {
    file: /\/string-width\/index\.js$/,
    why: 'takes only ASCII for as wide as it is long, and anything else apart; the rules and marks of every row are one column each as well',
    text: /\\u0020-\\u007E/,
    by: String.raw`\u0020-\u007E\u2500-\u257F\u2026\u2713\u2717\u25B8\u25CF\u25CB`,
  },
  {
    file: /\/ink\/build\/output\.js$/,
    why: 'takes each line of each frame apart anew, which is most of what a frame costs; here lines are known from the frames before, a few screens full of them',
    text: / {4}caches = new OutputCaches\(\);/,
    by: `
    static #known = new OutputCaches();
    get caches() {
      if (Output.#known.styledChars.size > 500) Output.#known = new OutputCaches();
      return Output.#known;
    }`,
  },
  {
    file: /\/ink\/build\/output\.js$/,
    why: 'makes a new blank for each cell of each frame; cells are replaced and never changed, so that one does for all',
    text: /row\.push\((\{\s+type: 'char',\s+value: ' ',\s+fullWidth: false,\s+styles: \[\],\s+\})\);/,
    by: 'row.push(this.blank ??= $1);',
  },
  {
    file: /\/ansi-tokenize\/build\/styledChars\.js$/,
    why: 'copies the styles of a run for each of its characters, where they are never changed: what is kept of each line gets half as large, and the same style is known at once',
    text: /styles: \[\.\.\.codes\]/,
    by: 'styles: codes',
  },
];

/** An esbuild plugin that puts the replacements in place. */
export const trimmed = {
  name: 'trimmed',
  setup(build) {
    for (const [index, { package: name, module }] of TRIMMED.entries()) {
      const importer = new RegExp(`/node_modules/${name}/`);
      build.onResolve({ filter: module }, (args) =>
        importer.test(args.importer) ? { path: String(index), namespace: 'trimmed' } : undefined,
      );
    }
    build.onLoad({ filter: /.*/, namespace: 'trimmed' }, ({ path }) => ({
      contents: TRIMMED[path].contents,
    }));
    for (const { file } of REWRITTEN) {
      build.onLoad({ filter: file }, ({ path }) => rewritten(path));
    }
  },
};

/** The file with all its rewrites. */
async function rewritten(path) {
  const rewrites = REWRITTEN.filter(({ file }) => file.test(path));
  const before = await readFile(path, 'utf8');
  const gone = rewrites.filter(({ text }) => !text.test(before));
  return gone.length === 0
    ? { contents: rewrites.reduce((contents, { text, by }) => contents.replace(text, by), before) }
    : { errors: gone.map(({ text }) => ({ text: `${path} no longer holds ${text}` })) };
}
