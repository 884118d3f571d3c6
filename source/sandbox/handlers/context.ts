import type { Clock } from '../../base/index.ts';
import type { ServerRole } from '../http/router.ts';
import type { SandboxLimits } from '../limits.ts';
import type { ServerKey } from '../storage/record.ts';
import type { Store } from '../storage/store.ts';

/** What a handler works with besides the request. */
export interface HandlerContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly limits: SandboxLimits;
  /** Makes a key pair that has never signed. */
  readonly createKey: (role: ServerRole) => ServerKey;
}
