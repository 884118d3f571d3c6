import type { DraftProblems, TargetRefusal } from '../../tuf/index.ts';
import { count, few, short, type WordTable } from './words.ts';

const ITEMS_SHOWN = 3;

const TARGET_REFUSALS: Readonly<Record<TargetRefusal, string>> = {
  name: 'Its name holds control characters or broken text, which Notary cannot store.',
  custom:
    'Its custom data hold a number that is not whole, control characters or too many levels; Notary could not verify that.',
  digest: 'Its SHA-256 or SHA-512 digest is missing or is not one.',
  length: 'Its size is not a whole number of bytes.',
};

/** Words for every change that cannot be made. */
export const DRAFT_WORDS: WordTable<DraftProblems> = {
  'edit-role-unknown': ({ role }) => ({
    message: `There is no role ${role}`,
    why: 'No other role of the repository delegates to it.',
    next: 'Check the name with delegation list, or add the delegation first.',
  }),
  'edit-role-unsuitable': ({ role, edit }) => ({
    message: `${role} is not a role for this change`,
    why: `A change of the kind ${edit} does not apply to it.`,
    next: 'Name a delegation such as targets/releases.',
  }),
  'edit-role-unread': ({ role }) => ({
    message: `${role} cannot be changed, because its content could not be read`,
    why: 'A new version would wipe out what is in it now.',
    next: 'Repair the role above it first, or remove the delegation and add it again to start from nothing.',
  }),
  'edit-not-published': ({ role }) => ({
    message: `${role} has nothing to sign again`,
    why: 'Nothing was ever published in it.',
    next: 'Sign a tag into it first.',
  }),
  'edit-delegation-without-keys': ({ role }) => ({
    message: `${role} cannot be added without a key`,
    why: 'Nobody could sign it.',
    next: 'Give at least one public key.',
  }),
  'edit-paths-outside-parent': ({ role, paths }) => ({
    message: `${role} cannot be given paths that the role above it does not cover`,
    why: `Targets there would never count: ${few(paths.map(quoted), ITEMS_SHOWN)}.`,
    next: 'Choose paths below those of the role above it.',
  }),
  'edit-paths-unsignable': ({ role, paths }) => ({
    message: `${role} cannot be given such paths`,
    why: `They hold control characters or broken text: ${few(paths.map(quoted), ITEMS_SHOWN)}.`,
    next: 'Choose paths of printable characters.',
  }),
  'edit-threshold-invalid': ({ role, threshold }) => ({
    message: `${role} cannot have a threshold of ${threshold}`,
    why: 'A threshold is a whole number of at least 1.',
    next: 'Choose how many keys have to sign.',
  }),
  'edit-target-outside-paths': ({ role, name }) => ({
    message: `${role} may not sign ${quoted(name)}`,
    why: 'The name is not below any path of the role.',
    next: 'Sign it in another role, or give this one the path.',
  }),
  'edit-target-unsignable': ({ role, name, reason }) => ({
    message: `${quoted(name)} cannot be signed in ${role}`,
    why: TARGET_REFUSALS[reason],
    next: 'Correct the target and stage it again.',
  }),
  'edit-base-keys-missing': ({ role }) => ({
    message: `${role} would be left without a key`,
    why: 'A repository needs a key for each of its base roles.',
    next: 'Give it a key.',
  }),
  'version-unknown': ({ role }) => ({
    message: `The newest version of ${role} is not known`,
    why: 'The server has one already and would refuse another that starts again at 1.',
    next: 'Try again when the server can be reached.',
  }),
  'signatures-missing': ({ role, needed, found, keyIds }) => ({
    message: `${role} cannot be signed here`,
    why: `It needs ${count(needed, 'signature')}, and ${found === 0 ? 'none of its keys is' : `only ${found} of its keys ${found === 1 ? 'is' : 'are'}`} at hand.`,
    next:
      keyIds.length === 0
        ? `Add a key to ${role} first.`
        : `Ask a holder of one of these keys: ${few(keyIds.map(short), ITEMS_SHOWN)}.`,
  }),
  'document-unstorable': ({ role }) => ({
    message: `${role} cannot be published as it would be`,
    why: 'Notary would store it in another form than was signed, and nobody could read it again.',
    next: 'Nothing was published. Look for unusual names or data in this role.',
  }),
};

function quoted(text: string): string {
  return JSON.stringify(text);
}
