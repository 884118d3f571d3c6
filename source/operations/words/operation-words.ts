import type { OperationProblems } from '../errors.ts';
import { short, type WordTable } from './words.ts';

/** Words for what the verbs themselves refuse. */
export const OPERATION_WORDS: WordTable<OperationProblems> = {
  'tag-not-signed': ({ gun, tag }) => ({
    message: `No valid trust data for ${tag}`,
    why: `Neither targets/releases nor targets of ${gun} holds this tag.`,
    next: `Run trustdeck list ${gun} to see what is signed.`,
  }),
  'digest-mismatch': ({ gun, tag, role, expected, signed }) => ({
    message: `${gun}:${tag} is signed with another digest`,
    why:
      signed === null
        ? `${role} lists it without a SHA-256 digest.`
        : `${role} says sha256:${signed}, not sha256:${short(expected)}….`,
    next: 'Do not use this image; find out where it came from.',
  }),
  'role-not-found': ({ gun, role }) => ({
    message: `${gun} has no role ${role}`,
    why: 'The repository does not delegate to it.',
    next: `Run trustdeck delegation list ${gun} to see its roles.`,
  }),
  'repository-not-added': ({ gun }) => ({
    message: `${gun} was not added by hand`,
    why: 'Only what was added by hand can be forgotten; the trust directory and the server name the others.',
    next: 'Run trustdeck repo list to see where each repository is known from.',
  }),
  'repository-name-invalid': ({ text }) => ({
    message: `${text} is no repository name`,
    why: 'It is empty, too long, or holds characters that would change an address or a path.',
    next: 'Give a name such as registry.example.com/team/app.',
  }),
};
