import type { ExpiryState } from '../../operations/index.ts';

/** How an expiry stands out; the text says the same in words. */
export function expiryToken(expiry: ExpiryState): { readonly token?: 'warning' | 'error' } {
  switch (expiry) {
    case 'expired':
      return { token: 'error' };
    case 'expiring':
      return { token: 'warning' };
    default:
      return {};
  }
}
