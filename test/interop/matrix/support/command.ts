import type { RealClients } from '../../support/real-clients.ts';
import type { RunResult } from '../../support/run.ts';
import { trustdeck } from '../../support/trustdeck.ts';

/** Runs trustdeck where it has to succeed; rejects with everything that it said otherwise. */
export async function mustTrustdeck(clients: RealClients, args: readonly string[]): Promise<RunResult> {
  const result = await trustdeck(clients, args);
  if (result.exitCode !== 0) {
    const said = `${result.stdout}${result.stderr}`.trim();
    throw new Error(`trustdeck ${args.join(' ')} ended with ${String(result.exitCode)}: ${said}`);
  }
  return result;
}

/** What a change printed with `--json` (docs/json.md), as far as the matrix looks at it. */
export interface ChangeJson {
  readonly repositories: readonly {
    readonly gun: string;
    readonly result: string;
    readonly verified: boolean;
    readonly plan: {
      readonly half: unknown;
      readonly tasks: readonly TaskJson[];
    };
    readonly error: { readonly code: string; readonly message: string } | null;
  }[];
}

export interface TaskJson {
  readonly when: string;
  readonly who: readonly { readonly owner: string | null }[];
  readonly role: string;
  readonly what: string;
  readonly commands: readonly string[];
}

/** Changes trust data as a script does, and rejects unless every repository was published and verified. */
export async function change(clients: RealClients, ...args: readonly string[]): Promise<ChangeJson> {
  const { stdout } = await mustTrustdeck(clients, [...args, '--yes', '--json']);
  const document = JSON.parse(stdout) as ChangeJson;
  const unproven = document.repositories.filter(
    ({ result, verified, error }) => result !== 'published' || !verified || error !== null,
  );
  if (document.repositories.length === 0 || unproven.length > 0) {
    throw new Error(`trustdeck ${args.join(' ')} was not published and verified: ${stdout}`);
  }
  return document;
}

/** A change that has to be refused; resolves with what it printed. */
export async function refused(clients: RealClients, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout } = await trustdeck(clients, [...args, '--yes', '--json']);
  if (exitCode === 0) {
    throw new Error(`trustdeck ${args.join(' ')} was not refused: ${stdout}`);
  }
  return stdout;
}
