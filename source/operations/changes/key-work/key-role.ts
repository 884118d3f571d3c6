import { OperationError } from '../../errors.ts';

/** As long as notary-server takes a role to be (facts 1.1). */
const MAX_BYTES = 255;
/** Controls, which end a header or move a terminal's cursor, and characters that are drawn as nothing. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s|\s$/u;

/** The roles whose keys are of one repository (facts 8.1). */
const ROLES_OF_ONE_REPOSITORY: ReadonlySet<string> = new Set(['targets', 'snapshot', 'timestamp']);

/** Throws `key-role-invalid` for what cannot stand in the `role` header of a key file; otherwise notary takes any text. */
export function checkKeyRole(role: string): void {
  if (role === '' || UNFIT.test(role) || Buffer.byteLength(role) > MAX_BYTES) {
    throw new OperationError('key-role-invalid', { role });
  }
}

export function isOfOneRepository(role: string): boolean {
  return ROLES_OF_ONE_REPOSITORY.has(role);
}
