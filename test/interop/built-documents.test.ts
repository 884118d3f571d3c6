import { beforeAll, describe, expect, it } from 'vitest';
import { toBase64 } from '../../source/base/index.ts';
import { generateKey, issueCertificate, type NewKeyAlgorithm } from '../../source/crypto/private.ts';
import {
  buildRoot,
  canonicalJson,
  formatExpiry,
  isFixedPoint,
  makeTufKey,
  parseStrictJson,
  readTufKey,
  type Signer,
  signDocument,
  TARGETS,
  type TufKey,
} from '../../source/tuf/index.ts';
import {
  bytesOf,
  delegation,
  EXPIRES,
  signedTargets,
  signerWith,
  target,
  textOf,
} from '../tuf/support/documents.ts';
import { alice, exact, FIXED_POINTS, OTHER_POINTS } from '../tuf/support/fixed-point-rows.ts';
import type { RealClients } from './support/real-clients.ts';
import { describeRealWorld, type RealWorld } from './support/suite.ts';
import { parseDelegationTable, parseTargetTable } from './support/tables.ts';
import { uploadFiles } from './support/upload-files.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NAMESPACE = 'registry.example.com/built/';

/** A signer of the root role, with a certificate for every GUN of the namespace. */
function rootSigner(algorithm: NewKeyAlgorithm): Signer {
  const secret = generateKey(algorithm);
  const pem = issueCertificate({
    commonName: `${NAMESPACE}*`,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + 365 * DAY_MS),
    serial: Uint8Array.of(1, 2, 3),
    profile: 'signing',
    key: secret,
  });
  return signerWith(secret, makeTufKey(`${secret.keyType}-x509`, Buffer.from(pem)));
}

function plainSigner(algorithm: NewKeyAlgorithm): Signer {
  const secret = generateKey(algorithm);
  return signerWith(secret, makeTufKey(secret.keyType, secret.publicBytes));
}

async function serverKey(world: RealWorld, gun: string, role: string): Promise<TufKey> {
  const { body } = await world.server().get(`/v2/${gun}/_trust/tuf/${role}.key`);
  const parsed = parseStrictJson(body);
  const key = readTufKey(parsed.ok ? parsed.value : undefined);
  if (key === null) {
    throw new Error(`no ${role} key: ${body.toString()}`);
  }
  return key;
}

async function rootFor(
  world: RealWorld,
  gun: string,
  signers: { root: Signer; targets: Signer },
): Promise<Uint8Array> {
  const timestamp = await serverKey(world, gun, 'timestamp');
  const snapshot = await serverKey(world, gun, 'snapshot');
  const only = (key: TufKey) => ({ keyIds: [key.id], threshold: 1 });
  const signed = buildRoot({
    version: 1,
    expires: formatExpiry(new Date(Date.now() + 300 * DAY_MS)),
    keys: [signers.root.key, signers.targets.key, timestamp, snapshot],
    roles: {
      root: only(signers.root.key),
      targets: only(signers.targets.key),
      timestamp: only(timestamp),
      snapshot: only(snapshot),
    },
  });
  return signDocument(signed, [signers.root]);
}

/** The text with the signature over what its `signed` says now; as it is where that is no JSON. */
function resigned(text: string): string {
  const parsed = parseStrictJson(bytesOf(text));
  if (!parsed.ok) {
    return text;
  }
  const { signed } = parsed.value as { readonly signed: never };
  const before = JSON.parse(exact).signatures[0].sig;
  return text.replace(before, toBase64(alice.sign(canonicalJson(signed)).signature));
}

describeRealWorld('documents built here', (world) => {
  let clients: RealClients;

  beforeAll(async () => {
    clients = await world.clients('reader');
  });

  const pairs = [
    ['ecdsa-p256', 'ecdsa-p256'],
    ['ecdsa-p384', 'ecdsa-p521'],
    ['ecdsa-p521', 'rsa-2048'],
    ['rsa-2048', 'ed25519'],
  ] as const;

  it.each(pairs)(
    'with root by %s and targets by %s are read by notary and docker',
    async (rootBy, targetsBy) => {
      const gun = `${NAMESPACE}${rootBy}-${targetsBy}`;
      const signers = { root: rootSigner(rootBy), targets: plainSigner(targetsBy) };
      const signer = plainSigner(targetsBy);
      const role = delegation('targets/alice', [signer.key], { paths: ['v', 'w&<>'] });
      const tag = target('v1', { custom: { z: 1, a: '<&>' } });
      const files = new Map([
        ['root', await rootFor(world, gun, signers)],
        ['targets', signedTargets({ delegations: { keys: [signer.key], roles: [role] } }, [signers.targets])],
        ['targets/alice', signedTargets({ targets: [tag] }, [signer])],
      ]);
      expect(await uploadFiles(world.server(), gun, files)).toBe(200);
      const list = await clients.mustNotary(['list', gun]);
      expect(parseTargetTable(list.stdout)).toEqual([
        { name: 'v1', sha256: tag.sha256, length: tag.length, role: 'targets/alice' },
      ]);
      const delegations = await clients.mustNotary(['delegation', 'list', gun]);
      expect(parseDelegationTable(delegations.stdout)).toMatchObject([
        { role: 'targets/alice', keyIds: [signer.key.id], paths: ['v', 'w&<>'] },
      ]);
      const inspection = await clients.mustDocker(['inspect', gun]);
      expect(JSON.parse(inspection.stdout)[0].AdministrativeKeys[0].Keys).toEqual([
        { ID: signers.root.key.id },
      ]);
    },
  );

  describe('stay readable exactly where the fixed-point rule says so', () => {
    const root = rootSigner('ecdsa-p256');
    const rows = [...FIXED_POINTS, ...OTHER_POINTS].map(([name, text], index) => ({ name, text, index }));

    it.each(rows)('$name', async ({ text, index }) => {
      const gun = `${NAMESPACE}row-${index}`;
      const targets = bytesOf(resigned(text));
      const files = new Map([
        ['root', await rootFor(world, gun, { root, targets: alice })],
        ['targets', targets],
      ]);
      await uploadFiles(world.server(), gun, files);
      const { exitCode } = await clients.notary(['list', gun]);
      expect(exitCode === 0).toBe(isFixedPoint(TARGETS, targets));
    });
  });

  it('are signed over the form that Notary recomputes', () => {
    const signed = JSON.parse(exact).signed;
    expect(resigned(exact)).toBe(exact);
    expect(textOf(canonicalJson(signed))).toContain('"v1&<x>"');
    expect(signed.expires).toBe(EXPIRES);
  });
});
