import { sign } from 'node:crypto';
import type { Ed25519Key } from './loose-keys.ts';
import type { RealClients } from './real-clients.ts';
import { uploadFiles } from './upload-files.ts';

/**
 * Uploads a role's file that no client would make, because every client gives three years to it: signed by `key`, and
 * valid until `expires`. The server takes it as long as that has not passed.
 */
export async function uploadDelegation(
  clients: RealClients,
  options: {
    readonly gun: string;
    readonly role: string;
    readonly key: Ed25519Key;
    readonly expires: Date;
    /** 1 without it. */
    readonly version?: number;
    /** Members of `targets`, as JSON; none without it. */
    readonly targets?: string;
    /** With a new line at the end, as no client writes it: the server takes it and cannot find it again (facts 3.3). */
    readonly isMalformed?: boolean;
  },
): Promise<void> {
  const { version = 1, targets = '', isMalformed = false } = options;
  // Go's form, without which nobody can download the file afterwards: sorted, and no fraction ending in zeros.
  const expires = options.expires.toISOString().replace(/\.\d+Z$/, 'Z');
  const head = '{"_type":"Targets","delegations":{"keys":{},"roles":[]}';
  const signed = `${head},"expires":"${expires}","targets":{${targets}},"version":${version}}`;
  const sig = sign(null, Buffer.from(signed), options.key.privateKey).toString('base64');
  const signature = `{"keyid":"${options.key.id}","method":"eddsa","sig":"${sig}"}`;
  const body = `{"signed":${signed},"signatures":[${signature}]}${isMalformed ? '\n' : ''}`;
  const status = await uploadFiles(clients.server, options.gun, new Map([[options.role, Buffer.from(body)]]));
  if (status !== 200) {
    throw new Error(`the server refused ${options.role}: ${String(status)}`);
  }
}
