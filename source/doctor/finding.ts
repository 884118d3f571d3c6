import type { Finding } from '../operations/index.ts';
import type { Check, MachineCheck } from './check.ts';

/** What is particular about one finding; the rest is what its check says in general. */
interface Particulars extends Pick<Finding, 'short' | 'summary'> {
  readonly level?: Finding['level'];
  readonly role?: Finding['role'];
  readonly at?: Finding['at'];
  readonly subjects?: Finding['subjects'];
  readonly meaning?: Finding['meaning'];
  readonly evidence?: Finding['evidence'];
}

export function finding({ code, level, words }: Check | MachineCheck, particulars: Particulars): Finding {
  return {
    code,
    level,
    role: null,
    at: null,
    subjects: [],
    meaning: { pulls: words.pulls, signs: words.signs },
    evidence: [],
    ...particulars,
  };
}
