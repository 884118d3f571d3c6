import type { HealthFinding } from '../report.ts';
import { finding, type HealthInput } from './health-input.ts';

/** Whether the repository as a whole may be trusted, and is the newest there is. */
export function trustFindings({ state, freshness }: HealthInput): readonly HealthFinding[] {
  const server =
    freshness.from === 'cache' ? [finding('error', 'server-failure', { at: freshness.savedAt })] : [];
  const { failure } = state;
  if (failure === null) {
    return server;
  }
  switch (failure.code) {
    case 'rollback':
      return [...server, finding('error', 'rollback-detected', { role: failure.role })];
    case 'repository-not-initialised':
      return [...server, finding('error', 'repository-not-initialised')];
    case 'metadata-unavailable':
      return server.length > 0 ? server : [finding('error', 'server-failure', { role: failure.role })];
    // Told by the expiry of the role itself.
    case 'role-expired':
      return server;
    default:
      return [...server, finding('error', 'repository-not-trusted', { role: failure.role })];
  }
}
