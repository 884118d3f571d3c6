import type { Passphrase } from '../../base/index.ts';
import type { PassphraseSource } from './key-ports.ts';

/**
 * Asks for the passphrase of new keys once for each role, as docker and notary do (facts 8.3): one change may make a key
 * for each of many repositories.
 */
export function askOncePerRole(source: PassphraseSource): PassphraseSource {
  const given = new Map<string, Passphrase>();
  return {
    ask: async (question, signal) => {
      const role = question.role ?? '';
      const known = question.purpose === 'create' ? given.get(role) : undefined;
      if (known !== undefined) {
        return known;
      }
      const answer = await source.ask(question, signal);
      if (answer !== null && question.purpose === 'create') {
        given.set(role, answer);
      }
      return answer;
    },
  };
}
