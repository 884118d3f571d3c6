import { createRequire, Module } from 'node:module';
import * as ink from 'ink';

/**
 * ink-table is CommonJS and asks for `require("ink")`, which Node refuses for a module with top-level await. The
 * bundle has no such border; here the loaded module is put where that `require` looks first.
 */
const require = createRequire(import.meta.url);
const place = createRequire(require.resolve('ink-table')).resolve('ink');
const loaded = new Module(place);
loaded.filename = place;
loaded.loaded = true;
loaded.exports = ink;
require.cache[place] = loaded;

export default require('ink-table').default;
