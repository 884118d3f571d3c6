import type { MessageEntry } from '../entry.ts';

/** docker trust sign, revoke and inspect (facts 11.5, 11.6, 11.7). */
export const DOCKER_SIGN: readonly MessageEntry[] = [
  {
    tool: 'docker',
    message: 'could not add signer to repo: <cause>',
    standing: 'wrapper',
    means:
      'docker started trust data for a new repository and could not make you its first signer. Keys and files are left on this machine; nothing was published.',
    because: [
      'You are not signed in: docker takes the name of the signer from docker login, and got none.',
      'Your user name cannot be the name of a role.',
    ],
    next: ['Start it and add yourself by name: `trustdeck signer add NAME {repo} --key NAME.pub`.'],
    codes: ['authentication-required', 'repository-not-initialised'],
  },
  {
    tool: 'docker',
    message: 'could not add signer to repo: targets: tuf: invalid role targets. invalid delegation role name',
    means:
      'docker wanted to make you the first signer and had no name for you, because you are not signed in to the registry. Nothing was published; keys were made on this machine.',
    because: [
      'There are no credentials for the registry in the image name.',
      'The credential helper fails, which docker does not say.',
    ],
    next: [
      'Sign in: `docker login REGISTRY`, then sign again.',
      'Or say the name yourself: `trustdeck signer add NAME {repo} --key NAME.pub`.',
    ],
    codes: ['authentication-required', 'repository-not-initialised'],
  },
  {
    tool: 'docker',
    message: 'no tag specified for <image>',
    also: [
      'No tag specified, skipping trust metadata push',
      'no targets found, provide a specific tag in order to sign it',
    ],
    means: 'docker signs one tag at a time, and none was named.',
    because: ['The image has no :TAG; docker does not take latest for granted here.'],
    next: [
      'Name it: `docker trust sign {repo}:TAG`, or `trustdeck sign {repo}:TAG --digest sha256:DIGEST --size BYTES`, which needs no engine.',
      'See what is signed: `trustdeck inspect {repo} --pretty`.',
    ],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'cannot use a digest reference for <image>',
    means: 'Signatures are for tags, and a digest was named.',
    because: ['The image is written with @sha256:….'],
    next: [
      'Name the tag: `docker trust sign {repo}:TAG`, or with the digest `trustdeck sign {repo}:TAG --digest sha256:DIGEST --size BYTES`.',
      'To check a digest: `trustdeck verify {repo}:TAG --digest sha256:DIGEST`.',
    ],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'No such image: <image>',
    also: ['Cannot connect to the Docker daemon', 'Is the docker daemon running?'],
    means:
      'docker trust sign asks the Docker engine for the image, and the engine does not have it or does not run.',
    because: [
      'The image was not pulled or built on this machine.',
      'There is no engine here, or it is stopped.',
    ],
    next: [
      'Pull the image first, or start the engine.',
      'Or sign the digest that was pushed, without an engine: `trustdeck sign {repo}:TAG --digest sha256:DIGEST --size BYTES`.',
    ],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'Existing signatures for tag <tag> digest <key> from:',
    standing: 'aside',
    means:
      'The tag is signed already; docker adds your signature to the same digest, not to the image that is on this machine now.',
    because: ['The tag is in targets or targets/releases. Only --local signs the local image.'],
    next: ['See who signed what: `trustdeck inspect {repo}:{tag} --pretty`.'],
    codes: ['tag-disagrees'],
  },
  {
    tool: 'docker',
    message: 'Signing and pushing trust data for local image <image>, may overwrite remote trust data',
    standing: 'aside',
    means:
      'docker pushes the image that is on this machine and signs its digest, also where the tag was signed with another one.',
    because: ['The tag was not signed before, or --local was given.'],
    next: ['See whether roles disagree afterwards: `trustdeck doctor {repo}`.'],
    codes: ['tag-disagrees'],
  },
  {
    tool: 'docker',
    message: 'could not remove signature for <image>: <cause>',
    standing: 'wrapper',
    means: 'docker did not revoke the signature; what stands behind the colon is the reason.',
    because: [
      'The tag is not signed.',
      'The key of a role that holds it is not on this machine.',
      'The repository has no trust data.',
    ],
    next: [
      'See who signed it: `trustdeck inspect {repo} --pretty`.',
      'See whether the roles hold: `trustdeck doctor {repo}`.',
    ],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'no signed tags to remove',
    means:
      'No tag of the repository is signed in targets or targets/releases, so there is nothing to revoke.',
    because: [
      'All were revoked before.',
      'targets/releases does not count at the moment, so docker sees no tag.',
    ],
    next: ['See which: `trustdeck doctor {repo}`.'],
    codes: ['releases-signatures-below-threshold', 'releases-keys-below-threshold'],
  },
  {
    tool: 'docker',
    message: 'Successfully deleted signature for <image>',
    standing: 'aside',
    means:
      'The tag is gone from the roles that you can sign. The roles of other signers still hold it, which only shows if somebody releases it again.',
    because: ['docker revokes in targets/releases and in your own role.'],
    next: ['See what is left: `trustdeck list {repo}`.'],
    codes: ['tag-disagrees'],
  },
  {
    tool: 'docker',
    message: 'Confirm you would like to delete all signature data for <image>? [y/N]',
    means: 'A yes takes the signatures of all tags away: nobody can pull any of them with content trust.',
    because: ['docker trust revoke was given a repository without a tag.'],
    next: [
      'Say no if you meant one tag: `trustdeck revoke {repo}:TAG`.',
      'See what would go: `trustdeck inspect {repo} --pretty`.',
    ],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'Successfully signed <image>',
    standing: 'aside',
    means: 'The signature of {image} was published. docker does not look whether people can pull it now.',
    because: [
      'The server took it. If targets/releases does not count, or another key than yours is wanted there, nobody can pull it all the same.',
    ],
    next: [
      'See what people get: `trustdeck inspect {repo} --pretty`.',
      'See whether the roles hold: `trustdeck doctor {repo}`.',
    ],
    codes: ['releases-keys-below-threshold', 'releases-signatures-below-threshold', 'signer-not-in-releases'],
  },
  {
    tool: 'docker',
    message: 'internal error: only one call to handleTarget expected',
    means:
      'docker pushed the image, but the registry reported more than one digest, so docker signed nothing.',
    because: ['The registry or a proxy answers the push in another way than docker expects.'],
    next: [
      'Sign the digest that was pushed: `trustdeck sign {repo}:TAG --digest sha256:DIGEST --size BYTES`.',
    ],
    codes: [],
  },
];
