// The app is made of ES modules, as Ink awaits while it loads. This is where the command line passes over to them; for
// ES modules there is no code cache but Node's own.
const { join } = require('node:path');
const { cacheFolder, keepCode } = require('./code-cache.js');

exports.openApp = async (request) => {
  // The app changes V8's flags, and V8 takes no code back that it gave away under others.
  keepCode();
  const folder = cacheFolder();
  if (folder !== null) {
    require('node:module').enableCompileCache(join(folder, 'compile-cache'));
  }
  const { openApp } = await import('../dist/app/open-app.js');
  return openApp(request);
};
