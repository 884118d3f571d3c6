// undici's index loads fetch, caches and WebSockets: 60 ms at start. Only the pool is needed, and it has no types of
// its own under this path.
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export = Pool;
}
