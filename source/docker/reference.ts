import { safeText } from '../base/index.ts';
import { asGun, type Gun } from '../tuf/index.ts';
import { DockerError, type ReferenceFault } from './errors.ts';

/** An image as docker names it, fully normalised (facts 1.1). */
export interface ImageReference {
  /** Repository with its registry, such as `docker.io/library/alpine`; the GUN of its trust data. */
  readonly gun: Gun;
  /** Registry host with port as written; `docker.io` for Docker Hub. */
  readonly registry: string;
  readonly tag: string | null;
  /** Such as `sha256:…`. */
  readonly digest: string | null;
}

export const DOCKER_HUB = 'docker.io';
const MAX_NAME_LENGTH = 255;

const IMAGE_ID = /^[a-f0-9]{64}$/;
const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGESTS = [/^sha256:[a-f0-9]{64}$/, /^sha384:[a-f0-9]{96}$/, /^sha512:[a-f0-9]{128}$/];

/** A repository of any Notary server, with the tag and digest that were typed. */
export type RepositoryName = Omit<ImageReference, 'registry'>;

/**
 * Parses what was typed as `REPO[:TAG][@DIGEST]`: an image as docker names it, else the name of a collection as notary takes it,
 * which may hold upper case and more. Then it stands for itself, without a registry put before it. Unless `anyServer`,
 * a server was named for every repository, it has to begin with the registry that tells the server. Refused with
 * docker's reason are names that could be taken for others, and what is wrong after a colon or an @.
 */
export function parseRepository(
  text: string,
  { anyServer }: { readonly anyServer: boolean },
): RepositoryName {
  try {
    return parseReference(text);
  } catch (error) {
    const name = collectionName(text);
    if (name === null || (!anyServer && registryOf(name.gun) === DOCKER_HUB)) {
      throw error;
    }
    return name;
  }
}

function collectionName(text: string): RepositoryName | null {
  const { name, digest } = splitDigest(text);
  const { repository, tag } = splitTag(name);
  const gun = asGun(repository);
  const isPlain = safeText(repository) === repository && !IMAGE_ID.test(text);
  return gun !== null && isPlain && suffixFault(tag, digest) === null ? { gun, tag, digest } : null;
}

/** Parses `[REGISTRY/]NAME[:TAG][@DIGEST]`; throws `invalid-reference` with the reason. */
export function parseReference(text: string): ImageReference {
  const { name, digest } = splitDigest(text);
  const { repository, tag } = splitTag(name);
  const { registry, path } = splitRegistry(repository);
  const gun = asGun(`${registry}/${path}`);
  const reason = nameFault({ text, repository, registry, path }) ?? suffixFault(tag, digest);
  if (reason !== null || gun === null) {
    throw new DockerError('invalid-reference', { text: safeText(text), reason: reason ?? 'bad-name' });
  }
  return { gun, registry, tag, digest };
}

/**
 * The registry of a GUN by docker's rule: the first component when it looks like a host, else Docker Hub. Works for
 * collections that are no images, too.
 */
export function registryOf(gun: Gun): string {
  return splitRegistry(gun).registry;
}

function splitDigest(text: string): { readonly name: string; readonly digest: string | null } {
  const at = text.indexOf('@');
  return at === -1 ? { name: text, digest: null } : { name: text.slice(0, at), digest: text.slice(at + 1) };
}

/** A colon before the last slash belongs to a port. */
function splitTag(name: string): { readonly repository: string; readonly tag: string | null } {
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon === -1
    ? { repository: name, tag: null }
    : { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}

function splitRegistry(repository: string): { readonly registry: string; readonly path: string } {
  const slash = repository.indexOf('/');
  const first = repository.slice(0, slash);
  const isHost =
    slash !== -1 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const registry = isHost && first !== `index.${DOCKER_HUB}` ? first : DOCKER_HUB;
  const path = isHost ? repository.slice(slash + 1) : repository;
  return {
    registry: isHost ? registry : DOCKER_HUB,
    path: registry === DOCKER_HUB && !path.includes('/') ? `library/${path}` : path,
  };
}

function nameFault(parts: {
  readonly text: string;
  readonly repository: string;
  readonly registry: string;
  readonly path: string;
}): ReferenceFault | null {
  if (parts.repository === '') {
    return 'empty';
  }
  if (IMAGE_ID.test(parts.text)) {
    return 'looks-like-image-id';
  }
  if (!DOMAIN.test(parts.registry)) {
    return 'bad-name';
  }
  if (!PATH.test(parts.path)) {
    return PATH.test(parts.path.toLowerCase()) ? 'upper-case' : 'bad-name';
  }
  return parts.registry.length + 1 + parts.path.length > MAX_NAME_LENGTH ? 'too-long' : null;
}

function suffixFault(tag: string | null, digest: string | null): ReferenceFault | null {
  if (tag !== null && !TAG.test(tag)) {
    return 'bad-tag';
  }
  return digest !== null && !DIGESTS.some((pattern) => pattern.test(digest)) ? 'bad-digest' : null;
}
