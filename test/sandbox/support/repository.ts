import { asGun, asRoleName, type Gun, type RoleName } from '../../../source/tuf/index.ts';
import { Publisher, rootKey, testKey } from './publisher.ts';
import { TestServer } from './server.ts';

export const NOW = new Date('2026-11-23T12:00:00Z');

export const GUN = asGun('registry.example.com/team/base') as Gun;

export const role = (name: string): RoleName => {
  const found = asRoleName(name);
  if (found === null) {
    throw new Error(`no role: ${name}`);
  }
  return found;
};

/** A repository whose first publish is ready to go, with the snapshot key on the server. */
export function newRepository(options: { readonly server?: TestServer; readonly gun?: Gun } = {}) {
  const server = options.server ?? new TestServer({ now: NOW });
  const gun = options.gun ?? GUN;
  const publisher = new Publisher(gun, NOW);
  const keys = {
    root: rootKey({ commonName: gun, now: NOW }),
    targets: testKey('targets'),
    alice: testKey('alice'),
    bob: testKey('bob'),
  };
  const offered = { snapshot: server.key(gun, 'snapshot'), timestamp: server.key(gun, 'timestamp') };
  const rootOptions = { root: [keys.root], targets: keys.targets.key, ...offered };
  const files = {
    root: publisher.root(rootOptions),
    targets: publisher.targets({ signedBy: [keys.targets], version: 2, tags: ['v1'] }),
  };
  return { server, gun, publisher, keys, rootOptions, files };
}

/** A repository that has been published once. */
export function publishedRepository(options: Parameters<typeof newRepository>[0] = {}) {
  const repository = newRepository(options);
  const { status, text } = repository.server.post(repository.gun, repository.files);
  if (status !== 200) {
    throw new Error(`the first publish failed: ${text}`);
  }
  return repository;
}
