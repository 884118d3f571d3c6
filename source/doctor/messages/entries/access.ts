import type { MessageEntry } from '../entry.ts';

/** What a server answers to people whom it does not let in (facts 5.4, 7). */
export const ACCESS: readonly MessageEntry[] = [
  {
    tool: 'either',
    message: 'you are not authorized to perform this operation: server returned <status>.',
    means: 'The server does not let you do this: it does not know you, or knows you and says no.',
    because: [
      'You are not signed in to this registry, or your password or token is out of date.',
      'You are signed in as somebody who may read, but not change, this repository.',
      'The repository name is wrong: many servers refuse rather than say that it does not exist.',
    ],
    next: [
      'Ask as the same person: `trustdeck doctor {repo}` says authentication-required if nobody was signed in, and not-authorised if that person is refused.',
    ],
    codes: ['authentication-required', 'not-authorised'],
  },
];
