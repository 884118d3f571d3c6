import { createHash } from 'node:crypto';
import { asSha256Hex, type Sha256Hex, utf8 } from '../../source/base/index.ts';
import type {
  KeyOwner,
  KeyReport,
  RoleReport,
  SignatureReport,
  TagReport,
} from '../../source/operations/index.ts';
import {
  asGun,
  asKeyId,
  asRoleName,
  type Gun,
  type JsonValue,
  type KeyId,
  type MetadataDocument,
  type RoleName,
  type RoleState,
} from '../../source/tuf/index.ts';

/** The instant at which every sample report is looked at. */
export const NOW = new Date('2026-11-23T12:00:00Z');

const DAY = 86_400_000;

export function inDays(days: number): Date {
  return new Date(NOW.getTime() + days * DAY);
}

export function gun(text: string): Gun {
  return proven(asGun(text), text);
}

export function role(text: string): RoleName {
  return proven(asRoleName(text), text);
}

/** A key ID that begins with `short`, so that tests can name it. */
export function keyId(short: string): KeyId {
  return proven(asKeyId(short.padEnd(64, '0')), short);
}

export function digestOf(text: string): Sha256Hex {
  return proven(asSha256Hex(createHash('sha256').update(text).digest('hex')), text);
}

export function signer(name: string): KeyOwner {
  return { kind: 'signer', name };
}

/** A key by the first digits of its ID. */
export function sampleKey(short: string, owner: KeyOwner | null, rest: Partial<KeyReport> = {}): KeyReport {
  return {
    id: keyId(short),
    canonicalId: keyId(short),
    algorithm: 'ecdsa-p256',
    certificate: null,
    owner,
    onThisMachine: false,
    ...rest,
  };
}

export function goodSignature(key: KeyReport): SignatureReport {
  return { keyId: key.id, valid: true, refusal: null, owner: key.owner };
}

/** A usable role, signed by the first of its keys. */
export function sampleRole(
  name: string,
  keys: readonly KeyReport[],
  rest: Partial<RoleReport> = {},
): RoleReport {
  const depth = name.split('/').length - 1;
  return {
    role: role(name),
    depth,
    usable: true,
    problems: [],
    threshold: 1,
    validSignatures: 1,
    keys,
    signatures: keys.slice(0, 1).map(goodSignature),
    paths: depth === 0 ? null : [''],
    version: 1,
    expires: inDays(1095),
    expiry: 'fine',
    targets: 0,
    source: 'server',
    ...rest,
  };
}

/** A released tag; its digest follows from its name. */
export function sampleTag(name: string, rest: Partial<TagReport> = {}): TagReport {
  const digest = digestOf(name);
  return {
    name,
    digest,
    length: 1234,
    signers: ['jeff'],
    state: 'released',
    entries: [
      { role: role('targets/releases'), length: 1234, sha256: digest, sha512: null },
      { role: role('targets/jeff'), length: 1234, sha256: digest, sha512: null },
    ],
    ...rest,
  };
}

/** The engine's state behind a role's report, with a small document. */
export function stateOf<Body>(report: RoleReport, body: Body): RoleState<MetadataDocument<Body>> {
  return {
    role: report.role,
    usable: report.usable,
    problems: report.problems,
    keys: [],
    missingKeys: [],
    threshold: report.threshold,
    paths: report.paths,
    signatures: [],
    validSignatures: report.validSignatures,
    document: report.version === null ? null : documentOf(report, body),
    source: report.source,
  };
}

function documentOf<Body>(report: RoleReport, body: Body): MetadataDocument<Body> {
  const expires = report.expires ?? inDays(1095);
  const raw: { readonly [name: string]: JsonValue } = {
    _type: 'Sample',
    expires: expires.toISOString(),
    version: report.version ?? 1,
  };
  const signed = JSON.stringify(raw);
  return {
    bytes: utf8(`{"signed":${signed},"signatures":[]}`),
    signedBytes: utf8(signed),
    signatures: [],
    version: report.version ?? 1,
    expires,
    expiresText: expires.toISOString(),
    body,
    raw,
  };
}

function proven<Value>(value: Value | null, text: string): Value {
  if (value === null) {
    throw new Error(`sample data is not valid: ${text}`);
  }
  return value;
}
