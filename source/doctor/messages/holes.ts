/** What may stand in a hole of a pattern. */
export interface Hole {
  /** Several words are one value; otherwise it ends at the first space. */
  readonly words: boolean;
  /** Of the value without white space. */
  readonly accepts: RegExp;
  /** What stands for it in sentences and commands where nothing is known. */
  readonly unknown: string;
}

const TOKEN = /^\S+$/;
const ROLE = /^(?:root|snapshot|timestamp|targets(?:\/[-a-z0-9_]+)*)$/;

function token(unknown: string, accepts = TOKEN): Hole {
  return { words: false, accepts, unknown };
}

function words(unknown: string): Hole {
  return { words: true, accepts: TOKEN, unknown };
}

/** Every name that a pattern may use. Their expressions have no repetition inside a repetition. */
export const HOLES: ReadonlyMap<string, Hole> = new Map<string, Hole>([
  ['role', token('ROLE', ROLE)],
  /** Whatever was taken for the name of a role. */
  ['name', token('NAME')],
  ['repo', token('REPO')],
  /** A repository, often with a tag; gives `repo` too. */
  ['image', token('the image')],
  ['tag', token('TAG')],
  ['signer', token('NAME')],
  ['key', token('KEYID')],
  ['keys', words('the keys it names')],
  ['count', token('N', /^-?\d+$/)],
  ['needed', token('N', /^\d+$/)],
  ['version', token('N', /^-?\d+$/)],
  ['current', token('N', /^-?\d+$/)],
  ['status', token('STATUS', /^\d{3}$/)],
  ['date', words('then')],
  ['host', token('the server')],
  ['url', token('URL')],
  ['path', words('FILE')],
  ['type', words('that type')],
  ['resource', words('something')],
  ['cause', words('what it says after that')],
]);
