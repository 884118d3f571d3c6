import { utf8 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import {
  buildRoot,
  buildTargets,
  formatExpiry,
  type Gun,
  parentRole,
  parseRoot,
  ROOT,
  type RoleKeys,
  type RoleName,
  signDocument,
  TARGETS,
  type Target,
  type TufKey,
} from '../../tuf/index.ts';
import { nextSnapshot, nextTimestamp } from '../generated/server-files.ts';
import { publicKeyOf } from '../generated/signing-key.ts';
import type { ServerRole } from '../http/router.ts';
import { type NewFile, publish } from '../storage/publish.ts';
import { emptyRecord, type RepositoryRecord, type ServerKey } from '../storage/record.ts';
import type { DelegationBlueprint, RepositoryBlueprint, TagBlueprint } from './blueprint.ts';
import type { Keyring } from './keyring.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is left, weeks after a publish, of the time that Notary gives (facts 4.4). */
const ROOT_DAYS = 10 * 365 - 40;
const TARGETS_DAYS = 3 * 365 - 20;

const FIRST_ROOT = 1;

/** Renumbered by the server that takes the record in. */
const FIRST_CHANGE = 1;

/** Initialising makes version 1, and the first publish already version 2 (facts 5.1). */
const TARGETS_VERSION = 2;

export interface BuildOptions {
  readonly keyring: Keyring;
  readonly now: Date;
}

/** Builds and signs a repository as it stands on the server after its last publish. */
export function buildRepository(blueprint: RepositoryBlueprint, options: BuildOptions): RepositoryRecord {
  const { keyring, now } = options;
  const { gun } = blueprint;
  const server = {
    timestamp: keyring.server(gun, 'timestamp'),
    snapshot: keyring.server(gun, 'snapshot'),
  };
  const keys = [server.timestamp, server.snapshot];
  const record = { ...emptyRecord(gun), keys };
  const rootFile = buildRootFile(gun, options, server);
  const targetsFiles = buildTargetsFiles(blueprint, options);
  const listed = new Map([rootFile, ...targetsFiles].map(({ role, bytes }) => [role, bytes]));
  const context = { record, root: parseRoot(rootFile.bytes), now };
  const snapshot = nextSnapshot(listed, context);
  const timestamp = snapshot === null ? null : nextTimestamp(snapshot.file.bytes, context);
  if (snapshot === null || timestamp === null) {
    throw new TypeError('the root of a scenario names the keys of its server');
  }
  return publish(record, {
    files: [rootFile, ...targetsFiles, snapshot.file, timestamp.file],
    usedKeys: new Set(keys.map(({ id }) => id)),
    now,
    changeId: FIRST_CHANGE,
  });
}

function buildRootFile(
  gun: Gun,
  { keyring, now }: BuildOptions,
  server: Readonly<Record<ServerRole, ServerKey>>,
): NewFile {
  const root = keyring.root(gun);
  const targets = keyring.repository(gun).key;
  const timestamp = publicKeyOf(server.timestamp.handle);
  const snapshot = publicKeyOf(server.snapshot.handle);
  const signed = buildRoot({
    version: FIRST_ROOT,
    expires: expiry(now, ROOT_DAYS),
    keys: [root.key, targets, timestamp, snapshot],
    roles: {
      root: only(root.key),
      targets: only(targets),
      timestamp: only(timestamp),
      snapshot: only(snapshot),
    },
  });
  return { role: ROOT, version: FIRST_ROOT, bytes: signDocument(signed, [root.signer]) };
}

function only(key: TufKey): RoleKeys {
  return { keyIds: [key.id], threshold: 1 };
}

/** `targets` and every delegation that has been published. */
function buildTargetsFiles(blueprint: RepositoryBlueprint, options: BuildOptions): readonly NewFile[] {
  const { gun, delegations } = blueprint;
  const { keyring, now } = options;
  const content = (role: RoleName, tags: readonly TagBlueprint[]) => ({
    targets: tags.map((tag) => target(gun, tag)),
    delegations: delegationsBelow(role, delegations, keyring),
  });
  const targets = buildTargets({
    version: TARGETS_VERSION,
    expires: expiry(now, TARGETS_DAYS),
    ...content(TARGETS, []),
  });
  const signTargets = signDocument(targets, [keyring.repository(gun).signer]);
  return [
    { role: TARGETS, version: TARGETS_VERSION, bytes: signTargets },
    ...delegations.flatMap(({ role, file }) => {
      if (file === null) {
        return [];
      }
      const { version = 1, daysLeft = TARGETS_DAYS } = file;
      const signed = buildTargets({ version, expires: expiry(now, daysLeft), ...content(role, file.tags) });
      return [
        {
          role,
          version,
          bytes: signDocument(
            signed,
            file.signedBy.map((ref) => keyring.person(ref).signer),
          ),
        },
      ];
    }),
  ];
}

function delegationsBelow(parent: RoleName, all: readonly DelegationBlueprint[], keyring: Keyring) {
  const children = all.filter(({ role }) => parentRole(role) === parent);
  const keys = new Map<string, TufKey>();
  const roles = children.map(({ role, keys: refs, threshold = 1, paths = [''] }) => {
    const own = refs.map((ref) => keyring.key(ref));
    for (const key of own) {
      keys.set(key.id, key);
    }
    return { name: role, keyIds: own.map(({ id }) => id), threshold, paths };
  });
  return { keys: [...keys.values()], roles };
}

/** A tag as docker signs it: SHA-256 and the size of a manifest (facts 4.2). */
function target(gun: Gun, { name, content = '' }: TagBlueprint): Target {
  const sha256 = sha256Hex(utf8(`${gun}:${name}${content}`));
  return {
    name,
    length: 1_000 + (Number.parseInt(sha256.slice(0, 4), 16) % 3_000),
    sha256,
    sha512: null,
    custom: undefined,
  };
}

function expiry(now: Date, days: number): string {
  return formatExpiry(new Date(now.getTime() + days * DAY_MS));
}
