import type { DetailedPeerCertificate } from 'node:tls';
import { type SafeText, safeText } from '../base/index.ts';
import type { CertificateSummary, TlsFailure, TlsRefusal } from './errors.ts';

/** OpenSSL's and Node's names for a certificate that does not verify. */
const REFUSALS: ReadonlyMap<string, TlsRefusal> = new Map([
  ['UNABLE_TO_GET_ISSUER_CERT', 'unknown-issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknown-issuer'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknown-issuer'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown-issuer'],
  ['CERT_UNTRUSTED', 'unknown-issuer'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'not-yet-valid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong-host'],
  ['ERR_TLS_CERT_ALTNAME_FORMAT', 'wrong-host'],
  ['HOSTNAME_MISMATCH', 'wrong-host'],
  ['CERT_REVOKED', 'revoked'],
  ['EE_KEY_TOO_SMALL', 'weak'],
  ['CA_KEY_TOO_SMALL', 'weak'],
  ['CA_MD_TOO_WEAK', 'weak'],
  ['CERT_SIGNATURE_FAILURE', 'invalid'],
  ['CERT_CHAIN_TOO_LONG', 'invalid'],
  ['CERT_REJECTED', 'invalid'],
  ['INVALID_CA', 'invalid'],
  ['INVALID_PURPOSE', 'invalid'],
  ['PATH_LENGTH_EXCEEDED', 'invalid'],
  ['ERROR_IN_CERT_NOT_AFTER_FIELD', 'invalid'],
  ['ERROR_IN_CERT_NOT_BEFORE_FIELD', 'invalid'],
  ['UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'invalid'],
  ['UNABLE_TO_DECRYPT_CERT_SIGNATURE', 'invalid'],
  ['UNSPECIFIED', 'invalid'],
]);

/** Alerts of the server and errors of the handshake that have nothing to do with its certificate. */
const FAILURES: ReadonlyMap<string, TlsFailure> = new Map([
  ['EPROTO', 'handshake'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'not-tls'],
  ['ERR_SSL_HTTP_REQUEST', 'not-tls'],
  ['ERR_SSL_UNKNOWN_PROTOCOL', 'not-tls'],
  ['ERR_SSL_RECORD_LAYER_FAILURE', 'not-tls'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client-certificate-required'],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'client-certificate-refused'],
  ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'client-certificate-refused'],
  ['ERR_SSL_SSL/TLS_ALERT_UNKNOWN_CA', 'client-certificate-refused'],
  ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN', 'client-certificate-refused'],
  ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', 'client-certificate-refused'],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'client-certificate-refused'],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'client-certificate-refused'],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED', 'client-certificate-refused'],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', 'client-certificate-refused'],
  ['ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE', 'client-certificate-refused'],
  ['ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR', 'client-certificate-refused'],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'handshake'],
  ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'handshake'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'handshake'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'handshake'],
  ['ERR_SSL_NO_PROTOCOLS_AVAILABLE', 'handshake'],
  ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'handshake'],
  ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'handshake'],
]);

/** Deeper chains are cut: what counts for a person is the leaf and who issued it. */
const MAX_CHAIN = 5;

/** Why a certificate was refused, or null when `code` is about something else. */
export function tlsRefusal(code: string): TlsRefusal | null {
  return REFUSALS.get(code) ?? null;
}

/**
 * Why the handshake failed, or null when `code` is not TLS's. A server that refuses "a bad certificate" when none
 * was sent wants one: that is how TLS 1.2 says it.
 */
export function tlsFailure(code: string, sentCertificate: boolean): TlsFailure | null {
  const failure = FAILURES.get(code) ?? (code.startsWith('ERR_SSL_') ? 'handshake' : null);
  return failure === 'client-certificate-refused' && !sentCertificate
    ? 'client-certificate-required'
    : failure;
}

/** What a person needs to recognise the chain that the server showed, leaf first. */
export function summariseChain(leaf: DetailedPeerCertificate | null): readonly CertificateSummary[] {
  const chain: CertificateSummary[] = [];
  // Node hands out an empty object when the server sent none, and a root that is its own issuer.
  for (let next = leaf; next?.raw && chain.length < MAX_CHAIN; next = next.issuerCertificate) {
    chain.push({
      subject: distinguishedName(next.subject),
      issuer: distinguishedName(next.issuer),
      notBefore: validDate(next.valid_from),
      notAfter: validDate(next.valid_to),
    });
    if (next.issuerCertificate === next) {
      break;
    }
  }
  return chain;
}

function distinguishedName(name: object): SafeText {
  return safeText(
    Object.entries(name)
      .map(([attribute, value]) => `${attribute}=${value}`)
      .join(', '),
  );
}

function validDate(text: string): Date | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}
