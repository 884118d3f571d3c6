import type { Brand } from './brand.ts';

/** Text in which no character can steer a terminal or reorder what a person reads. */
export type SafeText = Brand<string, 'SafeText'>;

/**
 * What is replaced: C0 and C1 controls (escape sequences start with these), DEL, the bidirectional controls that
 * reorder text (CVE-2021-42574), line and paragraph separators, zero-width and invisible formatting characters that
 * let two different names look the same, tag characters, and lone surrogates.
 */
const UNSAFE =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** Makes text from a server, a file or a certificate fit to draw: every unsafe character becomes U+FFFD. */
export function safeText(text: string): SafeText {
  return text.replace(UNSAFE, '\ufffd') as SafeText;
}
