import { type Gun, RELEASES } from '../../../tuf/index.ts';
import type { ChangeRequest } from '../change-request.ts';
import type { CommandLines, RequestOf, Words } from './command-words.ts';

/**
 * With docker nothing is signed the same: of a tag that is released it signs the digest that it has there already, of
 * any other what its engine has under that name (facts 11.5). notary signs what it is told to, in the roles that it is told.
 */
export const SIGN_COMMANDS: CommandLines<'sign'> = {
  trustdeck: ({ tags, signer }, gun) => [
    'sign',
    ...tags.flatMap(({ name, length, sha256 }) => [
      `${gun}:${name}`,
      '--digest',
      `sha256:${sha256 ?? ''}`,
      '--size',
      String(length),
    ]),
    ...signerFlag(signer),
  ],
  others: ({ tags, signer }, gun) =>
    signer === null
      ? []
      : tags.map(({ name, length, sha256, sha512 }) => [
          'notary',
          [
            'addhash',
            gun,
            name,
            String(length),
            ...(sha256 === null ? [] : ['--sha256', sha256]),
            ...(sha512 === null ? [] : ['--sha512', sha512]),
            ...roleFlags(signer),
            '-p',
          ],
        ]),
};

/** docker takes tags out of every role that it can sign (facts 11.6). */
export const REVOKE_COMMANDS: CommandLines<'revoke'> = {
  trustdeck: ({ tags, signer }, gun) => ['revoke', ...taggedNames(tags, gun), ...signerFlag(signer)],
  others: ({ tags, signer }, gun) => {
    if (signer === null) {
      return [['docker', ['trust', 'revoke', '--yes', ...taggedNames(tags, gun)]]];
    }
    return tags === 'all' ? [] : [['notary', ['remove', gun, ...tags, ...roleFlags(signer), '-p']]];
  },
};

/** A request for several tags as one for each: commands take one at a time. */
export function tagByTag(request: ChangeRequest): readonly ChangeRequest[] {
  if (request.kind === 'sign' && request.tags.length > 1) {
    return request.tags.map((tag) => ({ ...request, tags: [tag] }));
  }
  return request.kind === 'revoke' && request.tags !== 'all' && request.tags.length > 1
    ? request.tags.map((tag) => ({ ...request, tags: [tag] }))
    : [request];
}

function signerFlag(signer: string | null): Words {
  return signer === null ? [] : ['--signer', signer];
}

function roleFlags(signer: string): Words {
  return ['-r', RELEASES, '-r', `targets/${signer}`];
}

function taggedNames(tags: RequestOf<'revoke'>['tags'], gun: Gun): Words {
  return tags === 'all' ? [gun] : tags.map((tag) => `${gun}:${tag}`);
}
