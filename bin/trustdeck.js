#!/usr/bin/env node
// Nothing but dynamic imports here, so that even an old Node gets far enough to say what it is missing.
if (Number.parseInt(process.versions.node, 10) < 22) {
  process.stderr.write(`trustdeck needs Node.js 22 or newer; this is ${process.versions.node}.\n`);
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

// The cache lives in a private folder: code read from a shared one could be anybody's. Node 22.0 has none yet.
function enableCompileCache() {
  const { join } = process.getBuiltinModule?.('node:path') ?? {};
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && join?.(process.env.HOME, '.cache'));
  if (home && join) {
    process.getBuiltinModule('node:module').enableCompileCache?.(join(home, 'trustdeck', 'compile-cache'));
  }
}
