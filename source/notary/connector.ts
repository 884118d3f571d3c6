import net from 'node:net';
import tls, { type DetailedPeerCertificate, type SecureContext, type TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import { isNotaryError, NotaryError } from './errors.ts';
import type { NotaryLimits } from './limits.ts';
import type { TlsOptions } from './options.ts';
import { connectionError } from './socket-error.ts';
import { summariseChain, tlsRefusal } from './tls-refusal.ts';
import { createTrust, type TlsTrust } from './tls-trust.ts';

interface ConnectorOptions {
  readonly origin: URL;
  readonly tls: TlsOptions;
  /** Client certificates are shown to the server itself only, never to a token service elsewhere. */
  readonly showClientCertificate: boolean;
  readonly limits: NotaryLimits;
}

/**
 * How undici's pool opens a connection to one origin. Rejections are `NotaryError`s. Written here, and not left to
 * undici, for the two attempts of `TlsTrust`, for a time limit that covers DNS, TCP and TLS together, and to keep the
 * chain of a server that is not trusted.
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  let trust: TlsTrust | null = null;
  const open = async (): Promise<net.Socket> => {
    if (options.origin.protocol !== 'https:') {
      return settled(net.connect(address(options.origin)), 'connect', options);
    }
    trust ??= createTrust(options.tls, options.showClientCertificate);
    return openSecure(trust, options);
  };
  return (_target, callback) => {
    open().then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
}

/**
 * A first attempt as cheap as it can be. When the server's certificate is refused, a second one with all trusted CAs
 * (see `TlsTrust`) that also keeps the server's chain, so that the error can show it.
 */
async function openSecure(trust: TlsTrust, options: ConnectorOptions): Promise<TLSSocket> {
  try {
    return await handshake(trust.current(), options);
  } catch (error) {
    if (!isNotaryError(error, 'tls-untrusted')) {
      throw error;
    }
  }
  return handshake(trust.all(), options, { keepChain: true });
}

async function handshake(
  secureContext: SecureContext,
  options: ConnectorOptions,
  { keepChain } = { keepChain: false },
): Promise<TLSSocket> {
  const { host, port } = address(options.origin);
  const socket = tls.connect({
    host,
    port,
    // An address has no name to send; it is compared with the certificate's addresses all the same.
    ...(net.isIP(host) === 0 && { servername: host }),
    secureContext,
    ALPNProtocols: ['http/1.1'],
  });
  let leaf: DetailedPeerCertificate | null = null;
  if (keepChain) {
    // Runs before Node judges the chain: afterwards the socket is destroyed and the chain is gone.
    socket.prependOnceListener('secure', () => {
      leaf = socket.getPeerCertificate(true);
    });
  }
  try {
    return await settled(socket, 'secureConnect', options);
  } catch (error) {
    throw untrusted(error, leaf, options) ?? error;
  }
}

function untrusted(
  error: unknown,
  leaf: DetailedPeerCertificate | null,
  options: ConnectorOptions,
): NotaryError | null {
  const cause = error instanceof NotaryError ? error.cause : error;
  const tlsCode = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = tlsRefusal(tlsCode);
  return reason === null
    ? null
    : new NotaryError(
        'tls-untrusted',
        {
          server: options.origin.origin,
          reason,
          tlsCode,
          chain: summariseChain(leaf),
          lookedIn: options.tls.lookedIn,
        },
        { cause },
      );
}

/** Waits until the socket is usable; destroys it and rejects with a `NotaryError` when it fails or takes too long. */
function settled<Socket extends net.Socket>(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  { origin, tls: { clientCertificates }, limits }: ConnectorOptions,
): Promise<Socket> {
  const server = origin.origin;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new NotaryError('server-unreachable', { server, reason: 'timeout', systemCode: null }));
      socket.destroy();
    }, limits.connectMs);
    // Stays attached: an error between this moment and undici's own listener would end the process. Destroys the
    // socket, or the end of the stream that follows an alert of TLS would hide the alert from undici.
    socket.on('error', (error) => {
      socket.destroy();
      clearTimeout(timer);
      reject(connectionError(error, server, clientCertificates.length > 0));
    });
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new NotaryError('server-unreachable', { server, reason: 'closed', systemCode: null }));
    });
    socket.once(event, () => {
      clearTimeout(timer);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

function address(origin: URL): { readonly host: string; readonly port: number } {
  const host = origin.hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: origin.port === '' ? (origin.protocol === 'https:' ? 443 : 80) : Number(origin.port) };
}
