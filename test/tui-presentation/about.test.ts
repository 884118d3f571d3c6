import { describe, expect, test } from 'vitest';
import { english } from '../../source/tui/messages/english/english.ts';
import { tagFacts } from '../../source/tui/overlays/about/about-tag.ts';
import { factLines } from '../../source/tui/overlays/about/facts.ts';
import { lineWidth, plainText } from '../../source/tui/widgets/text-layout.ts';
import { sampleTag } from '../support/sample-parts.ts';
import { disputedReport } from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';

const texts = (width: number, ...facts: Parameters<typeof factLines>[0]) =>
  factLines(facts, width).map((line) => plainText(line).trimEnd());

describe('facts', () => {
  test('stand beside their names where they fit, and below them where they do not', () => {
    const facts = [
      { label: 'Kind', values: ['rsa'] },
      { label: 'Key ID', values: ['0123456789abcdef'] },
    ];
    expect(texts(40, ...facts)).toEqual(['Kind    rsa', 'Key ID  0123456789abcdef']);
    expect(texts(18, ...facts)).toEqual(['Kind    rsa', 'Key ID', ' 0123456789abcdef']);
    expect(texts(10, ...facts)).toEqual(['Kind', ' rsa', 'Key ID', ' 012345678', ' 9abcdef']);
  });

  test('without a value are left out', () => {
    expect(texts(40, { label: 'Certificate', values: [] }, { label: 'Kind', values: ['rsa'] })).toEqual([
      'Kind  rsa',
    ]);
  });

  test('show a digest with its algorithm on one line of the narrowest screen', () => {
    const lines = factLines(tagFacts(healthyReport(), 'v1', english), 72);
    expect(lines.map((line) => plainText(line))).toContainEqual(
      expect.stringMatching(/^ sha256:[0-9a-f]{64}$/),
    );
    expect(lines.every((line) => lineWidth(line) <= 72)).toBe(true);
  });
});

describe('the page about a tag', () => {
  test('has what each role holds under its name', () => {
    const facts = tagFacts(disputedReport(), 'v2', english);
    expect(facts.map(({ label }) => label)).toEqual([
      'Image',
      'State',
      'Digest',
      'In targets/releases',
      'In targets/jeff',
    ]);
    expect(facts[3]?.values[0]).not.toBe(facts[4]?.values[0]);
  });

  test('says nothing of a tag that is gone, and shows no control characters of one that is there', () => {
    expect(tagFacts(healthyReport(), 'gone', english)).toEqual([]);
    const name = 'v1\u001b[31m\u202e';
    const report = healthyReport({ tags: [sampleTag(name)] });
    const said = JSON.stringify(tagFacts(report, name, english));
    expect(said).toContain(':v1');
    expect(said).not.toMatch(/\\u001b|\u202e/);
  });
});
