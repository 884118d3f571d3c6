import type { DetailMessages } from '../areas/detail.ts';
import { plural } from './plural.ts';

export const detail: DetailMessages = {
  overview: {
    contents: ({ tags, signers, delegations }) =>
      [plural(tags, 'tag'), plural(signers, 'signer'), plural(delegations, 'delegation')].join(' · '),
    state: {
      healthy: (tags) => `Pulls work: ${plural(tags, 'tag')} released.`,
      offline: (tags) =>
        `${plural(tags, 'tag')} ${tags === 1 ? 'was' : 'were'} released when the server last answered; pulls may fail until it answers again.`,
      noTags: 'Nothing is released yet: pulls with content trust find no tag here.',
      notInitialised: 'Nothing here is signed: pulls with content trust fail.',
      untrusted: 'Nothing here can be trusted: pulls with content trust fail.',
      releasesBroken:
        'Pulls of this repository fail: nothing in releases is signed by enough keys that still count.',
      releasesExpired: 'Pulls of this repository fail: releases has expired.',
      releasesBrokenButTargets: (tags) =>
        `Pulls of released tags fail; only the ${plural(tags, 'tag')} signed with the repository key can be pulled.`,
      releasesMissing: 'What the signers sign is not released: there is no targets/releases.',
      attention: (tags) => `Pulls work (${plural(tags, 'tag')}), but something needs attention.`,
      broken: (tags) => `${plural(tags, 'tag')} can be pulled, but part of this repository is broken.`,
    },
    fromServer: (when) => `Verified with the server ${when}`,
    answered: (when) => `The server answered ${when}`,
    notAsked: 'The server was not asked: first the files on this machine have to be put right',
    fromCache: (savedAt) =>
      savedAt === null
        ? 'The server did not answer: this is the copy kept on this machine'
        : `The server did not answer: this is the copy kept on this machine, saved ${savedAt}`,
    findings: 'Findings',
    findingsHint: '6  why, and what can be done · f  put it right',
    signers: 'Signers',
    noSigners: 'None: only the repository key signs.',
    administration: 'Administration',
    expiry: 'Expiry',
    server: 'Server',
    stagedChanges: (count) => `${plural(count, 'staged change')} not published yet`,
    rootKey: 'root key',
    repositoryKey: 'repository key',
    snapshotKey: 'snapshot key',
    timestampKey: 'timestamp key',
  },
  delegations: {
    none: 'No delegations: only the repository key signs tags here.',
    allPaths: 'all paths',
    noPaths: 'no paths',
    paths: (patterns, more) => `paths ${patterns.join(', ')}${more > 0 ? ` +${more}` : ''}`,
    expires: (when) => `expires ${when}`,
    expired: (when) => `expired ${when}`,
    certificateEnds: (when) => `certificate ends ${when}`,
    certificateEnded: (when) => `certificate ended ${when}`,
    tags: (count) => plural(count, 'tag'),
    noKeys: 'no keys',
    notPublished: 'nothing published',
    notChecked: 'not checked',
    meaning: (role) => `What ${role} holds does not count until this is repaired.`,
    releasesMeaning: 'Pulls of released tags fail until this is repaired.',
  },
  tags: {
    headings: { tag: 'Tag', digest: 'Digest', signers: 'Signed by' },
    repositoryKey: 'repository key',
    noSigner: 'no signer, only releases',
    states: { released: 'released', disputed: 'disputed', 'not-released': 'not released' },
    disputedBy: (signers) => `${signers} signed another digest`,
    notReleased: (signers) => `not released, only ${signers}`,
    differing: 'they differ',
    none: 'No tags are signed here.',
  },
  roles: {
    headings: { role: 'Role', version: 'Version', signatures: 'Signed', expires: 'Expires', source: 'From' },
    notAvailable: 'none',
  },
  metadata: {
    verified: (role, version) => `${role} ${version}, verified`,
    notVerified: (role, why) => `${role}, not to be trusted: ${why}`,
    nothing: 'There is no file of this role to show.',
  },
  activity: {
    none: 'Nothing has happened yet.',
    outcomes: { running: 'running', ok: 'done', failed: 'failed', cancelled: 'cancelled' },
    milliseconds: (count) => `${count} ms`,
  },
};
