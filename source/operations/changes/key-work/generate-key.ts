import type { LocalKey } from '../../ports.ts';
import type { UnlockedKey } from '../key-ports.ts';
import type { Asking, GeneratedKey, GenerateKeyRequest, WrittenFile } from '../key-work.ts';
import type { KeyWorkPorts } from './create-key-work.ts';

const PUBLIC_MODE = 0o644;

/**
 * Makes a key and saves it, encrypted, before anything that names it is written: a public key whose private half was
 * lost on the way would lock its owner out.
 */
export async function generateKey(
  request: GenerateKeyRequest,
  ports: KeyWorkPorts,
  asking: Asking,
): Promise<GeneratedKey> {
  const { keyring } = ports;
  const { role, gun } = request;
  const publicKey = await keyring.generate(request.algorithm);
  const unlocked = keyring.fresh(publicKey.canonicalId);
  if (unlocked === null) {
    throw new TypeError('a key that was just made is gone');
  }
  const texts = publicTexts(request, unlocked, ports);
  const key = await keyring.saveFresh(publicKey.canonicalId, { role, gun }, asking);
  return { key, publicKey, files: await writeAll(texts, key, ports) };
}

/** A key of which nobody was given the public half is of no use: it does not stay behind. */
async function writeAll(
  texts: readonly PublicText[],
  key: LocalKey,
  { files, vault }: KeyWorkPorts,
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  try {
    for (const { kind, path, text } of texts) {
      written.push({ kind, path: await files.writeNew(path, text, { mode: PUBLIC_MODE }) });
    }
    return written;
  } catch (error) {
    if (written.length === 0) {
      await vault.remove(key);
    }
    throw error;
  }
}

interface PublicText extends WrittenFile {
  readonly text: string;
}

/** Made before the key is saved, so that a subject that cannot be written leaves no key behind. */
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
