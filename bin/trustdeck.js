#!/usr/bin/env node
// Nothing but dynamic imports here, so that even an old Node gets far enough to say what it is missing.
// 22.15 is the first that knows the certificates of the operating system.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 15)) {
  process.stderr.write(`trustdeck needs Node.js 22.15 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  enableCompileCache();
  import('../dist/main.js').then(
    ({ run }) => run(),
    (error) => {
      process.stderr.write(
        `trustdeck cannot start: ${error.message}\nIn a clone, npm start builds it first.\n`,
      );
      process.exitCode = 1;
    },
  );
}

// The cache lives in a private folder: code read from a shared one could be anybody's.
function enableCompileCache() {
  const { join } = process.getBuiltinModule('node:path');
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && join(process.env.HOME, '.cache'));
  if (home) {
    process.getBuiltinModule('node:module').enableCompileCache(join(home, 'trustdeck', 'compile-cache'));
  }
}
