import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzyScore } from '../../source/tui/overlays/fuzzy.ts';

function best(typed: string, texts: readonly string[]): string | undefined {
  return texts
    .map((text) => ({ text, score: fuzzyScore(text, typed) }))
    .filter(({ score }) => score !== null)
    .sort((left, right) => Number(right.score) - Number(left.score))[0]?.text;
}

describe('fuzzyScore', () => {
  it('prefers beginnings of words and runs of characters', () => {
    expect(best('ref', ['prefix of it', 'refresh: again', 'read every file'])).toBe('refresh: again');
    expect(best('ta', ['registry/team/api', 'registry/other/data'])).toBe('registry/team/api');
  });

  it('does not match what lacks a character, or has them in another order', () => {
    expect(fuzzyScore('refresh', 'x')).toBeNull();
    expect(fuzzyScore('ab', 'ba')).toBeNull();
  });

  it('matches every text by itself and by any of its characters left out', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z/ .-]{1,30}$/), fc.nat(), (text, seed) => {
        const shorter = text.slice(0, seed % text.length) + text.slice((seed % text.length) + 1);
        expect(fuzzyScore(text, text)).not.toBeNull();
        expect(fuzzyScore(text, shorter)).not.toBeNull();
      }),
    );
  });
});
