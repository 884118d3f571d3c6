import {
  type AppServices,
  type HealthLevel,
  inParallel,
  type KnownRepository,
  type RepositoryReport,
} from '../operations/index.ts';
import { wordsOf } from './errors.ts';
import type { CliIo } from './ports.ts';
import { table } from './table.ts';

const MARKS: Readonly<Record<HealthLevel, string>> = { ok: 'ok', notice: 'ok', warning: '!', error: 'x' };

/** What the app would show, as plain text: every repository with its health and the causes. Resolves with 0. */
export async function tellTour(services: AppServices, io: CliIo): Promise<number> {
  const known = await services.repositories(io.signal);
  const settled = await inParallel(
    known,
    ({ gun }) => services.openRepository(gun, { refresh: false, signal: io.signal }),
    io.signal,
  );
  const rows = known.flatMap((repository, index) => {
    const result = settled[index];
    return result?.ok ? reportRows(result.value) : [failureRow(repository, result?.error)];
  });
  const lines = table(['', 'REPOSITORY', 'TAGS', 'SIGNERS', 'WHAT IS WRONG'], rows);
  io.stdout(lines.map((line) => `${line}\n`).join(''));
  io.stdout('\nRun trustdeck --demo in a terminal to look around.\n');
  return 0;
}

/** One row for the repository, and one more for every further finding. */
function reportRows({ gun, tags, signers, health }: RepositoryReport): string[][] {
  const [first, ...more] = health.findings.map(({ summary }) => summary);
  const names = signers.map(({ name }) => name).join(', ') || '-';
  return [
    [MARKS[health.level], gun, String(tags.length), names, first ?? ''],
    ...more.map((summary) => ['', '', '', '', summary]),
  ];
}

function failureRow({ gun }: KnownRepository, error: unknown): string[] {
  return ['x', gun, '-', '-', wordsOf(error).message];
}
