import type { WizardId } from '../store/wizard-state.ts';
import { addDelegation } from './add-delegation.ts';
import { addSigner } from './add-signer.ts';
import { backup } from './backup.ts';
import type { Wizard } from './definition.ts';
import { exportKeys } from './export-keys.ts';
import { generateKey } from './generate-key.ts';
import { initialise } from './initialise.ts';
import { loadKey } from './load-key.ts';
import { removeDelegation } from './remove-delegation.ts';
import { removeKey } from './remove-key.ts';
import { removeSigner } from './remove-signer.ts';
import { restore } from './restore.ts';
import { resume } from './resume.ts';
import { rotateKey } from './rotate-key.ts';
import { rotateSigner } from './rotate-signer.ts';
import { witness } from './witness.ts';

/** Every wizard there is, apart from the one that becomes what a finding needs. */
export const ALL_WIZARDS: Readonly<Record<Exclude<WizardId, 'fix'>, Wizard>> = {
  'generate-key': generateKey,
  'load-key': loadKey,
  initialise,
  'add-signer': addSigner,
  'remove-signer': removeSigner,
  'rotate-signer': rotateSigner,
  'rotate-key': rotateKey,
  'add-delegation': addDelegation,
  'remove-delegation': removeDelegation,
  witness,
  backup,
  restore,
  'export-keys': exportKeys,
  'remove-key': removeKey,
  resume,
};
