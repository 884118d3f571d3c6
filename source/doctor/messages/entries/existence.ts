import type { MessageEntry } from '../entry.ts';

/** Repositories, roles and tags that are not there (facts 5.2, 5.4, 11). */
export const EXISTENCE: readonly MessageEntry[] = [
  {
    tool: 'docker',
    message:
      'Error: trust data missing for remote repository <image> or remote repository not found: <cause>',
    also: ['trust data missing for remote repository'],
    means: 'The server has some of the trust data of {image}, but not the file that was asked for next.',
    because: [
      'Trust data was never published completely, or was deleted while docker read it.',
      'A file was uploaded that the server stores, and nobody can download, because its bytes are not in the form that Notary expects.',
      'Several servers answer for one address and do not have the same data.',
      'The name is wrong, or another server has it.',
    ],
    next: [
      'See which file is missing, and which server was asked: `trustdeck doctor {repo}`.',
      'Never signed at all: `trustdeck init {repo}`.',
      'targets or a delegation cannot be downloaded: have its signers publish it again, `trustdeck witness {repo} ROLE`.',
    ],
    codes: ['repository-not-initialised', 'server-not-configured', 'repository-not-trusted', 'role-unusable'],
  },
  {
    tool: 'either',
    message: '<resource> trust data unavailable. Has a notary repository been initialized?',
    also: ['trust data unavailable'],
    means: 'The server has no {resource} for this repository.',
    because: [
      'The repository was never signed: nobody initialised it.',
      'The server that was asked is not the one that has it.',
      'A file that the signed list names is missing on the server.',
    ],
    next: [
      'See which server was asked, and what it has: `trustdeck doctor {repo}`.',
      'Start it, if you own it: `trustdeck init {repo}`.',
    ],
    codes: ['repository-not-initialised', 'server-not-configured', 'role-unusable'],
  },
  {
    tool: 'either',
    message: '<host> does not have trust data for <repo>',
    means:
      'There is no trust data of {repo} on {host}: nothing to verify, and nothing to pull with content trust.',
    because: [
      'It was never signed.',
      'The name differs from the one it was signed under: docker.io/library/alpine and alpine are the same to docker, and two to notary.',
      'Another server has it: docker asks the registry itself unless DOCKER_CONTENT_TRUST_SERVER is set.',
      'It was deleted.',
    ],
    next: [
      'See which server was asked, and why: `trustdeck doctor {repo}`.',
      'If it is yours and new: `trustdeck init {repo}`.',
    ],
    codes: ['repository-not-initialised', 'server-not-configured'],
  },
  {
    tool: 'docker',
    message: 'Error: remote trust data does not exist for <image>: <cause>',
    means:
      'There is no trust data of {image} on the server that docker asked, so content trust refuses the image.',
    because: [
      'It was never signed.',
      'Another server has it: docker asks the registry itself unless DOCKER_CONTENT_TRUST_SERVER is set.',
      'The name is misspelt.',
    ],
    next: [
      'See which server was asked, and why: `trustdeck doctor {repo}`.',
      'If it is yours and new: `trustdeck init {repo}`.',
    ],
    codes: ['repository-not-initialised', 'server-not-configured'],
  },
  {
    tool: 'either',
    message: 'repository has not been initialized',
    means:
      'There is no root for this repository, neither on the server nor on this machine, so nothing can be signed in it.',
    because: [
      'It was never initialised.',
      'It was initialised on another machine with notary, and not published from there.',
    ],
    next: ['Start it: `trustdeck init {repo}`.'],
    codes: ['repository-not-initialised'],
  },
  {
    tool: 'docker',
    message: 'no signatures or cannot access <image>',
    means:
      'docker could not read the trust data of {image}. It says the same whether there is none, or you are not let in, or the connection failed.',
    because: [
      'It was never signed, or the name is wrong.',
      'You are not signed in, or may not read it.',
      'The server is out of reach, or its certificate is not trusted.',
      'The trust data is there, but does not hold.',
    ],
    next: ['Find out which of them it is: `trustdeck doctor {repo}` tells them apart.'],
    codes: [
      'repository-not-initialised',
      'authentication-required',
      'not-authorised',
      'tls-untrusted',
      'server-unreachable',
      'repository-not-trusted',
    ],
  },
  {
    tool: 'docker',
    message: 'no signers for <image>',
    means: 'The trust data of {image} could be read, but its roles could not, so docker shows no signers.',
    because: ['The server answered once and then did not.', 'The list of delegations does not hold.'],
    next: ['See its roles and what is wrong with them: `trustdeck doctor {repo}`.'],
    codes: ['repository-not-trusted', 'server-unreachable'],
  },
  {
    tool: 'docker',
    message: 'No signatures for <image>',
    also: ['No targets present in this repository.'],
    standing: 'aside',
    means:
      'The repository has trust data, but no tag that people may pull: none is in targets or targets/releases.',
    because: [
      'Nothing was signed yet.',
      'targets/releases does not count: a warning above says Error getting targets/releases.',
      'Tags were signed into the role of a signer only.',
    ],
    next: [
      'See whether releases is broken: `trustdeck doctor {repo}`.',
      'See what each role holds: `trustdeck list {repo} --role targets/releases`.',
    ],
    codes: [
      'releases-signatures-below-threshold',
      'releases-keys-below-threshold',
      'releases-missing',
      'signer-not-in-releases',
    ],
  },
  {
    tool: 'either',
    message: 'No valid trust data for <tag>',
    also: ['No trust data for <tag>'],
    means: 'The tag {tag} is not signed in a role that counts for pulling: targets/releases or targets.',
    because: [
      'It was pushed and not signed.',
      'It was signed only into the role of a signer, who is not in targets/releases.',
      'targets/releases does not count at the moment, so all its tags are gone from sight.',
    ],
    next: [
      'See whether the roles hold: `trustdeck doctor {repo}`.',
      'See where tags are signed, and by whom: `trustdeck inspect {repo} --pretty`.',
    ],
    codes: [
      'releases-signatures-below-threshold',
      'releases-keys-below-threshold',
      'signer-not-in-releases',
      'releases-missing',
    ],
  },
  {
    tool: 'docker',
    message: 'No trusted tags for <image>',
    means: 'There is no tag of {image} that may be pulled with content trust.',
    because: [
      'Nothing is signed in targets/releases or targets.',
      'targets/releases does not count at the moment.',
    ],
    next: ['See whether releases is broken: `trustdeck doctor {repo}`.'],
    codes: ['releases-signatures-below-threshold', 'releases-keys-below-threshold', 'releases-missing'],
  },
  {
    tool: 'docker',
    message: 'no valid hash, expecting sha256',
    means: 'The tag was signed without a SHA-256 digest, and docker pulls by nothing else.',
    because: ['It was signed with notary addhash --sha512 alone.'],
    next: [
      'Sign it again with its SHA-256 digest: `trustdeck sign {repo}:TAG --digest sha256:DIGEST --size BYTES`.',
    ],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'No delegations present in this repository.',
    standing: 'aside',
    means: 'Only the owner of the targets key signs here. docker shows such tags as signed by Repo Admin.',
    because: ['No signer was added yet.'],
    next: ['Add one: `trustdeck signer add NAME {repo} --key NAME.pub`.'],
    codes: [],
  },
];
