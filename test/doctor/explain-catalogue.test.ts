import { describe, expect, it } from 'vitest';
import type { CommandSpec } from '../../source/cli/command.ts';
import { createProgram } from '../../source/cli/program.ts';
import { MESSAGES } from '../../source/doctor/messages/catalogue.ts';
import { explain } from '../../source/doctor/messages/explain.ts';
import { HOLES } from '../../source/doctor/messages/holes.ts';
import { FINDING_CODES } from '../../source/operations/index.ts';
import { EVERY_LINE } from './support/lines.ts';

/** Commands in the texts of an explanation, which are in backticks. */
function commandsIn(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => [...text.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command));
}

/** The command of trustdeck that a line is; throws what the parser says when it is none. */
function parsed(line: string): CommandSpec {
  const [, ...argv] = line.split(' ');
  const invoked: CommandSpec[] = [];
  createProgram({
    argv,
    version: '0',
    onInvoke: (spec) => invoked.push(spec),
    writeOut: () => undefined,
  }).parse(argv, { from: 'user' });
  const [spec] = invoked;
  if (spec === undefined) {
    throw new Error(`${line} is no command`);
  }
  return spec;
}

describe.each(MESSAGES.map((entry) => [entry.message, entry] as const))('the entry for %j', (_, entry) => {
  it('says what it means, why it appears and what to do', () => {
    for (const text of [entry.means, ...entry.because, ...entry.next]) {
      expect(text).toMatch(/^\S.*[.?]$/s);
    }
    expect(entry.because.length).toBeGreaterThan(0);
    expect(entry.next.length).toBeGreaterThan(0);
  });

  it('names only codes that the doctor has, each once', () => {
    expect(entry.codes.filter((code) => !FINDING_CODES.includes(code))).toEqual([]);
    expect(new Set(entry.codes).size).toBe(entry.codes.length);
  });

  it('fills in only what there is', () => {
    const texts = [entry.means, ...entry.because, ...entry.next].join(' ');
    const names = [...texts.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !HOLES.has(name))).toEqual([]);
  });
});

describe('what is explained', () => {
  const explained = [
    ...EVERY_LINE.map(([line]) => [line, explain(line)] as const),
    ...MESSAGES.map(({ message }) => [message, explain(message)] as const),
  ];

  it('has commands that exist', () => {
    const commands = explained.flatMap(([, explanations]) =>
      commandsIn(explanations.flatMap(({ because, next }) => [...because, ...next])),
    );
    const ours = [...new Set(commands)].filter((command) => command.startsWith('trustdeck '));
    expect(ours.length).toBeGreaterThan(50);
    for (const command of ours.filter((line) => line !== 'trustdeck doctor')) {
      expect(() => parsed(command), command).not.toThrow();
    }
  });

  it('is checked by a parser that would refuse anything else', () => {
    expect(() => parsed('trustdeck doctor REPO --mend')).toThrow();
    expect(() => parsed('trustdeck cure REPO')).toThrow();
  });

  it('has nothing left to fill in', () => {
    const texts = explained.flatMap(([, explanations]) =>
      explanations.flatMap(({ means, because, next }) => [means, ...because, ...next]),
    );
    expect(texts.filter((text) => /\{[a-z]+\}|undefined/.test(text))).toEqual([]);
  });

  it('puts every command of trustdeck in backticks', () => {
    const texts = MESSAGES.flatMap(({ means, because, next }) => [means, ...because, ...next]);
    const outside = texts
      .map((text) => text.replace(/`[^`]+`/g, ''))
      .filter((text) => text.includes('trustdeck '));
    const names =
      /trustdeck (?:doctor|key|signer|delegation|sign|revoke|witness|publish|reset|delete|init|list|inspect)\b/;
    expect(outside.filter((text) => names.test(text))).toEqual([]);
  });
});
