import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const top = resolve(import.meta.dirname, '../..');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: top,
  encoding: 'utf8',
})
  .split('\n')
  .filter((name) => name !== '' && existsSync(join(top, name)));

const read = (name: string) => readFileSync(join(top, name), 'utf8');
const sources = tracked.filter((name) => /^source\/.*\.tsx?$/.test(name));
const tests = tracked.filter((name) => /^test\/.*\.(test|spec)\.[jt]sx?$/.test(name));

describe('repository health', () => {
  it('has no source file over 300 lines', () => {
    expect(sources.filter((name) => read(name).split('\n').length > 301)).toEqual([]);
  });

  it('has no test file that a runner pattern misses', () => {
    expect(
      tests.filter((name) => !/^test\/(?:[a-z-]+)\/(?:.*\/)?[a-z0-9-]+\.test\.tsx?$/.test(name)),
    ).toEqual([]);
  });

  it('has no skipped, exclusive or pending test', () => {
    const found = tests.filter((name) => /\b(?:it|test|describe)\.(?:skip|todo|only)\(/.test(read(name)));
    expect(found).toEqual([]);
  });

  it('ends the process in one place only', () => {
    const found = sources.filter(
      (name) => name !== 'source/main.ts' && /\bprocess\.exit(?:Code)?\b/.test(read(name)),
    );
    expect(found).toEqual([]);
  });

  it('leaves nothing for later in the code', () => {
    expect(sources.filter((name) => /\b(?:TODO|FIXME|XXX)\b/.test(read(name)))).toEqual([]);
  });

  it('gives a reason for each dependency in ARCHITECTURE.md', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const architecture = read('ARCHITECTURE.md');
    const unexplained = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !architecture.includes(`\`${name}\``),
    );
    expect(unexplained).toEqual([]);
  });
});
