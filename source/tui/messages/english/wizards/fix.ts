import type { FixWizardMessages } from '../../areas/fix-wizard.ts';
import { plural } from '../plural.ts';

export const fix: FixWizardMessages['fix'] = {
  title: 'Put right',
  way: { question: 'How is this to be put right?' },
  notHere: 'cannot be done on this machine: Enter says who can',
  handOver: {
    question: 'This is not done here',
    hint: 'Once it is done, Enter looks again.',
  },
  commands: (count) => (count === 1 ? 'The command, y copies it' : 'With any one of these, y copies them'),
  lookAgain: 'look again',
  name: {
    question: 'Whose key is it?',
    hint: 'The name becomes that of a signer. Ask around before you vouch for a key.',
    example: 'jeff',
  },
  knownSigner: 'There is a signer of this name: they get this key beside what they have.',
  tighten: { question: 'Let nobody but you read and write these files?' },
  tightenNow: 'make them private',
  reset: {
    question: 'Drop what is staged?',
    hint: 'It was never published, and cannot be had back. The repository stays as it is.',
  },
  resetNow: 'drop it',
  gone: 'That was put right in the meantime',
  healthyBefore: 'Nothing is wrong any more',
  nothingToDo: 'Nothing can be done about this but waiting',
  afterwards: 'Afterwards',
  looking: 'Looking what is left …',
  notLooked: (why) => `What is left could not be looked at: ${why}`,
  healthy: (repository) => `${repository} is healthy.`,
  keysHealthy: 'Nothing is wrong with the keys on this machine.',
  left: (count) => `${plural(count, 'problem')} left`,
  goOn: (label) => `f goes on: ${label}`,
  nothingLeftToDo: 'Nothing can be done about it here.',
  next: 'put the next right',
};
