import type { Evidence, Examination } from '../../operations/index.ts';
import { ROOT } from '../../tuf/index.ts';
import type { Check, Remedy } from '../check.ts';
import { finding } from '../finding.ts';
import { registryOf } from '../registry.ts';
import { forgetting } from '../remedies/forget.ts';
import { isFallback, printedEvidence, serverEvidence } from '../server-trouble.ts';
import { trustTroubleOf } from '../trust-trouble.ts';

/** docker words it as an error of the image; it is the answer of a server that was never told of the repository. */
export const repositoryNotInitialised: Check = {
  code: 'repository-not-initialised',
  level: 'error',
  words: {
    wrong: 'The server has no trust data for this repository.',
    pulls: 'Nothing in it is signed: pulls with content trust switched on fail.',
    signs: 'Nobody can sign before the repository is initialised.',
    remedy: 'Initialises the repository, where name and server are the right ones.',
  },
  find: (examination) => {
    const trouble = trustTroubleOf(examination);
    return trouble === 'never-was' || trouble === 'unpublished'
      ? [
          finding(repositoryNotInitialised, {
            short: 'not signed',
            summary:
              trouble === 'never-was'
                ? `The server has no trust data for ${examination.gun}`
                : `${examination.gun} is initialised on this machine, but the server has nothing of it`,
            evidence: [
              ...serverEvidence(examination.server),
              ...fallbackEvidence(examination),
              ...localEvidence(examination),
              ...printedEvidence([
                `… does not have trust data for ${examination.gun}`,
                'trust data missing for remote repository …; Has a notary repository been initialized?',
              ]),
            ],
          }),
        ]
      : [];
  },
  remedy: (_, examination) =>
    trustTroubleOf(examination) === 'unpublished' ? publishIt(examination) : initialise(examination),
};

function fallbackEvidence({ gun, server }: Examination): readonly Evidence[] {
  return isFallback(server)
    ? [
        {
          text: `nobody named a Notary server, so that ${registryOf(gun)} was taken for one: it may have none, or the trust data may be on another`,
        },
      ]
    : [];
}

function localEvidence({ facts }: Examination): readonly Evidence[] {
  const root = facts?.state.root.document ?? null;
  return root === null
    ? []
    : [{ text: `root version ${root.version} lies on this machine`, role: ROOT, version: root.version }];
}

function initialise({ gun, server }: Examination): Remedy {
  return {
    label: 'Initialise the repository',
    ways: [
      {
        id: 'init',
        label: 'make a root and a repository key for it, or use the root key that is here',
        action: { kind: 'change', request: { kind: 'init', rootKey: null, rootCertificate: null } },
        steps: [
          `Check the name: ${gun} is what the server was asked for.`,
          ...(isFallback(server)
            ? ['Check the server: set DOCKER_CONTENT_TRUST_SERVER if the trust data are elsewhere.']
            : []),
        ],
      },
    ],
    judgement: 'Whether this is the right name on the right server, and yours to sign, is for you to decide.',
  };
}

/** notary's `init` without `publish` leaves root and targets on the machine (facts 5.1). */
function publishIt({ gun }: Examination): Remedy {
  return {
    label: 'Publish the repository, or begin anew',
    ways: [
      {
        id: 'publish',
        label: 'publish with notary what it has initialised here',
        action: { kind: 'outside' },
        commands: [{ tool: 'notary', line: `notary publish ${gun}` }],
        steps: ['Publish with the notary that initialised it, and with the same server.'],
      },
      forgetting([
        'Make sure that the repository was never published: if it was, it has been deleted at the server.',
        'Forget what lies here, then initialise it again.',
      ]),
    ],
    judgement: 'Only you know whether it was ever published, or was deleted at the server.',
  };
}
