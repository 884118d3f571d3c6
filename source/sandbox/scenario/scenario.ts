import type { PrivateKeyHandle } from '../../crypto/private.ts';
import type { Gun, KeyId } from '../../tuf/index.ts';
import type { RepositoryRecord } from '../storage/record.ts';
import type { RepositoryBlueprint } from './blueprint.ts';
import { ecdsaKey } from './blueprint-parts.ts';
import { buildRepository } from './build-repository.ts';
import { createKeyring, type Keyring, type ScenarioKey } from './keyring.ts';
import { bulkRepositories, SAMPLE_REPOSITORIES } from './samples.ts';

export interface ScenarioRepository {
  readonly gun: Gun;
  /** What it is there to show, in a few words. */
  readonly shows: string;
  readonly record: RepositoryRecord;
}

/** A private key that the person at this machine holds. */
export interface LocalScenarioKey {
  /** By which key files are named. */
  readonly canonicalId: KeyId;
  /** `root`, `targets`, or the signer's name. */
  readonly role: string;
  /** Only for a targets key. */
  readonly gun: Gun | null;
  readonly handle: PrivateKeyHandle;
}

/** Repositories for a sandbox to start with, and the keys of the person who looks at them. */
export interface Scenario {
  readonly repositories: readonly ScenarioRepository[];
  readonly localKeys: readonly LocalScenarioKey[];
}

/** Signers whose keys are on this machine, in every scenario. */
const HERE = ['jeff', 'mia'];

/** GUNs below this are administered from this machine. */
const ADMINISTERED = 'registry.example.com/admin/';

/** The sample repositories: a healthy one and one for each thing that goes wrong, dated around `now`. */
export function sampleScenario(now: Date): Scenario {
  return buildScenario(SAMPLE_REPOSITORIES, now);
}

/** `repositories` healthy repositories of `tags` tags each, for measuring. */
export function bulkScenario(options: {
  readonly repositories: number;
  readonly tags: number;
  readonly now: Date;
}): Scenario {
  return buildScenario(bulkRepositories({ count: options.repositories, tags: options.tags }), options.now);
}

function buildScenario(blueprints: readonly RepositoryBlueprint[], now: Date): Scenario {
  const keyring = createKeyring(now);
  const repositories = blueprints.map((blueprint) => ({
    gun: blueprint.gun,
    shows: blueprint.shows,
    record: buildRepository(blueprint, { keyring, now }),
  }));
  return { repositories, localKeys: localKeys(blueprints, keyring) };
}

function localKeys(
  blueprints: readonly RepositoryBlueprint[],
  keyring: Keyring,
): readonly LocalScenarioKey[] {
  const [first] = blueprints;
  const root = first === undefined ? [] : [local('root', keyring.root(first.gun))];
  const signers = HERE.map((owner) => local(owner, keyring.person(ecdsaKey(owner))));
  const targets = blueprints
    .filter(({ gun }) => gun.startsWith(ADMINISTERED))
    .map(({ gun }) => local('targets', keyring.repository(gun), gun));
  return [...root, ...signers, ...targets];
}

function local(role: string, { key, handle }: ScenarioKey, gun: Gun | null = null): LocalScenarioKey {
  return { canonicalId: key.canonicalId, role, gun, handle };
}
