import type { RealClients } from '../real-clients.ts';

/** A repository as the real clients leave it behind, set up in its own way. */
export interface Scenario {
  /** Kebab-case; names the fixture and the repository. */
  readonly name: string;
  /** What is special about it, as a test's title says it. */
  readonly shows: string;
  readonly setUp: (clients: RealClients, gun: string) => Promise<void>;
  /** Roles that the real clients leave out, warning at most, and the code of the cause. */
  readonly unusable?: Readonly<Record<string, string>>;
  /** Too large to keep as a fixture. */
  readonly large?: true;
}

/** The repository of a scenario: a name that could be anybody's, without a port, so that data stays the same. */
export function gunOf(scenario: Scenario): string {
  return `registry.example.com/${scenario.name}`;
}
