import { safeText } from '../../base/index.ts';
import type { PlanEffect, PlanRisk } from '../changes/plan.ts';
import { keyName, listed } from './plan-key-words.ts';
import { count } from './words.ts';

type EffectOf<Kind extends PlanEffect['kind']> = Extract<PlanEffect, { readonly kind: Kind }>;
type EffectWords = { readonly [Kind in PlanEffect['kind']]: (effect: EffectOf<Kind>) => string };

const EFFECTS: EffectWords = {
  'repository-created': () => 'The repository gets trust data; from then on it can be signed and verified.',
  'tags-stay-released': ({ count: tags }) =>
    `${count(tags, 'tag')} ${tags === 1 ? 'stays' : 'stay'} trusted.`,
  'tags-gain-signature': ({ tags, signer }) => `${tagList(tags)} ${isAre(tags)} signed by ${signer}.`,
  'tags-lose-signature': ({ tags, signer }) =>
    `${tagList(tags)} ${tags.length === 1 ? 'loses' : 'lose'} the signature of ${signer}.`,
  'tags-not-released': ({ tags }) =>
    `${tagList(tags)} cannot be pulled: there is no targets/releases, which a pull looks into.`,
  'tags-no-longer-released': ({ tags }) => `${tagList(tags)} can be pulled no more.`,
  'tags-released-again': ({ tags }) => `${tagList(tags)} can be pulled again.`,
  'tags-change-content': ({ tags }) => `Pulls of ${tagList(tags)} find another image than before.`,
  'old-content-returns': ({ role }) =>
    `${role} was there before: what the server still has of it counts again.`,
  'signer-added': ({ signer }) => `${signer} can sign from then on.`,
  'signer-removed': ({ signer }) => `${signer} can sign nothing here afterwards.`,
  'releases-unusable': ({ why }) =>
    why === 'no-keys'
      ? 'Pulls fail, and nobody can release: targets/releases has fewer keys than it needs.'
      : 'Pulls fail until targets/releases is signed again by its keys.',
  'role-unusable': ({ role, why }) =>
    why === 'no-keys'
      ? `${role} cannot be used: it has fewer keys than it needs.`
      : `${role} cannot be used until it is signed again by its keys.`,
  'role-usable-again': ({ role }) => `${role} can be used again.`,
  'key-still-used': ({ key, repositories }) =>
    `The key ${keyName(key)} still signs for ${listed(repositories)}.`,
  'key-kept': ({ key, signer }) =>
    `The key ${keyName(key)} stays in targets/releases: it is ${signer}'s too.`,
  'content-unverified': ({ role }) =>
    `No known key has signed what ${role} holds. Look at it before you vouch for it.`,
  'content-signed-before-by': ({ role, keys }) =>
    `What ${role} holds was signed by ${listed(keys.map(keyName))}.`,
  'staged-changes-kept': ({ count: changes }) =>
    `${count(changes, 'staged change')} in the changelist ${changes === 1 ? 'stays' : 'stay'} there.`,
  'root-renewed': () => 'Root is near its end and is signed again on the way.',
  'trust-data-deleted': ({ remote, tags }) =>
    remote
      ? `All trust data is deleted, on the server and here; ${count(tags, 'tag')} can be verified no more.`
      : 'The trust data on this machine is deleted; the server keeps its own.',
  'nothing-to-delete': ({ remote }) =>
    remote
      ? 'The server has no trust data of this name. What is left of it on this machine is deleted.'
      : 'This machine has no trust data of this name that can be read. What is left of it is deleted.',
};

const RISKS: Readonly<Record<PlanRisk, string>> = {
  'releases-unusable': 'Nobody can pull what targets/releases holds until it is repaired.',
  'role-unusable': 'A role can be used no more until it has enough keys and signatures again.',
  'root-rotation':
    'Trust moves to a new root key; without it the repository cannot be administered any more.',
  'unverified-content': 'Content is signed that no key which may sign it now has signed.',
  'trust-data-deleted': 'Deleted trust data cannot be had back.',
  'last-signer': 'Nobody is left who can release a tag.',
};

/** What a change means for people, as one sentence. */
export function describeEffect(effect: PlanEffect): string {
  const describe = EFFECTS[effect.kind] as (effect: PlanEffect) => string;
  return safeText(describe(effect));
}

/** What has to be agreed to, as one sentence. */
export function describeRisk(risk: PlanRisk): string {
  return RISKS[risk];
}

function tagList(tags: readonly string[]): string {
  return listed(tags);
}

function isAre(tags: readonly string[]): string {
  return tags.length === 1 ? 'is' : 'are';
}
