import type { RepositoryReport } from '../../source/operations/index.ts';
import { broken, finding } from './sample-findings.ts';
import { gun, inDays, keyId, role, sampleKey, sampleRole, sampleTag, signer } from './sample-parts.ts';
import {
  ABSENT,
  baseRoles,
  benSigner,
  certified,
  healthyReport,
  jeffSigner,
  KEYS,
} from './sample-repository.ts';

/** Releases lists fewer keys than it asks signatures for. */
export function keysBelowThreshold(): RepositoryReport {
  const releases = sampleRole('targets/releases', [], {
    usable: false,
    validSignatures: 0,
    signatures: [{ keyId: keyId('9513b98'), valid: false, refusal: 'key-not-in-role', owner: signer('ben') }],
    problems: [{ code: 'keys-below-threshold', role: role('targets/releases'), keys: 0, threshold: 1 }],
  });
  return healthyReport({
    gun: gun('registry.example.com/admin/keys'),
    delegations: [releases, sampleRole('targets/jeff', [KEYS.jeff], { targets: 3 })],
    signers: [{ ...jeffSigner(), keys: [KEYS.jeff], inReleases: false }],
    tags: [],
    health: broken('releases-keys-below-threshold', 'targets/releases'),
  });
}

/** What releases holds is signed only by somebody who left: the sketch's `admin/demo`. */
export function signaturesBelowThreshold(): RepositoryReport {
  const problem = {
    code: 'signatures-below-threshold',
    role: role('targets/releases'),
    valid: 0,
    threshold: 1,
  } as const;
  const releases = sampleRole('targets/releases', [KEYS.jeffOld, KEYS.jeff], {
    usable: false,
    validSignatures: 0,
    signatures: [{ keyId: keyId('9513b98'), valid: false, refusal: 'key-not-in-role', owner: signer('ben') }],
    problems: [problem],
  });
  const nightly = sampleRole('targets/jeff/nightly', [KEYS.ben], {
    paths: ['nightly-'],
    expires: inDays(20),
    expiry: 'expiring',
  });
  return healthyReport({
    gun: gun('registry.example.com/admin/demo'),
    delegations: [
      releases,
      sampleRole('targets/ben', [KEYS.ben]),
      sampleRole('targets/jeff', [certified()]),
      nightly,
    ],
    signers: [{ ...benSigner(), inReleases: false }, jeffSigner()],
    tags: [],
    health: broken('releases-signatures-below-threshold', 'targets/releases'),
  });
}

/** A delegation that ends in twelve days. */
export function expiringReport(): RepositoryReport {
  return healthyReport({
    gun: gun('registry.example.com/admin/web'),
    delegations: [
      sampleRole('targets/releases', [KEYS.jeff], { targets: 3, expires: inDays(12), expiry: 'expiring' }),
      sampleRole('targets/jeff', [KEYS.jeff], { targets: 3 }),
    ],
    signers: [jeffSigner()],
    health: {
      level: 'warning',
      findings: [finding('role-expiring', 'warning', { role: role('targets/releases'), at: inDays(12) })],
    },
  });
}

/** The targets role itself has expired, so that nothing may be trusted. */
export function expiredReport(): RepositoryReport {
  const problem = { code: 'role-expired', role: role('targets'), expires: inDays(-3) } as const;
  return healthyReport({
    gun: gun('registry.example.com/team/old'),
    trusted: false,
    failure: problem,
    baseRoles: baseRoles({ usable: false, problems: [problem], expires: inDays(-3), expiry: 'expired' }),
    delegations: [],
    signers: [],
    tags: [],
    health: {
      level: 'error',
      findings: [finding('role-expired', 'error', { role: role('targets'), at: inDays(-3) })],
    },
  });
}

