import { afterAll, describe, expect, it } from 'vitest';
import { Shell } from './support/run.ts';

describe('doctor --explain', () => {
  const shell = new Shell();
  afterAll(() => shell.dispose());

  const MESSAGE =
    'role targets/releases has fewer keys than its threshold of 1; it will not be usable until keys are added to it';

  it('says what a message means, why it appears and what to do', async () => {
    const { code, stdout, stderr } = await shell.run(['doctor', '--explain', MESSAGE]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\n {2}Why it appears:\n {4}1\. .+\n[\s\S]*\n {2}What to do:\n {4}1\. /);
    expect(stdout).toContain('releases-keys-below-threshold');
  });

  it.each([[['--explain']], [['--explain', '-']]])('reads what is piped in with %j', async (options) => {
    const input = `$ docker push app\nThe push refers to repository\n${MESSAGE}\n`;
    const { code, stdout } = await shell.run(['doctor', ...options], { input });
    expect(code).toBe(0);
    expect(stdout).toContain('releases-keys-below-threshold');
  });

  it('heads each explanation with the message as it was met, so that those of two roles can be told apart', async () => {
    const other = MESSAGE.replace('targets/releases', 'targets/jeff');
    const { stdout } = await shell.run(['doctor', '--explain'], { input: `${MESSAGE}\n${other}\n` });
    const headings = stdout.split('\n').filter((line) => line.startsWith('role '));
    expect(headings).toEqual([MESSAGE, other].map((text) => `${text}  (docker or notary)`));
  });

  it('takes several, and ends with 1 when one of them is not known', async () => {
    const { code, json } = await shell.run([
      'doctor',
      '--json',
      '--explain',
      MESSAGE,
      '--explain',
      'xyzzy plugh',
    ]);
    expect(code).toBe(1);
    expect(json()).toMatchObject({
      messages: [
        { message: MESSAGE, explanations: [{ tool: 'either', values: { count: '1' } }] },
        { message: 'xyzzy plugh', explanations: [] },
      ],
    });
    const told = await shell.run(['doctor', '--explain', 'xyzzy plugh']);
    expect(told).toMatchObject({ code: 1 });
    expect(told.stdout).toContain('Run trustdeck doctor REPO');
  });

  it.each([
    ['no input', {}],
    ['empty input', { input: ' \n' }],
    ['a terminal', { answers: [] }],
  ])('refuses to explain nothing: %s', async (_, options) => {
    const { code, stdout, stderr, typist } = await shell.run(['doctor', '--explain'], options);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(typist?.text ?? stderr).toContain('There is no message to explain');
  });

  it('draws nothing that a pasted message could steer a terminal with', async () => {
    const ESC = String.fromCharCode(27);
    const { stdout } = await shell.run(['doctor', '--explain', `xyzzy${ESC}[2J plugh`]);
    expect(stdout).not.toContain(ESC);
    expect(stdout).toContain('xyzzy\ufffd[2J plugh');
  });
});
