import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One staged change, in the order in which notary writes the members (facts 8.4). */
export interface ChangeFile {
  readonly action: 'create' | 'update' | 'delete';
  readonly role: string;
  readonly type: 'target' | 'delegation' | 'witness' | 'role';
  readonly path: string;
  /** The payload as JSON, which the file holds in base64; null for none. */
  readonly payload: unknown;
}

/**
 * Stages changes in the changelist folder of a repository, as notary itself would. Docker and notary cannot express
 * everything that their changelist can (an Ed25519 delegation key), nor quickly (5,000 tags).
 */
export async function writeChangelist(folder: string, changes: readonly ChangeFile[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const start = BigInt(Date.now()) * 1_000_000n;
  for (const [index, change] of changes.entries()) {
    const name = `${String(start + BigInt(index)).padStart(20, '0')}_${randomUUID()}.change`;
    await writeFile(join(folder, name), encode(change), { mode: 0o600 });
  }
}

/** A target as `notary addhash --sha256` stages it. */
export function targetChange(options: {
  readonly role: string;
  readonly name: string;
  readonly sha256: Buffer;
  readonly length: number;
}): ChangeFile {
  const payload = { length: options.length, hashes: { sha256: options.sha256.toString('base64') } };
  return { action: 'create', role: options.role, type: 'target', path: options.name, payload };
}

/** A delegation with public keys of any type, covering every target. */
export function delegationChanges(options: {
  readonly role: string;
  readonly keys: readonly { readonly keyType: string; readonly publicBytes: Buffer }[];
  readonly threshold?: number;
}): readonly ChangeFile[] {
  const keys = options.keys.map((key) => ({
    keytype: key.keyType,
    keyval: { public: key.publicBytes.toString('base64'), private: null },
  }));
  const base = { action: 'create', role: options.role, type: 'delegation', path: '' } as const;
  return [
    { ...base, payload: { threshold: options.threshold ?? 1, add_keys: keys } },
    { ...base, payload: { add_paths: [''] } },
  ];
}

function encode(change: ChangeFile): string {
  const data =
    change.payload === null ? null : Buffer.from(JSON.stringify(change.payload)).toString('base64');
  const text = JSON.stringify({
    action: change.action,
    role: change.role,
    type: change.type,
    path: change.path,
    data,
  });
  return text.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
}
