#!/usr/bin/env node
// CommonJS (see package.json beside it), which Node starts faster, and in words that an older Node can read too.
// 22.15 is the first that knows the certificates of the operating system.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 15)) {
  process.stderr.write(`trustdeck needs Node.js 22.15 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  start();
}

function start() {
  let bundle;
  try {
    bundle = require('./code-cache.js').load('../dist/trustdeck.cjs');
  } catch (error) {
    process.stderr.write(
      `trustdeck cannot start: ${error.message}\nIn a clone, npm start builds it first.\n`,
    );
    process.exitCode = 1;
    return;
  }
  bundle.run();
}
