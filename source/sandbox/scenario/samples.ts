import type { RepositoryBlueprint, TagBlueprint } from './blueprint.ts';
import {
  certificateKey,
  ecdsaKey,
  gunNamed,
  releases,
  restricted,
  rsaKey,
  signer,
  tags,
} from './blueprint-parts.ts';

const jeff = ecdsaKey('jeff');
const jeffOld = rsaKey('jeff');
const ben = ecdsaKey('ben');
const mia = ecdsaKey('mia');
const nina = ecdsaKey('nina');
const qa = ecdsaKey('qa');
const omar = certificateKey('omar', 41);
const lena = certificateKey('lena', 900);

const registry = 'registry.example.com';

const MANY_TAGS = 5_000;

/** Tags `1.0.0`, `1.0.1`, … up to `count`. */
function numberedTags(count: number): readonly TagBlueprint[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${1 + Math.floor(index / 400)}.${Math.floor(index / 20) % 20}.${index % 20}`,
  }));
}

const apiTags = tags('1.8.0', '1.9.0', '2.0.0', 'latest');
const demoTags = tags('0.9.1', '1.0.0', '1.1.0', 'latest');
const webTags = tags('2026.10', '2026.11', 'latest');
const baseTags = tags('bookworm', 'trixie');
const jobTags = tags('12', '13', '14');
const manyTags = numberedTags(MANY_TAGS);

/** What the demo and `trustdeck sandbox` start with: a healthy repository, and one for each thing that goes wrong. */
export const SAMPLE_REPOSITORIES: readonly RepositoryBlueprint[] = [
  {
    gun: gunNamed(`${registry}/admin/api`),
    shows: 'healthy, with three signers',
    delegations: [
      releases({ keys: [jeff, ben, mia], signedBy: [jeff], tags: apiTags }),
      signer(ben, apiTags.slice(1)),
      signer(jeff, apiTags),
      signer(mia, apiTags.slice(0, 2)),
    ],
  },
  {
    gun: gunNamed(`${registry}/admin/batch`),
    shows: 'no key is left in releases',
    delegations: [
      { ...releases({ keys: [], signedBy: [ben], tags: jobTags }), threshold: 1 },
      signer(ben, jobTags),
    ],
  },
  {
    gun: gunNamed(`${registry}/admin/demo`),
    shows: 'releases is signed by ben alone, whose key was removed from it',
    delegations: [
      releases({ keys: [jeffOld, jeff], signedBy: [ben], tags: demoTags, version: 12 }),
      signer(ben, demoTags),
      signer(jeff, demoTags.slice(1), { moreKeys: [jeffOld], version: 9 }),
    ],
  },
  {
    gun: gunNamed(`${registry}/admin/web`),
    shows: 'releases expires within days',
    delegations: [
      releases({ keys: [jeff, mia], signedBy: [mia], tags: webTags, daysLeft: 12 }),
      signer(jeff, webTags.slice(0, 1)),
      signer(mia, webTags),
    ],
  },
  {
    gun: gunNamed(`${registry}/team/archive`),
    shows: 'releases has expired',
    delegations: [
      releases({ keys: [nina], tags: tags('7.1', '7.2'), daysLeft: -9 }),
      signer(nina, tags('7.1', '7.2')),
    ],
  },
  {
    gun: gunNamed(`${registry}/team/base`),
    shows: 'delegations within delegations, limited to paths',
    delegations: [
      releases({ keys: [jeff, nina], signedBy: [nina], tags: baseTags }),
      signer(jeff, baseTags.slice(0, 1)),
      signer(nina, baseTags),
      restricted({ role: 'targets/qa', key: qa, paths: ['nightly-', 'rc-'], tags: tags('rc-1', 'rc-2') }),
      restricted({
        role: 'targets/qa/nightly',
        key: mia,
        paths: ['nightly-'],
        tags: tags('nightly-1121', 'nightly-1122'),
        daysLeft: 20,
      }),
    ],
  },
  {
    gun: gunNamed(`${registry}/team/jobs`),
    shows: 'signers with X.509 certificates, one of which ends soon',
    delegations: [
      releases({ keys: [lena, omar], signedBy: [omar], tags: jobTags }),
      signer(lena, jobTags.slice(0, 2)),
      signer(omar, jobTags),
    ],
  },
  {
    gun: gunNamed(`${registry}/team/mirror`),
    shows: 'five thousand tags',
    delegations: [releases({ keys: [mia], tags: manyTags }), signer(mia, manyTags)],
  },
  {
    gun: gunNamed(`${registry}/team/tools`),
    shows: 'releases and a signer disagree about a tag',
    delegations: [
      releases({ keys: [jeff, nina], signedBy: [jeff], tags: tags('3.1', '3.2', 'latest') }),
      signer(jeff, tags('3.1', '3.2', 'latest')),
      signer(nina, [{ name: '3.1' }, { name: '3.2' }, { name: 'latest', content: 'rebuilt' }]),
    ],
  },
];

/** `count` small healthy repositories, for lists that have to stay smooth. */
export function bulkRepositories(options: {
  readonly count: number;
  readonly tags: number;
}): readonly RepositoryBlueprint[] {
  const published = numberedTags(options.tags);
  return Array.from({ length: options.count }, (_, index) => ({
    gun: gunNamed(`${registry}/bulk/app-${String(index + 1).padStart(4, '0')}`),
    shows: 'one of many',
    delegations: [releases({ keys: [jeff], tags: published }), signer(jeff, published)],
  }));
}
