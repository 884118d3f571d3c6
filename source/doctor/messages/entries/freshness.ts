import type { MessageEntry } from '../entry.ts';

/** Dates that passed or are near, and versions that went back (facts 5.1, 5.2). */
export const FRESHNESS: readonly MessageEntry[] = [
  {
    tool: 'docker',
    message: 'Error: remote repository <image> out-of-date: <cause>',
    means:
      'A file of {image} that everything depends on expired, so docker refuses to pull, inspect or sign anything in it.',
    because: [
      'root or targets: nobody who may signed it again in time.',
      'timestamp or snapshot: the server makes these itself; it is not doing so.',
      'The clock of this machine is ahead.',
    ],
    next: [
      'See which role expired, and who can sign it: `trustdeck doctor {repo}`.',
      'root or targets: `trustdeck doctor {repo} --fix` on a machine with its key.',
      'timestamp or snapshot: ask whoever runs the server.',
    ],
    codes: ['role-expired', 'clock-skew'],
  },
  {
    tool: 'either',
    message: '<role> expired at <date>',
    also: ['Metadata for <role> expired'],
    means:
      'What was signed for {role} ended on that date; docker and notary take nothing from it until it is signed again.',
    because: [
      'Nobody signed it again in time: root lasts ten years, targets and delegations three.',
      'timestamp (two weeks) and snapshot: the server did not renew them, or what answers is an old copy of it.',
      'The clock of this machine is ahead.',
    ],
    next: [
      'See who can sign it again: `trustdeck doctor {repo}`.',
      'With its key here: `trustdeck doctor {repo} --fix`.',
      'timestamp or snapshot: ask whoever runs the server to let it sign again.',
    ],
    codes: ['role-expired', 'clock-skew'],
  },
  {
    tool: 'either',
    message: 'root is nearing expiry, you should re-sign the role metadata',
    means:
      'The root ends within six months. Until it is signed again, every publish, also of a single tag, needs the root key.',
    because: ['It was signed almost ten years ago, or by a tool that sets shorter times.'],
    next: [
      'Sign it again, with the root key here: `trustdeck doctor {repo} --fix`.',
      'If the root key is elsewhere, see who has it: `trustdeck doctor {repo}`.',
    ],
    codes: ['role-expiring'],
  },
  {
    tool: 'either',
    message: '<role> metadata is nearing expiry, you should re-sign the role metadata',
    means: '{role} ends within six months. It still counts; signing anything in it gives it a new date.',
    because: ['Nothing was signed in it for more than two years.'],
    next: ['Sign it again: `trustdeck witness {repo} {role}`, or `trustdeck doctor {repo} --fix`.'],
    codes: ['role-expiring'],
  },
  {
    tool: 'either',
    message: 'snapshot is nearing expiry, you should re-sign the role metadata',
    means: 'The snapshot ends within six months. It gets a new date with the next publish.',
    because: ['Nothing was published for more than two years.'],
    next: [
      'If the server keeps its key, whatever is signed next renews it.',
      'If the key is here, let the server keep it: `trustdeck doctor {repo} --fix`.',
    ],
    codes: ['role-expiring', 'snapshot-key-local'],
  },
  {
    tool: 'either',
    message: 'version <version> is lower than current version <current>',
    means:
      'The server gave an older file than this machine has already verified. That is refused: an old file could bring back a tag or a key that was taken away.',
    because: [
      'The server was restored from a backup, or an old copy of it answers.',
      'The repository was deleted on the server and started anew.',
      'Somebody plays old files back.',
    ],
    next: [
      'See what this machine has, and what the server gives: `trustdeck doctor {repo}`.',
      'Ask whoever runs the server which of the three it is.',
      'Only if it was started anew on purpose, and you have checked its root with its owner: `trustdeck delete {repo}` forgets what this machine has verified.',
    ],
    codes: ['rollback-detected', 'cache-stale'],
  },
  {
    tool: 'docker',
    message:
      'Warning: potential malicious behavior - trust data version is lower than expected for remote repository <image>: <cause>',
    means:
      'The server gave older trust data for {image} than this machine has already verified, so docker refuses it.',
    because: [
      'The server was restored from a backup, or an old copy of it answers.',
      'The repository was deleted on the server and started anew.',
      'Somebody plays old files back.',
    ],
    next: [
      'See both versions: `trustdeck doctor {repo}`.',
      'Ask whoever runs the server what happened before you clear anything away.',
    ],
    codes: ['rollback-detected', 'cache-stale'],
  },
  {
    tool: 'either',
    message:
      'Error while downloading remote metadata, using cached timestamp - this might not be the latest version available remotely',
    standing: 'wrapper',
    means:
      'The server did not give the current state, so what follows comes from the cache: it was verified once, and may be out of date.',
    because: [
      'The server is down or out of reach.',
      'You are not signed in: docker and notary take a refused token for a network error.',
      'notary reads from a server that asks for Basic authentication, which it never sends.',
      'The repository was deleted on the server: then the cache goes on until its timestamp expires.',
    ],
    next: ['See which it is: `trustdeck doctor {repo}`. It never shows the cache as if it were current.'],
    codes: ['server-unreachable', 'authentication-required', 'repository-not-initialised', 'cache-stale'],
  },
  {
    tool: 'either',
    message: 'certificate with CN <name> is near expiry',
    means:
      'The certificate of {name} ends within six months. What a signer signed goes on counting after that, but the key can no longer be added to a role; a root certificate takes everything with it.',
    because: ['It was made for a fixed time, by a CA or with --self-signed.'],
    next: [
      'Get a new certificate and rotate to it: `trustdeck signer rotate NAME {repo} --key NEW.crt`.',
      'See which certificates end when: `trustdeck doctor {repo}`.',
    ],
    codes: ['certificate-expiring'],
  },
  {
    tool: 'either',
    message: 'certificate with CN <name> is expired',
    means:
      'The certificate of {name} ended. What a signer signed with its key still counts, but docker and notary do not add it to a role any more; with a root certificate nothing in the repository is believed.',
    because: ['It was not replaced in time.', 'The clock of this machine is ahead.'],
    next: [
      'Get a new certificate and rotate to it: `trustdeck signer rotate NAME {repo} --key NEW.crt`.',
      'A root certificate: `trustdeck key rotate {repo} --role root`, with the old root key.',
    ],
    codes: ['certificate-expired', 'clock-skew'],
  },
];
