/** SubjectPublicKeyInfo of an RSA key of 2048 bits: RSA cannot be made from a seed, and nobody has the private half. */
export const RSA_PUBLIC_KEY: Uint8Array = Buffer.from(
  [
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsR+gjgkzF/C0w/5qgilUTso5DAKYtKwHEyLJRn49p87C1cmClx/heTWt',
    'BO4Y0fRvqSqdHqbHpTk4v/wGZU2AQYUIP2mLxfupBIERUg6e6oaZafcwkYPtVwF59SYs4tqDTw/kPzEGr5TJulSsha/SeCWeymt6',
    'AVkPOu6v0EXJbJYsyGxIQLOX4OUludbfX6nKGz4Zpr1j7mL5vLp86EjH+L3yFPyFQJNVjpc1dvtNrado7Oj5qOPAly9idARz9jmm',
    'oN/O+nj/pWyeNAhTcG4NE1ccP5FTrdx+WH11MOSUk9K0YBnAQQ3Cquzf6AculSnGZFL3XFBY88a7+4wxdc9SjQIDAQAB',
  ].join(''),
  'base64',
);
