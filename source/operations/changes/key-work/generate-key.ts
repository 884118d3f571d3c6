import { OperationError } from '../../errors.ts';
import type { PreparedFile } from '../../ports.ts';
import type { UnlockedKey } from '../key-ports.ts';
import type { Asking, GeneratedKey, GenerateKeyRequest, WrittenFile } from '../key-work.ts';
import type { KeyWorkPorts } from './create-key-work.ts';
import { PUBLIC_MODE } from './export-public-key.ts';
import { checkKeyRole } from './key-role.ts';

/**
 * Makes a key. What could fail comes before the key is saved, and the files that name it get their names after: nobody is
 * handed a public key whose private half was lost, and a failure leaves neither.
 */
export async function generateKey(
  request: GenerateKeyRequest,
  ports: KeyWorkPorts,
  asking: Asking,
): Promise<GeneratedKey> {
  const { keyring, files } = ports;
  const { role, gun, publicKeyFile, signingRequestFile, selfSigned } = request;
  checkKeyRole(role);
  for (const path of [publicKeyFile, signingRequestFile, selfSigned?.file ?? null]) {
    if (path !== null) {
      await files.checkNew(path);
    }
  }
  const publicKey = await keyring.generate(request.algorithm);
  const unlocked = keyring.fresh(publicKey.canonicalId);
  if (unlocked === null) {
    throw new TypeError('a key that was just made is gone');
  }
  const prepared: (WrittenFile & { readonly file: PreparedFile })[] = [];
  try {
    for (const { kind, path, text } of publicTexts(request, unlocked, ports)) {
      const file = await files.prepareNew(path, text, { mode: PUBLIC_MODE });
      prepared.push({ kind, path: file.path, file });
    }
    refuseSamePath(prepared);
    const key = await keyring.saveFresh(publicKey.canonicalId, { role, gun }, asking);
    for (const { file } of prepared) {
      await file.keep();
    }
    return { key, publicKey, files: prepared.map(({ kind, path }) => ({ kind, path })) };
  } finally {
    await Promise.all(prepared.map(({ file }) => file.discard()));
  }
}

interface PublicText extends WrittenFile {
  readonly text: string;
}

function publicTexts(
  request: GenerateKeyRequest,
  key: UnlockedKey,
  { vault, clock }: KeyWorkPorts,
): readonly PublicText[] {
  const { publicKeyFile, signingRequestFile, selfSigned } = request;
  const subject = request.subject ?? `CN=${request.role}`;
  const texts: PublicText[] = [];
  if (publicKeyFile !== null) {
    texts.push({ kind: 'public-key', path: publicKeyFile, text: vault.publicPem(key, request.role) });
  }
  if (signingRequestFile !== null) {
    const text = vault.signingRequest(key, { subject });
    texts.push({ kind: 'signing-request', path: signingRequestFile, text });
  }
  if (selfSigned !== null) {
    const { days, file } = selfSigned;
    const text = vault.selfSigned(key, { subject, days, now: clock.now() });
    texts.push({ kind: 'certificate', path: file, text });
  }
  return texts;
}

function refuseSamePath(files: readonly WrittenFile[]): void {
  const paths = new Set<string>();
  for (const { path } of files) {
    if (paths.has(path)) {
      throw new OperationError('same-file-twice', { path });
    }
    paths.add(path);
  }
}
