import { type Fault, REFUSALS } from '../../support/fault-proxy.ts';
import type { Met } from './scene.ts';

/** What happens to a request, by name; `wait` is beyond every time limit. */
export type FaultName =
  | 'drop-request'
  | 'drop-answer'
  | 'cut-answer'
  | 'wait'
  | 'repeat'
  | 'garbage'
  | 'unauthorised'
  | 'forbidden'
  | 'too-many'
  | 'updating'
  | 'unavailable'
  | 'html';

/** `until` ends the waiting, once nobody waits any more. */
export function faultOf(name: FaultName, until: () => Promise<unknown>): Fault {
  switch (name) {
    case 'drop-request':
    case 'drop-answer':
    case 'cut-answer':
    case 'repeat':
    case 'garbage':
      return { kind: name };
    case 'wait':
      return { kind: 'wait', before: 'answer', until };
    case 'forbidden':
      return { ...REFUSALS.unauthorised, status: 403 };
    default:
      return REFUSALS[name];
  }
}

const OF_ALL: readonly FaultName[] = [
  'drop-answer',
  'cut-answer',
  'wait',
  'garbage',
  'unauthorised',
  'forbidden',
  'too-many',
  'unavailable',
  'html',
];

/** To a client that only reads, it is the same whether the server got the request, once or twice. */
const OF_CHANGES: readonly FaultName[] = [...OF_ALL, 'drop-request', 'repeat', 'updating'];

export function faultsFor({ method, path }: Met): readonly FaultName[] {
  return method === 'GET' && !path.endsWith('.key') ? OF_ALL : OF_CHANGES;
}
