export { AppError, type ErrorOf } from './app-error.ts';
export type { Brand } from './brand.ts';
export {
  asSha256Hex,
  bytesEqual,
  compareUtf8,
  decodeUtf8,
  fromBase64,
  fromHex,
  type Sha256Hex,
  toBase64,
  toHex,
  utf8,
} from './bytes.ts';
export { type Clock, systemClock } from './clock.ts';
export { Passphrase } from './passphrase.ts';
export { type SafeText, safeText } from './safe-text.ts';
export { shellLine } from './shell-line.ts';
export { type TimeUnit, timeDistance } from './time-distance.ts';
export { systemTimer, type Timer } from './timer.ts';
