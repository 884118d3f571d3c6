import { AppError } from '../base/index.ts';
import { type ErrorReport, failureKind, reportError, ServiceFailure } from '../operations/index.ts';

/** The command line makes no sense: what is wrong with it, and what would be right. */
export class UsageError extends AppError<'usage', Omit<ErrorReport, 'code'>> {
  constructor(detail: Omit<ErrorReport, 'code'>) {
    super('usage', detail);
    this.name = 'UsageError';
  }
}

/** An error put into words already, such as docker's wording of what went wrong. */
export class WordedError extends Error {
  readonly report: ErrorReport;

  constructor(report: ErrorReport, cause: unknown) {
    super(report.message, { cause });
    this.name = 'WordedError';
    this.report = report;
  }
}

export function wordsOf(error: unknown): ErrorReport {
  if (error instanceof UsageError) {
    return { code: error.code, ...error.detail };
  }
  return error instanceof WordedError || error instanceof ServiceFailure ? error.report : reportError(error);
}

/** Waits for what is read from a file that was named, and says which one it was when there is something wrong with it. */
export async function aboutFile<Result>(file: string, reading: Promise<Result>): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    const report = wordsOf(error);
    throw report.message.includes(file)
      ? error
      : new WordedError({ ...report, message: `${file}: ${report.message}` }, error);
  }
}

const EXIT_CODES = {
  failed: 1,
  usage: 2,
  refused: 4,
  unreachable: 5,
  untrusted: 6,
  interrupted: 130,
} as const;

/** The exit code that tells scripts what sort of failure it was (specification, section 4). */
export function exitCodeOf(error: unknown): number {
  const isWorded = error instanceof WordedError || error instanceof ServiceFailure;
  return EXIT_CODES[failureKind(isWorded ? error.cause : error)];
}