/** Delegations below delegations, restricted to paths. */
export function nestedReport(): RepositoryReport {
  const reader = sampleKey('7a7a7a7', null);
  return healthyReport({
    gun: gun('registry.example.com/team/nested'),
    delegations: [
      sampleRole('targets/qa', [KEYS.ben], { paths: ['nightly-', 'rc-', 'qa-', 'test-'] }),
      sampleRole('targets/releases', [KEYS.jeff], { targets: 3 }),
      sampleRole('targets/qa/nightly', [reader], { paths: ['nightly-'] }),
      sampleRole('targets/qa/nightly/arm', [reader], {
        paths: [],
        version: null,
        expires: null,
        usable: false,
        problems: [{ code: 'not-published', role: role('targets/qa/nightly/arm') }],
        validSignatures: 0,
        signatures: [],
        source: null,
        expiry: 'unknown',
      }),
    ],
    signers: [],
  });
}

/** A signer whose key sits in an X.509 certificate that ends in 41 days. */
export function x509Report(): RepositoryReport {
  const key = certified();
  return healthyReport({
    gun: gun('registry.example.com/team/x509'),
    delegations: [
      sampleRole('targets/releases', [key], { targets: 3 }),
      sampleRole('targets/jeff', [key], { targets: 3 }),
    ],
    signers: [{ ...jeffSigner(), keys: [key] }],
    health: {
      level: 'warning',
      findings: [
        finding('certificate-expiring', 'warning', {
          role: role('targets/jeff'),
          at: inDays(41),
          subjects: [key.id],
        }),
      ],
    },
  });
}

/** Releases and jeff hold different digests for v2, and v3 was never released. */
export function disputedReport(): RepositoryReport {
  return healthyReport({
    gun: gun('registry.example.com/team/base'),
    tags: [
      sampleTag('v1'),
      sampleTag('v2', {
        signers: [],
        state: 'disputed',
        entries: [
          { role: role('targets/releases'), length: 1234, sha256: sampleTag('v2').digest, sha512: null },
          { role: role('targets/jeff'), length: 1234, sha256: sampleTag('other').digest, sha512: null },
        ],
      }),
      sampleTag('v3', {
        digest: null,
        length: null,
        signers: [],
        state: 'not-released',
        entries: [{ role: role('targets/jeff'), length: 1234, sha256: sampleTag('v3').digest, sha512: null }],
      }),
    ],
    health: { level: 'warning', findings: [finding('tag-disagrees', 'warning', { subjects: ['v2'] })] },
  });
}

/** The server is away; three hours ago all was well. */
export function cachedReport(): RepositoryReport {
  return healthyReport({
    gun: gun('registry.example.com/team/jobs'),
    freshness: {
      from: 'cache',
      savedAt: inDays(-0.125),
      because: {
        code: 'server-unreachable',
        message: 'notary.example.com does not answer',
        why: 'Nothing listens on port 443.',
        next: 'Check the network, then press r.',
      },
    },
    health: { level: 'error', findings: [finding('server-unreachable', 'error')] },
  });
}

/** The server knows nothing about this repository. */
export function failedReport(): RepositoryReport {
  const name = gun('registry.example.com/team/unsigned');
  return healthyReport({
    gun: name,
    trusted: false,
    failure: { code: 'repository-not-initialised', role: role('root'), gun: name },
    baseRoles: baseRoles().map((base) => ({ ...base, ...ABSENT })),
    delegations: [],
    signers: [],
    tags: [],
    health: { level: 'error', findings: [finding('repository-not-initialised', 'error')] },
  });
}

/** A healthy repository with this many tags. */
export function manyTags(count: number): RepositoryReport {
  return healthyReport({ tags: Array.from({ length: count }, (_, index) => sampleTag(`build-${index}`)) });
}

export const ALL_SAMPLES: ReadonlyMap<string, () => RepositoryReport> = new Map([
  ['healthy', healthyReport],
  ['keys below threshold', keysBelowThreshold],
  ['signatures below threshold', signaturesBelowThreshold],
  ['expiring', expiringReport],
  ['expired', expiredReport],
  ['nested', nestedReport],
  ['x509', x509Report],
  ['disputed', disputedReport],
  ['cached', cachedReport],
  ['failed', failedReport],
]);
