import { safeText } from '../base/index.ts';
import { NotaryError } from './errors.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Parses the URL of a server: http or https, with an optional path, nothing else. Plain http is accepted for this
 * machine only, because a name that answers over it can be anybody. Throws `server-url-invalid`, `plain-http-refused`.
 */
export function parseServerUrl(text: string): URL {
  const url = URL.parse(text);
  const reason = url === null ? 'not-a-url' : urlFault(url);
  if (url === null || reason !== null) {
    throw new NotaryError('server-url-invalid', {
      url: safeText(withoutLogin(text)),
      reason: reason ?? 'not-a-url',
    });
  }
  refusePlainHttp(url);
  return url;
}

/** Throws `plain-http-refused` unless `url` is https or on this machine. */
export function refusePlainHttp(url: URL): void {
  if (url.protocol !== 'https:' && !LOOPBACK.test(url.hostname)) {
    throw new NotaryError('plain-http-refused', { server: url.origin });
  }
}

function urlFault(url: URL): 'not-http' | 'has-credentials' | 'has-query' | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return 'not-http';
  }
  if (url.username !== '' || url.password !== '') {
    return 'has-credentials';
  }
  return url.search === '' && url.hash === '' ? null : 'has-query';
}

/** Everything between `//` and `@` may be a password and stays out of errors. */
function withoutLogin(text: string): string {
  return text.replace(/\/\/.*@/s, '//');
}
