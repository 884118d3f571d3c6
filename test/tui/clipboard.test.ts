import { describe, expect, it } from 'vitest';
import { clipboardSequence } from '../../source/tui/terminal/clipboard.ts';

describe('clipboardSequence', () => {
  it('hands the text to the terminal as base64, so that nothing in it is obeyed', () => {
    const sequence = clipboardSequence('a\u001b]0;evil\u0007', { tmux: false });
    const encoded = Buffer.from('a\u001b]0;evil\u0007').toString('base64');
    expect(sequence).toBe(`\u001b]52;c;${encoded}\u0007`);
  });

  it('wraps it for tmux with every escape doubled', () => {
    expect(clipboardSequence('x', { tmux: true })).toBe('\u001bPtmux;\u001b\u001b]52;c;eA==\u0007\u001b\\');
  });

  it('refuses more than terminals take', () => {
    expect(clipboardSequence('x'.repeat(74_995), { tmux: false })).toBeNull();
  });
});
