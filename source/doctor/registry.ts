import type { Gun } from '../operations/index.ts';

/** The registry that an image of this name lies in, under which its login is kept (facts 7.3); the name itself where it has none. */
export function registryOf(gun: Gun): string {
  const end = gun.indexOf('/');
  return end === -1 ? gun : gun.slice(0, end);
}
