import { closeSync, openSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputDialog } from '../../source/input-dialog.ts';
import type { Surroundings } from '../../source/surroundings.ts';
import { Shell } from './support/run.ts';
import { type Answer, secretly, Typist, types } from './support/typist.ts';

const none = new AbortController().signal;
const noScreen = () => null;

describe('questions', () => {
  let shell: Shell;
  beforeEach(() => {
    shell = new Shell();
  });
  afterEach(() => shell.dispose());

  function surroundings(more: Partial<Surroundings>): Surroundings {
    return {
      stdout: new Typist([]).stderr,
      stderr: new Typist([]).stderr,
      stdin: Readable.from([]),
      terminal: null,
      env: {},
      home: shell.home,
      cwd: shell.home,
      signal: none,
      interrupt: () => undefined,
      atExit: () => undefined,
      ...more,
    };
  }

  const atTerminal = (answers: readonly Answer[], more: Partial<Surroundings> = {}) => {
    const typist = new Typist(answers);
    const dialog = new InputDialog(
      surroundings({ stdin: typist.stdin, stderr: typist.stderr, ...more }),
      noScreen,
    );
    return { dialog, typist };
  };

  const piped = (...pieces: readonly (string | Buffer)[]) =>
    new InputDialog(surroundings({ stdin: Readable.from(pieces) }), noScreen);

  it('reads hidden and shown lines in turn, at a terminal in the right mode', async () => {
    const { dialog, typist } = atTerminal([secretly('Secret: ', 's3cret\r'), types('Sure? ', 'yes')]);
    expect(await dialog.readSecret('Secret: ', none)).toBe('s3cret');
    expect(await dialog.readLine('Sure? ', none)).toBe('yes');
    expect(typist).toMatchObject({ misplaced: [], left: [], raw: false, text: 'Secret: \nSure? ' });
  });

  it('answers the next question with what was pasted at once, with either end of line', async () => {
    for (const ends of ['\r', '\n', '\r\n']) {
      const { dialog } = atTerminal([secretly('1: ', `first${ends}second${ends}third${ends}`)]);
      expect(await dialog.readSecret('1: ', none)).toBe('first');
      expect(await dialog.readSecret('2: ', none)).toBe('second');
      expect(await dialog.readLine('3: ', none)).toBe('third');
    }
  });

  it('asks one question at a time', async () => {
    const { dialog } = atTerminal([secretly('1: ', 'one\r'), secretly('2: ', 'two\r')]);
    const both = await Promise.all([dialog.readSecret('1: ', none), dialog.readSecret('2: ', none)]);
    expect(both).toEqual(['one', 'two']);
  });

  it('puts the terminal back when the process is told to stop, and goes on no further', async () => {
    const stop = new AbortController();
    const { dialog, typist } = atTerminal([secretly('1: ', 'half')]);
    const asked = dialog.readSecret('1: ', stop.signal);
    const settled = expect(asked).rejects.toThrow('terminated');
    await new Promise(setImmediate);
    expect(typist.raw).toBe(true);
    stop.abort(new Error('terminated'));
    await settled;
    expect(typist.raw).toBe(false);
  });

  it('puts the terminal back at the end of the process, in whatever way it comes', async () => {
    const cleanUps: (() => void)[] = [];
    const { dialog, typist } = atTerminal([], { atExit: (cleanUp) => cleanUps.push(cleanUp) });
    const stop = new AbortController();
    const asked = dialog.readSecret('1: ', stop.signal).catch(() => null);
    await new Promise(setImmediate);
    expect(typist.raw).toBe(true);
    for (const cleanUp of cleanUps) {
      cleanUp();
    }
    expect(typist.raw).toBe(false);
    stop.abort();
    await asked;
  });

  it('hands Ctrl+C on as the interruption that it is', async () => {
    const stop = new AbortController();
    const { dialog } = atTerminal([secretly('1: ', 'ab\u0003ignored\r')], { interrupt: () => stop.abort() });
    await expect(dialog.readSecret('1: ', stop.signal)).rejects.toThrow(/abort/i);
  });

  it('gets null at Ctrl+D, and at the end of input', async () => {
    const { dialog } = atTerminal([secretly('1: ', '\u0004')]);
    expect(await dialog.readSecret('1: ', none)).toBeNull();
    expect(await piped('').readSecret('', none)).toBeNull();
    expect(await piped('').readLine('', none)).toBeNull();
  });

  it('reads line after line from a pipe, however it is cut into pieces', async () => {
    const text = Buffer.from('erste\r\nzwölf 🔑\n\nlast');
    for (const size of [1, 2, 5, text.length]) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.subarray(index * size, (index + 1) * size),
      );
      const dialog = piped(...pieces);
      const lines = [];
      for (
        let line = await dialog.readSecret('', none);
        line !== null;
        line = await dialog.readSecret('', none)
      ) {
        lines.push(line);
      }
      expect(lines).toEqual(['erste', 'zwölf 🔑', '', 'last']);
    }
  });

  it('never waits for what is neither terminal nor pipe', async () => {
    const fd = openSync('/dev/null', 'r');
    const dialog = new InputDialog(
      surroundings({ stdin: Object.assign(Readable.from([]), { fd }) }),
      noScreen,
    );
    closeSync(fd);
    expect(dialog.partner).toBe('none');
    const [{ stdin }, { stderr }] = [new Typist([]), new Typist([])];
    const blind = surroundings({ stdin, stderr: Object.assign(stderr, { isTTY: false }) });
    expect(new InputDialog(blind, noScreen).partner).toBe('none');
  });

  it('asks on the terminal that it was started in when stderr leads elsewhere', async () => {
    const typist = new Typist([types('Sure? ', 'yes'), secretly('Secret: ', 's3cret\r')]);
    const { stderr } = new Typist([]);
    const redirected = surroundings({ stdin: typist.stdin, stderr: Object.assign(stderr, { isTTY: false }) });
    const dialog = new InputDialog(redirected, () => typist.stderr);
    expect(dialog).toMatchObject({ partner: 'terminal', apart: true });
    expect(await dialog.readLine('Sure? ', none)).toBe('yes');
    expect(await dialog.readSecret('Secret: ', none)).toBe('s3cret');
    expect(typist.misplaced).toEqual([]);
  });

  it('begins a line of its own after a question that ended without Enter', async () => {
    const { dialog, typist } = atTerminal([]);
    typist.stdin.push(null);
    expect(await dialog.readLine('Sure? ', none)).toBeNull();
    expect(typist.text).toBe('Sure? \n');
  });
});
