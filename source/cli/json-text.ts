/**
 * What may not stand raw in a document that a terminal might show: C1 controls, DEL and characters that reorder or hide
 * text. Besides them `<`, `>` and `&`, which Go escapes, so that the text equals docker's.
 */
const ESCAPED =
  /[<>&\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/** JSON text in which no character can steer a terminal; parsing gives exactly `value`. */
export function jsonText(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replace(ESCAPED, (character) =>
    Array.from({ length: character.length }, (_, unit) => escaped(character, unit)).join(''),
  );
}

function escaped(character: string, unit: number): string {
  return `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
}
