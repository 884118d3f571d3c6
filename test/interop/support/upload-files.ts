import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { ServerAddress } from './real-clients.ts';

/** Posts files of a repository, by role, as one update; resolves with the status that the server answers. */
export async function uploadFiles(
  server: ServerAddress,
  gun: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<number> {
  const boundary = 'trustdeck-test-boundary';
  const parts = [...files].flatMap(([role, bytes]) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${role}"\r\n` +
        'Content-Type: application/octet-stream\r\n\r\n',
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  const ca = await readFile(server.caFile);
  const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };
  return new Promise((resolve, reject) => {
    const call = request(
      `${server.url}/v2/${gun}/_trust/tuf/`,
      { method: 'POST', ca, headers, agent: false },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
