import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../../source/doctor/messages/catalogue.ts';
import { explain } from '../../source/doctor/messages/explain.ts';
import { PASTE_LIMIT } from '../../source/doctor/messages/pasted.ts';
import { EVERY_LINE } from './support/lines.ts';

const MEGABYTE = 1_048_576;
/** Far above what it takes (tens of milliseconds), far below what going back over the text would. */
const BOUND_MS = 3_000;

function filled(piece: string): string {
  return piece.repeat(Math.ceil(MEGABYTE / piece.length)).slice(0, MEGABYTE);
}

/** Beginnings of every message, so that as many matches as can be are begun and none is finished. */
const BEGINNINGS = MESSAGES.flatMap(({ message, also = [] }) => [message, ...also]).map((wording) =>
  wording.slice(0, Math.ceil(wording.length * 0.6)).replace(/<\w+>?/g, 'targets/a'),
);

describe('hostile text', () => {
  it.each([
    ['one letter', filled('a')],
    ['spaces', filled(' ')],
    ['line breaks', filled('\n')],
    ['quotes and brackets', filled('"\'`([')],
    ['escape characters', filled('\u001b[')],
    ['an endless escape sequence', `\u001b[${filled('0;')}`],
    ['percent signs', filled('%!(')],
    ['backslashes', filled('\\"')],
    ['the beginning of one message', filled('role targets/a has fewer keys than its threshold of ')],
    ['the beginnings of all messages', filled(BEGINNINGS.join(' '))],
    ['the beginnings of all messages, in lines', filled(BEGINNINGS.join('\n'))],
    ['whole messages', filled(EVERY_LINE.map(([line]) => line).join('\n'))],
    ['words of messages', filled('threshold signatures keys role trust data ')],
    ['lines of words of messages', filled('threshold signatures keys role trust data\n')],
    ['letters that change their length', filled('\u0130\ufb03')],
  ])('of a megabyte of %s takes no more than a moment', (_, text) => {
    const started = performance.now();
    const explained = explain(text);
    expect(performance.now() - started).toBeLessThan(BOUND_MS);
    expect(explained.length).toBeLessThanOrEqual(20);
  });

  it('is looked at from its end, up to a limit', () => {
    const line = '* fatal: client is offline';
    expect(explain(`${'x\n'.repeat(PASTE_LIMIT)}${line}`)).toHaveLength(1);
    expect(explain(`${line}\n${'x\n'.repeat(PASTE_LIMIT)}`)).toEqual([]);
  });

  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(...EVERY_LINE.map(([line]) => line), ...BEGINNINGS),
          fc.string({ unit: 'binary', maxLength: 20 }),
          fc.constantFrom('\n', ' ', '"', '\u001b[31m', '%!s(MISSING)', '\ud800', 'constructor', '__proto__'),
        ),
        { maxLength: 12 },
      )
      .map((pieces) => pieces.join('')),
  );

  it('never throws, and says each thing once', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const said = explain(text).map(({ message, values }) => JSON.stringify([message, ...values]));
        expect(new Set(said).size).toBe(said.length);
      }),
      { numRuns: 300 },
    );
  });

  it('puts nothing into commands that a shell would act on', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const commands = explain(text).flatMap(({ next }) =>
          next.flatMap((step) =>
            [...step.matchAll(/`(trustdeck [^`]+)`/g)].map(([, command = '']) => command),
          ),
        );
        expect(commands.filter((command) => /[^\w ./:@%+~-]/.test(command))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('finds a line in whatever stands around it', () => {
    const noise = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !text.includes('\u001b'));
    fc.assert(
      fc.property(fc.constantFrom(...EVERY_LINE), noise, noise, ([line, message], before, after) => {
        const explained = explain(`${before}\n${line}\n${after}`);
        expect(explained.map((one) => one.message)).toContain(message);
      }),
      { numRuns: 300 },
    );
  });
});
