import { decodeUtf8 } from '../../base/index.ts';

const INDENT = '  ';

/**
 * JSON text on several lines, token by token: nothing is parsed, so that order, escapes, repeated members and numbers
 * stay as they were served. Text that is no JSON comes out in some shape, never as an error. Null when it is no UTF-8.
 */
export function prettyJson(bytes: Uint8Array): readonly string[] | null {
  const text = decodeUtf8(bytes);
  return text === null ? null : layOut(tokensOf(text));
}

/** Strings (also unfinished ones), brackets, commas and colons, and runs of anything else that is not blank. */
function tokensOf(text: string): readonly string[] {
  return text.match(/"(?:[^"\\]|\\[\s\S])*"?|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
}

function layOut(tokens: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let current = '';
  let depth = 0;
  const breakLine = () => {
    lines.push(current);
    current = INDENT.repeat(depth);
  };
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    switch (token) {
      case '{':
      case '[':
        depth += 1;
        current += token;
        if (!isClosing(tokens[index + 1])) {
          breakLine();
        }
        break;
      case '}':
      case ']':
        depth = Math.max(0, depth - 1);
        if (before !== '{' && before !== '[') {
          breakLine();
        }
        current += token;
        break;
      case ',':
        current += token;
        breakLine();
        break;
      default:
        current += token === ':' ? ': ' : token;
    }
  });
  return [...lines, current];
}

function isClosing(token: string | undefined): boolean {
  return token === '}' || token === ']';
}
