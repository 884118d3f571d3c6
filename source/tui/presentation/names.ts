import { safeText } from '../../base/index.ts';
import type { KeyOwner, RepositoryReport, RoleReport } from '../../operations/index.ts';
import { type Gun, RELEASES, type RoleName } from '../../tuf/index.ts';
import type { Phrases } from '../messages/areas/problems.ts';
import type { Messages } from '../messages/messages.ts';
import { calendarDate, relativeTime } from './dates.ts';
import type { RowContext } from './row.ts';

const SHORT_ID = 7;
/** As many things as a sentence can name before it stops being one. */
const NAMED_IN_A_SENTENCE = 3;

/** The first digits of a key ID or digest: enough to tell keys apart beside their owner's name. */
export function shortId(id: string): string {
  return safeText(id.slice(0, SHORT_ID));
}

/** Whose key it is, in one word. */
export function ownerName(owner: KeyOwner | null, { words }: Messages): string {
  if (owner === null) {
    return words.unknownOwner;
  }
  return owner.kind === 'signer' || owner.kind === 'local' ? safeText(owner.name) : words.owner[owner.kind];
}

/** `jeff 5570b88`, never an ID alone. */
export function ownedKey(owner: KeyOwner | null, keyId: string, messages: Messages): string {
  return messages.words.signedBy(safeOwner(owner), shortId(keyId));
}

/** A delegation without what they all begin with: `releases`, `jeff`, `qa/nightly`. */
export function roleLabel(role: RoleName): string {
  return role.startsWith('targets/') ? role.slice('targets/'.length) : role;
}

/** The registry in front of a repository's name, as docker tells it apart from a user's name; null without one. */
export function registryHost(gun: string): string | null {
  const slash = gun.indexOf('/');
  const first = slash < 0 ? '' : gun.slice(0, slash);
  return first === 'localhost' || /[.:]/.test(first) ? first : null;
}

/** The registry host that all of them share and that need not be repeated; null when there is none. */
export function sharedHost(guns: readonly Gun[]): string | null {
  const [first] = guns;
  const host = first === undefined ? null : registryHost(first);
  return host !== null && guns.every((gun) => registryHost(gun) === host) ? host : null;
}

/** A repository's name where `host` goes without saying. */
export function repositoryName(gun: Gun, host: string | null): string {
  return safeText(host !== null && gun.startsWith(`${host}/`) ? gun.slice(host.length + 1) : gun);
}

/** `a, b and 3 more` of things from outside. */
export function listed(items: readonly string[], { words }: Messages): string {
  const named = items.slice(0, NAMED_IN_A_SENTENCE).map((item) => safeText(item));
  return words.list(named, items.length - named.length);
}

/** How sentences about this report name people, keys and times. */
export function phrasesFor(report: RepositoryReport, { now, messages }: RowContext): Phrases {
  return {
    when: (date) => relativeTime(date, now, messages),
    date: (date) => calendarDate(date, messages),
    key: (keyId) => messages.words.keyOf(safeOwner(ownersIn(report).get(keyId) ?? null), shortId(keyId)),
    list: (items) => listed(items, messages),
  };
}

const knownOwners = new WeakMap<RepositoryReport, ReadonlyMap<string, KeyOwner>>();

/** Who is behind a key: the roles know their keys, and signatures remember those that have left. */
function ownersIn(report: RepositoryReport): ReadonlyMap<string, KeyOwner> {
  const known = knownOwners.get(report) ?? findOwners(report);
  knownOwners.set(report, known);
  return known;
}

function findOwners(report: RepositoryReport): ReadonlyMap<string, KeyOwner> {
  const owners = new Map<string, KeyOwner>();
  const roles = [...report.baseRoles, ...report.delegations];
  for (const { keyId, owner } of roles.flatMap(({ signatures }) => signatures)) {
    if (owner !== null) {
      owners.set(keyId, owner);
    }
  }
  for (const { id, canonicalId, owner } of roles.flatMap(({ keys }) => keys)) {
    if (owner !== null) {
      owners.set(id, owner).set(canonicalId, owner);
    }
  }
  return owners;
}

export function releasesOf(report: RepositoryReport): RoleReport | null {
  return report.delegations.find(({ role }) => role === RELEASES) ?? null;
}

function safeOwner(owner: KeyOwner | null): KeyOwner | null {
  return owner?.kind === 'signer' || owner?.kind === 'local'
    ? { ...owner, name: safeText(owner.name) }
    : owner;
}
