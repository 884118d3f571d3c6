import type { Examination, Finding, RoleReport } from '../../operations/index.ts';
import { type RoleName, SNAPSHOT, TARGETS } from '../../tuf/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';
import { endingRoles, isServerManaged } from '../endings.ts';
import { shortId } from '../evidence.ts';
import { list } from '../words.ts';
import { roleIn } from './role-in.ts';

/**
 * Signs what has ended again, all of it that can be signed here in one publish: no reader takes a part of it while the
 * rest has ended. Nobody vouches for anything new by that, as its signatures hold.
 */
export function renewRoles({ role: name, code }: Finding, examination: Examination): Remedy | null {
  const role = roleIn(examination.facts, name);
  if (role === null) {
    return null;
  }
  if (isServerManaged(role)) {
    return askServer(role, examination);
  }
  if (role.role === SNAPSHOT) {
    return renewSnapshot(examination);
  }
  const together = rolesHere(examination, code === 'role-expiring');
  const roles = together.includes(role.role) ? together : [role.role];
  return {
    label: `Re-sign ${list(roles)}`,
    ways: [signing(roles)],
    judgement: null,
  };
}

function signing(roles: readonly RoleName[]): RemedyWay {
  return {
    id: 'renew',
    label: `sign the same content of ${list(roles)} again`,
    action: { kind: 'change', request: { kind: 'witness', roles, as: null } },
  };
}

/** What has ended, and where asked also what is about to, as far as enough of its keys are here. */
function rolesHere(examination: Examination, alsoExpiring: boolean): readonly RoleName[] {
  return endingRoles(examination)
    .filter(({ role, ending }) => isSignableHere(role) && (alsoExpiring || ending === 'expired'))
    .map(({ role }) => role.role);
}

function isSignableHere(role: RoleReport): boolean {
  const here = role.keys.filter(({ onThisMachine }) => onThisMachine);
  return (
    role.role !== SNAPSHOT &&
    !isServerManaged(role) &&
    new Set(here.map(({ canonicalId }) => canonicalId)).size >= role.threshold
  );
}

/** Whatever is published from the machine that has the snapshot key signs the snapshot anew. */
function renewSnapshot(examination: Examination): Remedy {
  const { facts } = examination;
  const ended = rolesHere(examination, true);
  const targets = roleIn(facts, TARGETS);
  const signable = [...(targets === null ? [] : [targets]), ...(facts?.delegations ?? [])].filter(
    (role) => isSignableHere(role) && role.version !== null,
  );
  const [carrier = null] = signable;
  const roles = ended.length > 0 || carrier === null ? ended : [carrier.role];
  return {
    label: 'Sign the snapshot again',
    ways: [
      ...(roles.length === 0
        ? []
        : [
            {
              ...signing(roles),
              label: `publish ${list(roles)} again, which signs the snapshot with the key that is here`,
            },
          ]),
      {
        id: 'server',
        label: 'let the server keep the snapshot key from now on, and renew it by itself',
        action: {
          kind: 'change',
          request: { kind: 'key-rotate', role: 'snapshot', serverManaged: true, newKey: null },
        },
      },
    ],
    judgement: roles.length === 0 ? 'Whether the server is to keep the key is for you to decide.' : null,
  };
}

/** A server makes them anew when somebody asks and they have ended (facts 6.2): one that does not has lost its key, or its signer. */
function askServer({ role, keys, expires }: RoleReport, { gun, server }: Examination): Remedy {
  const served = role === SNAPSHOT ? 'snapshot' : 'timestamp';
  const ids = list(keys.map(({ canonicalId }) => shortId(canonicalId)));
  const url = server === null ? '' : `: GET ${server.url}/v2/${gun}/_trust/tuf/${served}.json`;
  return {
    label: `Have the server renew the ${served}`,
    ways: [
      {
        id: 'server-admin',
        label: 'tell whoever runs the server',
        action: { kind: 'outside' },
        steps: [
          `Tell them that the server goes on serving a ${served} of ${gun} that ended${expires === null ? '' : ` on ${expires.toISOString().slice(0, 10)}`}, where it should make a new one${url}`,
          'They check that notary-signer is up, that notary-server reaches it, and its certificates; GET /_notary_server/health tells.',
          `They check that the signer still has the key ${ids} of this repository: a signer that keeps its keys in memory loses them when it restarts.`,
          'They check the clock of the server.',
          ...(role === SNAPSHOT
            ? [
                'If the server has never had the key, it is with whoever initialised the repository with notary: they publish again, or rotate it to the server.',
              ]
            : []),
        ],
      },
      {
        id: 'new-server-key',
        label: 'let the server make a new key, if they say that the old one is lost',
        action: {
          kind: 'change',
          request: { kind: 'key-rotate', role: served, serverManaged: true, newKey: null },
        },
      },
    ],
    judgement:
      'Only whoever runs the server knows whether it is down or has lost the key; a new key helps against the latter alone.',
  };
}
