/** One challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1); scheme and names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const SCHEME = /^[\s,]*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)(?:[ \t]+|$|(?=,))/;
const PARAMETER = /^[\s,]*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/;

/** Parses the header's challenges, in order; what does not parse ends the list. */
export function parseChallenges(header: string | readonly string[] | undefined): readonly Challenge[] {
  const challenges: Challenge[] = [];
  let rest = typeof header === 'string' ? header : (header ?? []).join(', ');
  for (let scheme = SCHEME.exec(rest); scheme !== null; scheme = SCHEME.exec(rest)) {
    rest = rest.slice(scheme[0].length);
    const parameters = new Map<string, string>();
    for (let pair = PARAMETER.exec(rest); pair !== null; pair = PARAMETER.exec(rest)) {
      rest = rest.slice(pair[0].length);
      parameters.set((pair[1] ?? '').toLowerCase(), pair[2]?.replace(/\\(.)/g, '$1') ?? pair[3] ?? '');
    }
    challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), parameters });
  }
  return challenges;
}
