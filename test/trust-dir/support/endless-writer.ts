import { openTrustDir } from '../../../source/trust-dir/index.ts';
import { asGun, asRoleName } from '../../../source/tuf/index.ts';

/** Writes two versions of a repository's metadata in turns until it is killed; says so after each. */
const [, , trustDir = '', gunText = '', padding = '', ...roles] = process.argv;
const gun = asGun(gunText);
if (gun === null) {
  throw new Error('no GUN');
}
const { cache } = openTrustDir(trustDir);
for (let version = 1; ; version += 1) {
  const bytes = new TextEncoder().encode(
    JSON.stringify({ signed: { version }, padding: String(version % 10).repeat(Number(padding)) }),
  );
  const files = roles.flatMap((name) => {
    const role = asRoleName(name);
    return role === null ? [] : [{ role, bytes }];
  });
  await cache.write(gun, files);
  process.stdout.write(`${version}\n`);
}
