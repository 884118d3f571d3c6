import type { OperationProblems } from '../errors.ts';
import { KEY_WORK_WORDS } from './key-work-words.ts';
import { PLAN_PROBLEM_WORDS } from './plan-problem-words.ts';
import { count, short, type Words, type WordTable } from './words.ts';

/** Words for what the verbs themselves refuse. */
export const OPERATION_WORDS: WordTable<OperationProblems> = {
  ...PLAN_PROBLEM_WORDS,
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
  ...KEY_WORK_WORDS,
  'new-key-gone': ({ keyId }) => ({
    message: `The new key ${short(keyId)} is gone`,
    why: 'It was only kept in memory until it would be used.',
    next: 'Plan the change again: it makes another key.',
  }),
  'private-key-not-here': ({ keyId }) => ({
    message: `The private key ${short(keyId)} is not on this machine`,
    why: 'The change has to be signed with it.',
    next: 'Restore it from a backup, or let whoever holds it make the change.',
  }),
  'server-key-unfit': ({ gun, role, keyId, reason }) => ({
    message: `The server has no ${reason === 'unchanged' ? 'other ' : ''}${role} key for ${gun}`,
    why:
      reason === 'unchanged'
        ? `Asked for another one, it gave ${short(keyId)} again, which it has already. Nothing was published.`
        : `It gave ${short(keyId)}, which is the key of somebody who signs. Nothing was published.`,
    next: 'Ask whoever runs the server.',
  }),
  'repository-gone': ({ gun }) => ({
    message: `${gun} is gone from the server`,
    why: 'This machine knows it from before, but the server has no trust data for it any more.',
    next: `Ask whoever runs the server. To begin anew, run trustdeck delete ${gun} first.`,
  }),
  'plan-outdated': ({ gun }) => ({
    message: `${gun} has changed in between`,
    why: 'Somebody else published, and the change that it would be now was not agreed to. Nothing was published.',
    next: 'Plan the change again.',
  }),
  'publish-contended': ({ gun, attempts }) => ({
    message: `Others kept publishing to ${gun}`,
    why: `The server had a newer version ${count(attempts, 'time')} in a row. Nothing was published.`,
    next: 'Try again when they are done.',
  }),
  'publish-unknown': ({ gun }) => ({
    message: `It is not known whether ${gun} was published`,
    why: 'The server gave no answer that says so, and what it has cannot be read now.',
    next: 'Go on with the unfinished change (--resume) when the server answers: that finds out. Begun anew, it could be done twice.',
  }),
  'publish-not-verified': ({ gun, role, reason }) => ({
    message: `${gun} was published, but is not verified`,
    why: NOT_VERIFIED[reason](role ?? gun),
    next:
      reason === 'unusable'
        ? `Run trustdeck delegation list ${gun} to see what is wrong with it, and trustdeck witness to sign it again.`
        : `Run trustdeck inspect ${gun} before anybody relies on it, and ask whoever runs the server.`,
  }),
  'delete-not-verified': ({ gun, reason }) => NOT_DELETED[reason](gun),
};

const NOT_DELETED: Readonly<
  Record<OperationProblems['delete-not-verified']['reason'], (gun: string) => Words>
> = {
  'still-there': (gun) => ({
    message: `${gun} is still there`,
    why: 'Its trust data was deleted and is still served, or has been published again.',
    next: 'Try again, or ask whoever runs the server.',
  }),
  unreadable: (gun) => ({
    message: `${gun} was deleted, but that is not verified`,
    why: 'The server agreed to it, and could not be read afterwards. What is on this machine was left as it is.',
    next: 'Run the same command again when the server answers: deleting twice does no harm.',
  }),
};

const NOT_VERIFIED: Readonly<
  Record<OperationProblems['publish-not-verified']['reason'], (what: string) => string>
> = {
  unreadable: () => 'The server took it, and could not be read afterwards.',
  untrusted: () => 'The server took it, and what it serves now does not verify.',
  unusable: (what) =>
    `The server took it, and ${what} cannot be used any more: somebody else published at the same time.`,
  'not-served': (what) => `The server took it, and does not serve ${what} as it was signed.`,
};
