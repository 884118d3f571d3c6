import { reportError } from '../../operations/index.ts';
import type { Check } from '../check.ts';
import { registryOf } from '../registry.ts';
import { outside, trustdeck } from '../remedies/outside.ts';
import { isFallback, type Trouble, troubleFinding, troubleOf } from '../server-trouble.ts';

const EXAMPLE = 'https://notary.example.com';

/**
 * docker asks the registry itself, or Docker Hub's own server, where DOCKER_CONTENT_TRUST_SERVER is not set (facts 7.4):
 * it does not say so, and what answers there is no Notary server, or none any more.
 */
export const serverNotConfigured: Check = {
  code: 'server-not-configured',
  level: 'error',
  words: {
    wrong: 'No usable Notary server is configured for this repository.',
    pulls: 'Pulls with content trust switched on fail: nobody is asked who could know the signatures.',
    signs: 'Signing fails, or signs on a server that the people who pull do not ask.',
    remedy: 'Says how to name the Notary server, for docker and trustdeck alike.',
  },
  find: (examination) =>
    troubleFinding(serverNotConfigured, examination, (trouble) => ({
      short: 'no server',
      summary: summaryOf(trouble, registryOf(examination.gun)),
      evidence: [],
      printed: [
        'no trust data available for remote repository …. Try running notary server and setting DOCKER_CONTENT_TRUST_SERVER to its HTTPS address',
        'valid https URL required for trust server',
      ],
    })),
  remedy: (_, examination) => {
    const trouble = troubleOf(examination);
    const { gun } = examination;
    return trouble === null
      ? null
      : outside({
          label: 'Name the Notary server',
          way: 'set DOCKER_CONTENT_TRUST_SERVER',
          steps: stepsFor(trouble),
          commands: [trustdeck('--server', EXAMPLE, 'doctor', gun)],
        });
  },
};

function summaryOf({ error, server }: Trouble, registry: string): string {
  if (server?.reason === 'docker-hub-default') {
    return "No Notary server is named, and Docker Hub's own does not answer: it is being shut down";
  }
  if (!isFallback(server)) {
    return reportError(error).message;
  }
  return error.code === 'server-unreachable'
    ? `No Notary server is named, and ${registry} itself does not answer`
    : `No Notary server is named, and ${registry} itself is none`;
}

function stepsFor({ error, server }: Trouble): readonly string[] {
  const naming = [
    `Set it where docker reads it as well, such as in your shell: export DOCKER_CONTENT_TRUST_SERVER=${EXAMPLE}. It has to begin with https:// and then holds for all registries.`,
    'Or name it for one command with --server.',
  ];
  if (!isFallback(server)) {
    return [reportError(error).next, ...naming];
  }
  return [
    server?.reason === 'docker-hub-default'
      ? 'Docker Hub keeps no signatures after 2026-12-08: ask whoever publishes the image where they are now.'
      : 'Ask whoever runs the registry for the address of its Notary server; many registries have none.',
    ...naming,
  ];
}
