import type { ErrorReport, ServiceFailure } from '../../operations/index.ts';

/** The report inside a `ServiceFailure`, told by its name: this layer knows only the types of the operations. */
export function failureReport(error: unknown): ErrorReport | null {
  return error instanceof Error && error.name === 'ServiceFailure' && 'report' in error
    ? (error as ServiceFailure).report
    : null;
}
