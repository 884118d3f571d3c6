import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Runs the program under this Node, which says that it is another. */
function runAs(version: string) {
  const claim = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  const preload = `data:text/javascript,${encodeURIComponent(claim)}`;
  return spawnSync(process.execPath, ['--import', preload, 'bin/trustdeck.js', '--version'], {
    encoding: 'utf8',
  });
}

describe('the oldest Node', () => {
  it.each(['18.20.8', '20.19.0', '21.7.3', '22.0.0', '22.14.0'])(
    'is not %s, and one line says so',
    (version) => {
      const { status, stdout, stderr } = runAs(version);
      expect({ status, stdout, stderr }).toEqual({
        status: 1,
        stdout: '',
        stderr: `trustdeck needs Node.js 22.15 or newer; this is ${version}.\n`,
      });
    },
  );

  it.each(['22.15.0', '23.10.0', '24.0.0'])('may be %s', (version) => {
    expect(runAs(version).stderr).not.toContain('needs Node.js');
  });

  it('is the one that the package asks for', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).engines).toEqual({ node: '>=22.15' });
  });
});
