import type { HealthLevel, RepositoryReport, RoleReport } from '../../operations/index.ts';
import { TARGETS } from '../../tuf/index.ts';
import { isAboutServer, problemSentence } from './findings.ts';
import { phrasesFor, releasesOf } from './names.ts';
import type { RowContext } from './row.ts';

/** What a repository's state means for people who pull, in one sentence, and how bad that is. */
export interface StateSentence {
  readonly level: HealthLevel;
  readonly sentence: string;
}

/**
 * Docker looks a tag up in targets/releases and then in targets (facts 11.8), so that the sentence follows from what of
 * these two can be used.
 */
export function stateOf(report: RepositoryReport, context: RowContext): StateSentence {
  const { state } = context.messages.detail.overview;
  if (!report.trusted) {
    return { level: 'error', sentence: untrusted(report, context) };
  }
  const releases = releasesOf(report);
  if (releases !== null && !releases.usable && !isUnpublished(releases)) {
    return { level: 'error', sentence: withoutReleases(report, releases, context) };
  }
  const released = report.tags.filter((tag) => tag.state !== 'not-released').length;
  const { level } = report.health;
  if (level !== 'ok' && isOnlyOffline(report)) {
    return { level, sentence: state.offline(released) };
  }
  if (level === 'error') {
    return { level, sentence: state.broken(released) };
  }
  if (releases === null && report.signers.length > 0) {
    return { level: 'warning', sentence: state.releasesMissing };
  }
  if (released === 0) {
    return { level, sentence: state.noTags };
  }
  return { level, sentence: level === 'warning' ? state.attention(released) : state.healthy(released) };
}

/** The server does not answer, and nothing else stops anybody. */
function isOnlyOffline({ freshness, health }: RepositoryReport): boolean {
  return (
    freshness.from === 'cache' &&
    health.findings.every((finding) => isAboutServer(finding) || finding.level !== 'error')
  );
}

/** A delegation that nobody has published in yet is empty rather than broken. */
export function isUnpublished({ problems }: RoleReport): boolean {
  return problems.length > 0 && problems.every(({ code }) => code === 'not-published');
}

/** Nothing is known about a delegation below one that does not count. */
export function isOutOfReach({ problems }: RoleReport): boolean {
  return problems.length > 0 && problems.every(({ code }) => code === 'parent-unusable');
}

function untrusted(report: RepositoryReport, context: RowContext): string {
  const { detail, problems } = context.messages;
  const { untrusted: nothing, notInitialised } = detail.overview.state;
  if (report.failure?.code === 'repository-not-initialised') {
    return notInitialised;
  }
  return report.failure === null
    ? nothing
    : `${nothing} ${problemSentence(report.failure, phrasesFor(report, context), problems)}`;
}

function withoutReleases(report: RepositoryReport, releases: RoleReport, { messages }: RowContext): string {
  const { state } = messages.detail.overview;
  const inTargets = report.tags.filter(({ entries }) => entries.some(({ role }) => role === TARGETS)).length;
  if (inTargets > 0) {
    return state.releasesBrokenButTargets(inTargets);
  }
  return releases.problems.some(({ code }) => code === 'role-expired')
    ? state.releasesExpired
    : state.releasesBroken;
}
