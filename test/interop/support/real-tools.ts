import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const REQUIRED = ['notary', 'notary-server', 'docker', 'openssl'] as const;

/**
 * Why the suites against the real tools cannot run on this machine, which is said aloud, or null when they can. With
 * TRUSTDECK_REQUIRE_INTEROP=1, as CI sets it, missing tools are an error instead: a suite must not pass by absence.
 */
export function realToolsMissing(): string | null {
  const missing = REQUIRED.filter((program) => !isOnPath(program));
  if (missing.length === 0) {
    return null;
  }
  const reason = `not installed: ${missing.join(', ')} (CONTRIBUTING.md says how to get them)`;
  if (process.env['TRUSTDECK_REQUIRE_INTEROP'] === '1') {
    throw new Error(`TRUSTDECK_REQUIRE_INTEROP=1, but ${reason}`);
  }
  console.warn(`The suites against the real tools do not run: ${reason}`);
  return reason;
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
