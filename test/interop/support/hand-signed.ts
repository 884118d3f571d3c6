import { sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { Ed25519Key } from './loose-keys.ts';
import type { RealClients, ServerAddress } from './real-clients.ts';

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
  await upload(clients.server, options.gun, {
    role: options.role,
    body: `{"signed":${signed},"signatures":[${signature}]}`,
  });
}

async function upload(
  server: ServerAddress,
  gun: string,
  file: { readonly role: string; readonly body: string },
): Promise<void> {
  const boundary = 'trustdeck-test-boundary';
  const body = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="files"; filename="${file.role}"`,
    'Content-Type: application/octet-stream',
    '',
    file.body,
    `--${boundary}--`,
    '',
  ].join('\r\n');
  const ca = await readFile(server.caFile);
  const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };
  await new Promise<void>((resolve, reject) => {
    const call = request(
      `${server.url}/v2/${gun}/_trust/tuf/`,
      { method: 'POST', ca, headers, agent: false },
      (response) => {
        response.resume();
        response.on('end', () => {
          if (response.statusCode === 200) {
            resolve();
          } else {
            reject(new Error(`the server refused ${file.role}: ${String(response.statusCode)}`));
          }
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
