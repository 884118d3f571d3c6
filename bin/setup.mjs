// Installs the dependencies when they are missing or not those of the lock file; says nothing when all is well.
// Runs on whatever Node npm runs on, before the project's own Node is there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const lock = readPackages('package-lock.json');
const installed = existsSync('node_modules/.package-lock.json')
  ? readPackages('node_modules/.package-lock.json')
  : {};

if (!isInstalled()) {
  const result = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    stdio: 'inherit',
  });
  process.exitCode = result.status ?? 1;
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

function isInstalled() {
  return Object.entries(lock).every(
    ([path, entry]) =>
      path === '' ||
      (path in installed
        ? installed[path].version === entry.version
        : entry.optional || entry.devOptional || entry.peer),
  );
}
