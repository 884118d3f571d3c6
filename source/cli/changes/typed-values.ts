import {
  asKeyId,
  asRoleName,
  type Gun,
  type KeyId,
  type RoleName,
  requireTrusted,
} from '../../operations/index.ts';
import { UsageError } from '../errors.ts';
import type { ChangeRun } from './change-command.ts';

/** docker's rule for the names of signers and keys (facts 1.3 and 11.1). */
const NAME = /^[a-z0-9][a-z0-9_-]*$/;

/** A signer's name as docker takes it. */
export function signerName(text: string): string {
  if (text === 'releases') {
    throw new UsageError({
      message: 'releases is a reserved keyword',
      why: 'It is the role that consumers trust, not somebody who signs.',
      next: 'Use a different signer name.',
    });
  }
  return keyName(text, 'signer name');
}

export function keyName(text: string, what: string): string {
  if (!NAME.test(text)) {
    throw new UsageError({
      message: `${what} "${text}" is not allowed`,
      why: 'It must start with a lowercase letter or digit, and can include "-" or "_" after that.',
      next: 'Choose a name such as jeff or build-2.',
    });
  }
  return text;
}

export function delegationRole(text: string): RoleName {
  const role = asRoleName(text);
  if (role === null || !role.startsWith('targets/')) {
    throw new UsageError({
      message: `${text} is no delegation`,
      why: 'Delegations are written targets/NAME, in lowercase letters, digits, - and _.',
      next: 'Write the whole name, such as targets/releases.',
    });
  }
  return role;
}

/** `--paths a,b` and `--all-paths`; an empty path is all of them. */
export function typedPaths({ invocation: { options } }: ChangeRun): readonly string[] {
  const paths = (options.paths ?? []).flatMap((text) => text.split(','));
  if (options.allPaths === true && paths.length > 0) {
    throw new UsageError({
      message: '--paths and --all-paths say different things',
      why: 'All paths are those of --paths too.',
      next: 'Leave one of them out.',
    });
  }
  return options.allPaths === true ? [''] : [...new Set(paths)];
}

export function wholeNumber(text: string, what: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || !Number.isSafeInteger(value)) {
    throw new UsageError({
      message: `${text} is no ${what}`,
      why: 'It is a whole number from 1.',
      next: 'Write it in digits.',
    });
  }
  return value;
}

/** The one value of an option that may be given once. */
export function onlyOne(values: readonly string[] | undefined, option: string): string | null {
  const [value, ...others] = values ?? [];
  if (others.length > 0) {
    throw new UsageError({
      message: `${option} was given ${others.length + 1} times`,
      why: 'The command takes one.',
      next: 'Leave the others out.',
    });
  }
  return value ?? null;
}

/** The one of `ids` that `text` names, whole or cut short; throws when there is none or more than one. */
export function keyIdAmong(text: string, ids: Iterable<KeyId>, where: string): KeyId {
  refuseNoKeyId(text);
  const found = [...new Set(ids)].filter((id) => id.startsWith(text));
  const [only, ...others] = found;
  if (only === undefined) {
    throw new UsageError({
      message: `No key with ID ${text} found`,
      why: `No key ${where} begins with it.`,
      next: 'Copy it from trustdeck key list or trustdeck delegation list.',
    });
  }
  if (others.length > 0) {
    throw new UsageError({
      message: `${text} stands for ${found.length} keys`,
      why: `They are ${found.map((id) => id.slice(0, text.length + 4)).join(', ')}.`,
      next: 'Write more of its digits.',
    });
  }
  return only;
}

function refuseNoKeyId(text: string): void {
  if (!/^[0-9a-f]{7,64}$/.test(text)) {
    throw new UsageError({
      message: `${text} is no key ID`,
      why: 'A key ID is 64 hexadecimal digits in lower case; the first 7 or more do.',
      next: 'Copy it from trustdeck key list or trustdeck delegation list.',
    });
  }
}

/** Keys of delegations by ID; what is cut short is looked up in the repositories, and is only then asked of them. */
export async function delegationKeyIds(
  run: ChangeRun,
  typed: readonly string[],
  guns: readonly Gun[],
): Promise<readonly KeyId[]> {
  typed.forEach(refuseNoKeyId);
  const whole = typed.map((text) => asKeyId(text));
  if (whole.every((id) => id !== null)) {
    return [...new Set(whole)];
  }
  const { workspace, context } = run;
  const states = await Promise.all(
    guns.map(async (gun) =>
      requireTrusted(await workspace.session.open(gun, { refresh: false, signal: context.io.signal })),
    ),
  );
  const ids = states.flatMap((state) =>
    [...state.delegations.values()].flatMap(({ keys }) => keys.map(({ canonicalId }) => canonicalId)),
  );
  return [...new Set(typed.map((text) => asKeyId(text) ?? keyIdAmong(text, ids, 'in a delegation')))];
}
