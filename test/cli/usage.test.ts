import { afterAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../source/cli/command-table.ts';
import { GLOBAL_OPTIONS } from '../../source/cli/common-options.ts';
import { flagNames } from '../../source/cli/flag-names.ts';
import { Shell } from './support/run.ts';

describe('the command line itself', () => {
  const shell = new Shell();
  afterAll(() => shell.dispose());

  it('prints its version', async () => {
    expect(await shell.run(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('lists every command in its help', async () => {
    const { code, stdout } = await shell.run(['--help']);
    expect(code).toBe(0);
    for (const { name } of COMMANDS) {
      expect(stdout).toContain(`\n  ${name.split(' ')[0]} `);
    }
  });

  it.each(COMMANDS.map(({ name, example }) => [name, example]))(
    'shows an example for %s',
    async (name, example) => {
      const { code, stdout } = await shell.run([...name.split(' '), '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`Example: ${example}`);
      expect(stdout).toContain('--trust-dir');
    },
  );

  it.each(COMMANDS)('has a module that runs $name', async ({ load }) => {
    expect((await load()).run).toBeTypeOf('function');
  });

  it.each([
    [['inpect', 'x'], 'Did you mean inspect?'],
    [['inspect', '--prety', 'x'], 'Did you mean --pretty?'],
    [['inspect'], "Missing required argument 'repo[:tag]'"],
    [['list', 'a', 'b'], 'Too many arguments'],
    [['delegation'], 'trustdeck delegation needs another word'],
    [['delegation', 'lst', 'x'], 'Did you mean list?'],
    [['--server', 'https://127.0.0.1', 'delegation'], 'It stands for: delegation list, '],
    [['--trust-dir', 'key', 'repo', 'add'], 'Run trustdeck repo add --help'],
    [['verify', 'x:y'], '--digest'],
    [['--server'], 'argument missing'],
  ])('says what is wrong with %j, and ends with 2', async (argv, words) => {
    const { code, stdout, stderr } = await shell.run(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Error: .+\nWhy: {3}.+\nNext: {2}.+\n$/);
    expect(stderr).toContain(words);
  });

  it('says it as data with --json', async () => {
    const { code, stderr, json } = await shell.run(['inspect', '--json', '--bogus']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(json()).toMatchObject({ error: { code: 'usage', message: "Unknown option '--bogus'" } });
  });

  it('takes global options before and after the command', async () => {
    for (const argv of [
      ['--trust-dir', 'nowhere', 'key', 'list'],
      ['key', '--trust-dir', 'nowhere', 'list'],
      ['key', 'list', '--trust-dir', 'nowhere'],
    ]) {
      expect(await shell.run(argv)).toMatchObject({ code: 0, stdout: 'No signing keys found.\n' });
    }
  });

  it('says what to do without a terminal, as data with --json', async () => {
    const { code, stdout, stderr } = await shell.run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Error: The app needs a terminal\n/);
    const asData = await shell.run(['--json', '--server', 'https://127.0.0.1:1']);
    expect(asData).toMatchObject({ code: 2, stderr: '' });
    expect(asData.json()).toMatchObject({ error: { code: 'usage' } });
  });

  it('shows where a wrong command line was noticed with --debug', async () => {
    const { stderr } = await shell.run(['--debug', 'frobnicate']);
    expect(stderr).toMatch(/^debug: {5}at /m);
  });

  it.each(['bash', 'zsh', 'fish'])('completes every command and option in %s', async (name) => {
    const { code, stdout } = await shell.run(['completion', name]);
    expect(code).toBe(0);
    const words = COMMANDS.flatMap((command) => command.name.split(' '));
    const options = [...GLOBAL_OPTIONS, ...COMMANDS.flatMap((command) => command.options)].flatMap(
      ({ flags }) => flagNames(flags).flatMap((name) => /(?<=^--).+/.exec(name) ?? []),
    );
    for (const word of [...words, ...options]) {
      expect(stdout).toMatch(new RegExp(`\\b${word}\\b`));
    }
  });
});
