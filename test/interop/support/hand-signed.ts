import { sign } from 'node:crypto';
import type { Ed25519Key } from './loose-keys.ts';
import type { RealClients } from './real-clients.ts';
import { uploadFiles } from './upload-files.ts';

/**
 * Uploads a role's file that no client would make, because every client gives three years to it: without targets,
 * signed by `key`, and valid until `expires`. The server takes it as long as that has not passed.
 */
export async function uploadDelegation(
  clients: RealClients,
  options: {
    readonly gun: string;
    readonly role: string;
    readonly key: Ed25519Key;
    readonly expires: Date;
  },
): Promise<void> {
  // Go's form, without which nobody can download the file afterwards: sorted, and no fraction ending in zeros.
  const expires = options.expires.toISOString().replace(/\.\d+Z$/, 'Z');
  const signed = `{"_type":"Targets","delegations":{"keys":{},"roles":[]},"expires":"${expires}","targets":{},"version":1}`;
  const sig = sign(null, Buffer.from(signed), options.key.privateKey).toString('base64');
  const signature = `{"keyid":"${options.key.id}","method":"eddsa","sig":"${sig}"}`;
  const body = `{"signed":${signed},"signatures":[${signature}]}`;
  const status = await uploadFiles(clients.server, options.gun, new Map([[options.role, Buffer.from(body)]]));
  if (status !== 200) {
    throw new Error(`the server refused ${options.role}: ${String(status)}`);
  }
}
