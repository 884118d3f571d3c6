import { X509Certificate } from 'node:crypto';
import tls, { type SecureContext } from 'node:tls';
import { safeText } from '../base/index.ts';
import { NotaryError } from './errors.ts';
import type { PemSource, TlsOptions } from './options.ts';

/**
 * Which CAs a connection trusts. Reading the system's roots costs more than a whole request, so they are loaded only
 * when they are needed: first the configured CAs alone (or, without any, the roots built into Node), and only if the
 * server's chain does not verify with these, all of them together. A chain that verifies against some of the trusted
 * CAs verifies against all of them, so nothing is accepted that one attempt with all would refuse. Where the
 * configured CAs are exclusive, they are all there is.
 */
export interface TlsTrust {
  /** For the first attempt: a part of the trusted CAs, or all once these were needed. */
  current(): SecureContext;
  /** All trusted CAs, used by `current` too from now on. */
  all(): SecureContext;
}

/** Throws `tls-material-invalid` when a CA or a client certificate cannot be used. */
export function createTrust(options: TlsOptions, showClientCertificate: boolean): TlsTrust {
  options.ca.forEach(requireCertificate);
  const configured = options.ca.map(({ pem }) => pem);
  const certificates = showClientCertificate ? options.clientCertificates : [];
  const contextFor = (ca: readonly string[] | null): SecureContext => {
    try {
      return tls.createSecureContext({
        ...(ca !== null && { ca: [...ca] }),
        ...(certificates.length > 0 && {
          cert: certificates.map(({ certificate }) => certificate.pem),
          key: certificates.map(({ key }) => key.pem),
        }),
      });
    } catch (error) {
      const pairs = certificates.flatMap(({ certificate, key }) => [certificate.from, key.from]);
      throw materialError(error, pairs);
    }
  };
  const narrow = contextFor(options.exclusive || configured.length > 0 ? configured : null);
  let everything: SecureContext | null = options.exclusive ? narrow : null;
  return {
    current: () => everything ?? narrow,
    all: () => {
      everything ??= contextFor([...configured, ...systemRoots()]);
      return everything;
    },
  };
}

/** The roots of the operating system, which docker uses, and those of Node with `NODE_EXTRA_CA_CERTS`. */
function systemRoots(): readonly string[] {
  return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
}

/** OpenSSL skips over PEM that it cannot read: a broken file would look like a server that nobody vouches for. */
function requireCertificate({ pem, from }: PemSource): void {
  try {
    new X509Certificate(pem);
  } catch (error) {
    throw materialError(error, [from]);
  }
}

function materialError(error: unknown, from: readonly string[]): NotaryError {
  const reason = safeText(error instanceof Error ? error.message : String(error));
  return new NotaryError('tls-material-invalid', { from, reason }, { cause: error });
}
