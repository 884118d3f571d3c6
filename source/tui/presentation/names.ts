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

/** A delegation without what they all begin with: `releases`, `jeff`, `qa/nightly`; a base role as it is. */
export function roleLabel(role: RoleName): string {
  return role.startsWith('targets/') ? role.slice('targets/'.length) : role;
}

/** The registry in front of a repository's name, as docker tells it apart from a user's name; null without one. */
function registryHost(gun: string): string | null {
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
    key: (keyId) => {
      const key = keysIn(report).get(keyId);
      return messages.words.keyOf(safeOwner(key?.owner ?? null), shortId(key?.canonicalId ?? keyId));
    },
    list: (items) => listed(items, messages),
  };
}

/** Whose key it is and the ID to show: the canonical one, as everywhere else. */
interface NamedKey {
  readonly owner: KeyOwner | null;
  readonly canonicalId: string;
}

const namedKeys = new WeakMap<RepositoryReport, ReadonlyMap<string, NamedKey>>();

/** The keys behind any ID in a report: the roles know theirs, and signatures remember those that have left. */
function keysIn(report: RepositoryReport): ReadonlyMap<string, NamedKey> {
  const known = namedKeys.get(report) ?? nameKeys(report);
  namedKeys.set(report, known);
  return known;
}

function nameKeys(report: RepositoryReport): ReadonlyMap<string, NamedKey> {
  const named = new Map<string, NamedKey>();
  const roles = [...report.baseRoles, ...report.delegations];
  for (const { keyId, owner } of roles.flatMap(({ signatures }) => signatures)) {
    if (owner !== null) {
      named.set(keyId, { owner, canonicalId: keyId });
    }
  }
  for (const { id, canonicalId, owner } of roles.flatMap(({ keys }) => keys)) {
    if (owner !== null || !named.has(id)) {
      named.set(id, { owner, canonicalId }).set(canonicalId, { owner, canonicalId });
    }
  }
  return named;
}

/** The role that people pull from; null when there is none. */
export function releasesOf(report: RepositoryReport): RoleReport | null {
  return report.delegations.find(({ role }) => role === RELEASES) ?? null;
}

/** The owner with a name that is fit to draw. */
export function safeOwner(owner: KeyOwner | null): KeyOwner | null {
  return owner?.kind === 'signer' || owner?.kind === 'local'
    ? { ...owner, name: safeText(owner.name) }
    : owner;
}
