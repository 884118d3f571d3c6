const ZERO = 0x30;
const NINE = 0x39;
const FIRST_SURROGATE = 0xd800;
const FIRST_AFTER_SURROGATES = 0xe000;

/**
 * Orders names as docker lists tags: runs of ASCII digits by their number, digits before anything else, the rest by
 * UTF-8 bytes; of equal numbers the one with fewer leading zeros comes first.
 */
export function compareNatural(left: string, right: string): number {
  let atLeft = 0;
  let atRight = 0;
  while (atLeft < left.length && atRight < right.length) {
    const codeLeft = left.charCodeAt(atLeft);
    const codeRight = right.charCodeAt(atRight);
    const isDigitLeft = isDigit(codeLeft);
    if (isDigitLeft !== isDigit(codeRight)) {
      return isDigitLeft ? -1 : 1;
    }
    if (!isDigitLeft) {
      if (codeLeft !== codeRight) {
        return byteRank(codeLeft) - byteRank(codeRight);
      }
      atLeft += 1;
      atRight += 1;
      continue;
    }
    const startLeft = skipZeros(left, atLeft);
    const startRight = skipZeros(right, atRight);
    const zeros = startLeft - atLeft - (startRight - atRight);
    atLeft = skipDigits(left, startLeft);
    atRight = skipDigits(right, startRight);
    const order = compareDigits(left.slice(startLeft, atLeft), right.slice(startRight, atRight)) || zeros;
    if (order !== 0) {
      return order;
    }
  }
  return left.length - atLeft - (right.length - atRight);
}

function compareDigits(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function skipZeros(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === ZERO) {
    at += 1;
  }
  return at;
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) {
    at += 1;
  }
  return at;
}

/** UTF-16 units in the order of the UTF-8 bytes they become: surrogates stand for what sorts last. */
function byteRank(code: number): number {
  if (code < FIRST_SURROGATE) {
    return code;
  }
  return code < FIRST_AFTER_SURROGATES ? code + 0x2000 : code - 0x800;
}
