// Compiling trustdeck takes longer than running it. Node's own compile cache keeps a file as it is before it runs, when
// nearly all its functions are still to be compiled; this one keeps what a command has compiled by its end.
const {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** The digest with which the bundle begins: V8 compares no more than its length with the one that was compiled. */
const BUILD_ID = /^\/\/([0-9a-f]{16})\n/;

/** Runs the bundle at `path`, relative to this file, and returns what it exports. */
exports.load = (path) => {
  const file = join(__dirname, path);
  const source = readFileSync(file, 'latin1');
  const cache = cacheOf(source, process.argv.slice(2));
  const cachedData = cache === null ? undefined : read(cache.file);
  const script = new Script(source, { filename: file, cachedData });
  if (cache !== null && (cachedData === undefined || script.cachedDataRejected)) {
    keep = () => {
      keep = () => undefined;
      write(cache, script.createCachedData());
    };
    process.once('exit', (code) => cache.complete.includes(code) && keep());
  }
  const bundle = new module.constructor(file, module);
  bundle.filename = file;
  script.runInThisContext()(bundle.exports, bundle.require.bind(bundle), bundle);
  return bundle.exports;
};

let keep = () => undefined;

/** Keeps now what else would be kept at the end. */
exports.keepCode = () => keep();

/** A private folder, as code from a shared one could be anybody's; null when there is none. */
exports.cacheFolder = () => {
  const { HOME, XDG_CACHE_HOME } = process.env;
  const home = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  return home ? join(home, 'trustdeck') : null;
};

/** Step by step: Node's recursive `mkdir` never returns where nothing can be made, as below `/proc`. */
function makeFolder(folder) {
  if (!existsSync(folder)) {
    makeFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  }
}

/** What the first word of a command may be when it has two; `test/start/code-cache.test.ts` knows if one is missing. */
const GROUPS = ['delegation', 'key', 'repo', 'signer'];

/** Exit codes after which a command has called all that it usually calls; 3 is how the doctor says that something is wrong. */
const COMPLETE = new Map([['doctor', [0, 3]]]);

/** Each command has a file of its own, with the functions that it calls. */
function cacheOf(source, [first = '', second = '']) {
  const folder = exports.cacheFolder();
  const id = BUILD_ID.exec(source.slice(0, 32));
  if (folder === null || id === null) {
    return null;
  }
  const build = `${process.version}-${process.arch}-${id[1]}`;
  const name = GROUPS.includes(first) ? `${first}-${second}` : first;
  const command = /^[a-z]{1,16}(-[a-z]{1,16})?$/.test(name) ? name : 'other';
  const complete = COMPLETE.get(command) ?? [0];
  return { build, file: join(folder, 'code', `${build}-${command}`), complete };
}

/** The cached code, or undefined when there is none that this user wrote. */
function read(file) {
  let opened;
  try {
    opened = openSync(file, 'r');
    return fstatSync(opened).uid === (process.getuid?.() ?? 0) ? readFileSync(opened) : undefined;
  } catch {
    return undefined;
  } finally {
    if (opened !== undefined) {
      closeSync(opened);
    }
  }
}

/** Leaves nothing of other builds behind. Where nothing can be written, starts just stay slow. */
function write({ file, build }, code) {
  const folder = dirname(file);
  const unfinished = `${file}.${process.pid}`;
  try {
    makeFolder(folder);
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(build)) {
        rmSync(join(folder, name), { force: true });
      }
    }
    writeFileSync(unfinished, code, { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, file);
  } catch {
    // Nothing of it matters to the command, which has ended well.
  }
}
