import type { DoctorMessages } from '../areas/doctor.ts';
import { plural } from './plural.ts';

export const doctor: DoctorMessages = {
  labels: { pulls: 'Pulls', signs: 'Signing', evidence: 'Why', fix: 'Fix', decide: 'Decide' },
  here: 'can be done here',
  who: (keys) => `Can be done with ${keys}`,
  step: (number) => `${number}.`,
  waiting: 'Nothing can be done about it but waiting.',
  looking: 'Looking for what can be done …',
  notLooked: (why) => `What can be done is not known: ${why}`,
  fixHint: 'f  put it right',
  handOverHint: 'f  what to hand over to others · y  copy a command',
  healthy: 'Nothing is wrong with this repository.',
  notExamined: (why) => `Nothing was found, but not everything could be examined: ${why}`,
  examining: (repository) => `Examining ${repository} …`,
  whyNotOpened: '6  what the Doctor finds, and what can be done',
  checkup: {
    title: 'Doctor: all repositories',
    examining: (done, total) => `Examining: ${done} of ${total} done · Esc stops`,
    stopped: (done, total) =>
      `${done} of ${plural(total, 'repository', 'repositories')} examined · 5 examines the rest`,
    finished: (total) => `${plural(total, 'repository', 'repositories')} examined, the worst first`,
    fine: (count) => (count === 1 ? '1 repository is fine' : `${count} repositories are fine`),
    notYet: (count) =>
      count === 1 ? '1 repository is not examined yet' : `${count} repositories are not examined yet`,
    machine: 'Keys on this machine',
    machineFine: 'Nothing is wrong with them',
    machineFineSoFar: 'Nothing is wrong with them as far as is known before all repositories are examined',
    machineLooking: 'looking …',
    machineFailed: (why) => `They could not be examined: ${why}`,
  },
};
