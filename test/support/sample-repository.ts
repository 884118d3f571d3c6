import type { RepositoryReport, RoleReport, SignerReport } from '../../source/operations/index.ts';
import type { RepositoryState, TargetsDocument } from '../../source/tuf/index.ts';
import {
  goodSignature,
  gun,
  inDays,
  keyId,
  NOW,
  role,
  sampleKey,
  sampleRole,
  sampleTag,
  signer,
  stateOf,
} from './sample-parts.ts';

export const KEYS = {
  root: sampleKey('f6c6a4b', { kind: 'root' }, { onThisMachine: true }),
  repository: sampleKey('262dc4a', { kind: 'repository' }, { onThisMachine: true }),
  snapshot: sampleKey('aa00001', { kind: 'server' }),
  timestamp: sampleKey('aa00002', { kind: 'server' }),
  jeff: sampleKey('5570b88', signer('jeff'), { onThisMachine: true }),
  jeffOld: sampleKey('1091060', signer('jeff'), { algorithm: 'rsa-2048' }),
  ben: sampleKey('9513b98', signer('ben'), { algorithm: 'ed25519' }),
} as const;

type Parts = Partial<Omit<RepositoryReport, 'state'>>;

/** A repository with two signers and nothing wrong; `parts` replace what a test is about. */
export function healthyReport(parts: Parts = {}): RepositoryReport {
  const report = {
    gun: gun('registry.example.com/admin/api'),
    server: { url: 'https://notary.example.com', reason: 'environment' },
    freshness: { from: 'server', at: NOW },
    trusted: true,
    failure: null,
    health: { level: 'ok', findings: [] },
    baseRoles: baseRoles(),
    delegations: [
      sampleRole('targets/releases', [KEYS.jeffOld, KEYS.jeff, KEYS.ben], { targets: 3, version: 12 }),
      sampleRole('targets/ben', [KEYS.ben], { targets: 1 }),
      sampleRole('targets/jeff', [KEYS.jeffOld, KEYS.jeff], { targets: 3 }),
    ],
    signers: [benSigner(), jeffSigner()],
    tags: [sampleTag('v1'), sampleTag('v2', { signers: ['jeff', 'ben'] }), sampleTag('v10')],
    stagedChanges: 0,
    unfinishedRotations: [],
    ...parts,
  } satisfies Omit<RepositoryReport, 'state'>;
  return { ...report, state: repositoryState(report) };
}

/** A role of which there is no file at all. */
export const ABSENT = {
  usable: false,
  keys: [],
  signatures: [],
  validSignatures: 0,
  version: null,
  expires: null,
  expiry: 'unknown',
  source: null,
} as const satisfies Partial<RoleReport>;

/** Jeff's old key, inside of a certificate that ends in 41 days. */
export function certified(): RoleReport['keys'][number] {
  return {
    ...KEYS.jeffOld,
    canonicalId: keyId('c0ffee1'),
    certificate: { commonName: 'jeff', notBefore: inDays(-300), notAfter: inDays(41) },
  };
}

export function jeffSigner(): SignerReport {
  const keys = [KEYS.jeffOld, KEYS.jeff];
  return {
    name: 'jeff',
    role: role('targets/jeff'),
    keys,
    inReleases: true,
    restricted: false,
    usable: true,
    tags: 3,
  };
}

export function benSigner(): SignerReport {
  return {
    name: 'ben',
    role: role('targets/ben'),
    keys: [KEYS.ben],
    inReleases: true,
    restricted: false,
    usable: true,
    tags: 1,
  };
}

/** The four base roles in working order; `targets` replaces what a test is about. */
export function baseRoles(targets: Partial<RoleReport> = {}): readonly RoleReport[] {
  return [
    sampleRole('root', [KEYS.root], { expires: inDays(3650) }),
    sampleRole('targets', [KEYS.repository], { version: 7, ...targets }),
    sampleRole('snapshot', [KEYS.snapshot], { version: 21 }),
    sampleRole('timestamp', [KEYS.timestamp], {
      version: 21,
      expires: inDays(14),
      signatures: [goodSignature(KEYS.timestamp)],
    }),
  ];
}

function repositoryState(report: Omit<RepositoryReport, 'state'>): RepositoryState {
  const state = (name: string) =>
    report.baseRoles.find((base) => base.role === name) ?? sampleRole(name, [], ABSENT);
  const targets: TargetsDocument['body'] = {
    targets: new Map(),
    delegations: { keys: new Map(), roles: [] },
  };
  const roleKeys = { keyIds: [], threshold: 1 };
  return {
    gun: report.gun,
    trusted: report.trusted,
    failure: report.failure,
    root: stateOf(state('root'), {
      consistentSnapshot: false,
      keys: new Map(),
      roles: { root: roleKeys, targets: roleKeys, snapshot: roleKeys, timestamp: roleKeys },
    }),
    timestamp: stateOf(state('timestamp'), { meta: new Map() }),
    snapshot: stateOf(state('snapshot'), { meta: new Map() }),
    targets: stateOf(state('targets'), targets),
    delegations: new Map(
      report.delegations.map((delegation) => [delegation.role, stateOf(delegation, targets)]),
    ),
    fresh: report.freshness.from === 'server',
    remote: report.freshness.from === 'server' ? 'answered' : 'unavailable',
    accepted: [],
  };
}
