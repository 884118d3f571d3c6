import { decodeUtf8 } from '../../../source/base/index.ts';
import { makeServerKey } from '../../../source/sandbox/generated/signing-key.ts';
import type { HandlerContext } from '../../../source/sandbox/handlers/context.ts';
import { handle } from '../../../source/sandbox/handlers/handle.ts';
import type { ApiResponse } from '../../../source/sandbox/http/message.ts';
import { SANDBOX_LIMITS } from '../../../source/sandbox/limits.ts';
import type { ServerKeyType } from '../../../source/sandbox/storage/record.ts';
import { createStore, type Store } from '../../../source/sandbox/storage/store.ts';
import { type Gun, readTufKey, type TufKey } from '../../../source/tuf/index.ts';

const BOUNDARY = 'a-boundary-of-the-tests';

export interface Reply extends ApiResponse {
  readonly text: string;
  /** The body as JSON; null when it is none. */
  readonly json: unknown;
  /** The code of the error envelope, or null. */
  readonly code: string | null;
  readonly detail: unknown;
}

/** What a client is told about an invalid upload: the name under which it knows the error, and what it prints. */
export function told({ code, detail }: Reply): readonly [name: string, message: string] {
  const found = detail as { Name: string; Error: { Msg: string } } | undefined;
  if (code !== 'INVALID_UPDATE' || found === undefined) {
    throw new Error(`not an invalid update: ${code ?? 'no error'}`);
  }
  return [found.Name, found.Error.Msg];
}

/** The handlers over a store, without a socket; time stands still until it is moved. */
export class TestServer {
  now: Date;
  readonly store: Store;
  readonly #context: HandlerContext;

  constructor(options: { readonly now: Date; readonly store?: Store; readonly keyType?: ServerKeyType }) {
    this.now = options.now;
    this.store = options.store ?? createStore();
    this.#context = {
      store: this.store,
      clock: { now: () => this.now },
      limits: SANDBOX_LIMITS,
      createKey: (role) => makeServerKey(role, options.keyType ?? 'ed25519'),
    };
  }

  call(method: string, target: string, body?: { readonly type: string; readonly bytes: Uint8Array }): Reply {
    const [path = '', query = ''] = target.split('?');
    const response = handle(
      {
        method,
        path,
        query: new URLSearchParams(query),
        contentType: body?.type ?? '',
        body: body?.bytes ?? new Uint8Array(0),
      },
      this.#context,
    );
    return reply(response);
  }

  get(gun: Gun, file: string): Reply {
    return this.call('GET', `/v2/${gun}/_trust/tuf/${file}`);
  }

  /** The public key that the server offers. */
  key(gun: Gun, role: 'snapshot' | 'timestamp', method: 'GET' | 'POST' = 'GET'): TufKey {
    const { json } = this.call(method, `/v2/${gun}/_trust/tuf/${role}.key`);
    const key = readTufKey(json as Parameters<typeof readTufKey>[0]);
    if (key === null) {
      throw new Error('the server offered no key');
    }
    return key;
  }

  /** Uploads files by their names, as Go writes a form. */
  post(gun: string, files: Readonly<Record<string, Uint8Array>>): Reply {
    const parts = Object.entries(files).flatMap(([name, bytes]) => [
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]);
    return this.call('POST', `/v2/${gun}/_trust/tuf/`, {
      type: `multipart/form-data; boundary=${BOUNDARY}`,
      bytes: Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]),
    });
  }
}

function reply(response: ApiResponse): Reply {
  const text = decodeUtf8(response.body) ?? '';
  const json = parse(text);
  const [error] = (json as { errors?: readonly { code: string; detail?: unknown }[] } | null)?.errors ?? [];
  return { ...response, text, json, code: error?.code ?? null, detail: error?.detail };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
