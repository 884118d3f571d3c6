import { openRepositoryBook } from '../../../source/settings/index.ts';
import { exclusively } from '../../../source/trust-dir/index.ts';
import { asGun } from '../../../source/tuf/index.ts';

/** Adds every repository that is named after the folder, one by one. */
const [, , folder = '', ...names] = process.argv;
const book = openRepositoryBook(folder, exclusively);
for (const name of names) {
  const gun = asGun(name);
  if (gun !== null) {
    await book.add(gun);
  }
}
