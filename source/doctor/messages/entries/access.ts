import type { MessageEntry } from '../entry.ts';

const REFUSED = ['authentication-required', 'not-authorised'] as const;

/** Who asks, and what servers answer to people whom they do not let in (facts 5.4, 7). */
export const ACCESS: readonly MessageEntry[] = [
  {
    tool: 'either',
    message: 'you are not authorized to perform this operation: server returned <status>.',
    also: ['server returned 401', 'you are not authorized to perform this operation'],
    means:
      'The server does not let you do this. Either it does not know who you are, or it knows and you may not; docker and notary say the same for both.',
    because: [
      'You are not signed in, or your password or token ran out. `trustdeck doctor {repo}` reports authentication-required.',
      'You are signed in as somebody who may not. `trustdeck doctor {repo}` reports not-authorised; if reading works and only publishing fails, you may read and not write.',
      'The repository name is wrong: many servers refuse a name rather than say that it does not exist.',
      'The server asks for Basic authentication, which notary never uses to read: docker and trustdeck get in, notary does not.',
    ],
    next: [
      'Find out which of them it is: `trustdeck doctor {repo}`.',
      'Not signed in: `docker login REGISTRY`, with the registry in the image name, not the Notary server. For notary: NOTARY_AUTH, the Base64 of user:password.',
      'Signed in, but refused: ask whoever administers the registry for push rights to {repo}, or sign in as somebody who has them.',
    ],
    codes: REFUSED,
  },
  {
    tool: 'either',
    message: 'unauthorized: authentication required',
    also: ['authentication required', 'unauthorized: incorrect username or password'],
    means: 'The service that hands out tokens for the Notary server does not know who asks, and gives none.',
    because: ['You are not signed in.', 'The stored password or token ran out, or was changed.'],
    next: [
      'Sign in to the registry in the image name: `docker login REGISTRY`.',
      'Then look again: `trustdeck doctor {repo}`.',
    ],
    codes: ['authentication-required'],
  },
  {
    tool: 'either',
    message: 'denied: requested access to the resource is denied',
    also: ['denied: <cause>', 'insufficient_scope'],
    means: 'The server knows who asks, and that account may not do this to this repository.',
    because: [
      'The account may pull and not push, or belongs to another team.',
      'The repository name is wrong, or has no namespace: on Docker Hub it starts with your account.',
    ],
    next: [
      'Check the name, then who you are signed in as.',
      'Ask whoever administers the registry for push rights, and look again: `trustdeck doctor {repo}`.',
    ],
    codes: ['not-authorised'],
  },
  {
    tool: 'either',
    message: 'no basic auth credentials',
    also: ['credentials not found in native keychain'],
    means: 'The server asks for a user name and password, and there are none for it.',
    because: [
      'You are not signed in to the registry in the image name.',
      'The credential helper fails: docker takes that for no credentials and does not say so.',
    ],
    next: ['Sign in: `docker login REGISTRY`.', 'Then look again: `trustdeck doctor {repo}`.'],
    codes: ['authentication-required'],
  },
  {
    tool: 'either',
    message: 'authorization server did not include a token in the response',
    means: 'The token service answered, but without a token, so nothing can be proved to the Notary server.',
    because: [
      'The address of the token service, which the Notary server tells, leads to something else, such as a sign-in page.',
      'A proxy answers in its place.',
    ],
    next: [
      'See what answers: `trustdeck doctor {repo}`.',
      'Ask whoever runs the server to check auth.options.realm in its configuration.',
    ],
    codes: ['server-failure', 'authentication-required'],
  },
  {
    tool: 'notary',
    message: 'Could not base64-decode authentication string',
    means: 'NOTARY_AUTH is not Base64, so notary signs in as nobody.',
    because: ['It holds user:password as it is.', 'It was cut off, or has quotes around it.'],
    next: ["Set it again: `export NOTARY_AUTH=$(printf '%s' 'user:password' | base64 -w0)`."],
    codes: ['authentication-required'],
  },
  {
    tool: 'notary',
    message: 'Authentication string with zero-length username',
    means: 'NOTARY_AUTH has no user name before its colon.',
    because: ['A variable in the script that sets it is empty.'],
    next: ["Set it again: `export NOTARY_AUTH=$(printf '%s' 'user:password' | base64 -w0)`."],
    codes: ['authentication-required'],
  },
  {
    tool: 'notary',
    message: 'Malformatted authentication string',
    means: 'NOTARY_AUTH is not the Base64 of a user name, a colon and a password.',
    because: ['Only a token or a password was encoded.'],
    next: ["Set it again: `export NOTARY_AUTH=$(printf '%s' 'user:password' | base64 -w0)`."],
    codes: ['authentication-required'],
  },
  {
    tool: 'notary',
    message: 'Enter username:',
    also: [
      'Enter password:',
      'timeout when retrieving username input',
      'error processing username input: <cause>',
    ],
    standing: 'aside',
    means:
      'The server wants to know who asks. notary does not use what docker login stored, so it asks, and gives up after 30 seconds.',
    because: ['The server has token authentication, and NOTARY_AUTH is not set.'],
    next: [
      "In scripts: `export NOTARY_AUTH=$(printf '%s' 'user:password' | base64 -w0)`.",
      'trustdeck uses what docker login stored: `trustdeck doctor {repo}`.',
    ],
    codes: ['authentication-required'],
  },
];
