import type { Diagnosed, Finding, FindingCode, Fix, FixWay, Health } from '../../source/operations/index.ts';
import { keyId, role, signer } from './sample-parts.ts';

type Words = Pick<Finding, 'short' | 'summary' | 'meaning' | 'evidence'>;

/** What the doctor would say of what is wrong in the samples. */
const WORDS: ReadonlyMap<FindingCode, Words> = new Map<FindingCode, Words>([
  [
    'releases-signatures-below-threshold',
    {
      short: 'releases',
      summary: 'targets/releases needs 1 signature that counts and has 0',
      meaning: {
        pulls: 'Pulls of released tags fail until somebody whose key counts signs it again.',
        signs: 'Whoever signs a tag next puts it right without knowing what else is in it.',
      },
      evidence: [
        {
          text: 'signed by ben 9513b98, whose key is no longer in this role',
          role: role('targets/releases'),
          keyId: `9513b98${'0'.repeat(57)}`,
          owner: 'ben',
        },
        { text: 'version 12, of 2026-11-20, is the last that was published', role: role('targets/releases') },
      ],
    },
  ],
  [
    'releases-keys-below-threshold',
    {
      short: 'releases',
      summary: 'targets/releases needs 1 signature but lists 0 keys',
      meaning: { pulls: 'Pulls of released tags fail.', signs: 'Nobody can sign releases.' },
      evidence: [{ text: 'ben 9513b98 signed it last and is not in it any more' }],
    },
  ],
  [
    'role-expiring',
    {
      short: 'expires 12 d',
      summary: 'targets/releases expires in 12 days, on 2026-12-05',
      meaning: { pulls: 'Pulls of released tags fail from then on.', signs: null },
      evidence: [],
    },
  ],
  ['role-expired', { ...plainWords('targets expired 3 days ago, on 2026-11-20'), short: 'expired' }],
  ['repository-not-initialised', { ...plainWords('Nothing is signed here'), short: 'not signed' }],
  [
    'certificate-expiring',
    { ...plainWords("The certificate of jeff's key ends in 41 days"), short: 'cert. 41 d' },
  ],
  ['tag-disagrees', { ...plainWords('Releases and jeff disagree about v2'), short: '1 tag' }],
  [
    'server-unreachable',
    {
      ...plainWords('notary.example.com does not answer'),
      short: 'unreachable',
      evidence: [{ text: 'Nothing listens on port 443.' }],
    },
  ],
]);

function plainWords(summary: string): Words {
  return {
    short: 'broken',
    summary,
    meaning: { pulls: 'Pulls may fail.', signs: 'Nobody can sign.' },
    evidence: [],
  };
}

/** One finding of a report's health. */
export function finding(code: FindingCode, level: Finding['level'], rest: Partial<Finding> = {}): Finding {
  const about = [rest.role ?? 'This repository', ...(rest.subjects ?? [])].join(' ');
  return {
    code,
    level,
    role: null,
    at: null,
    subjects: [],
    ...(WORDS.get(code) ?? plainWords(`${about} has something wrong`)),
    ...rest,
  };
}

/** Health of a repository with one broken delegation. */
export function broken(code: FindingCode, name: string): Health {
  return { level: 'error', findings: [finding(code, 'error', { role: role(name) })] };
}

/** Signing releases again: jeff can here, ben elsewhere. */
export function resignFix(parts: Partial<Fix> = {}): Fix {
  const witness = (as: string): Pick<FixWay, 'id' | 'label' | 'action' | 'commands' | 'steps'> => ({
    id: as,
    label: `as ${as}`,
    action: {
      kind: 'change',
      request: { kind: 'witness', roles: [role('targets/releases')], as },
    },
    commands: [
      {
        tool: 'trustdeck',
        line: `trustdeck witness registry.example.com/admin/demo targets/releases --as ${as}`,
      },
      { tool: 'notary', line: 'notary witness registry.example.com/admin/demo targets/releases --publish' },
    ],
    steps: [],
  });
  return {
    label: 'Sign targets/releases again',
    ways: [
      { ...witness('jeff'), here: true, who: [], hindrance: null },
      {
        ...witness('ben'),
        here: false,
        who: [
          {
            id: keyId('9513b98'),
            canonicalId: keyId('9513b98'),
            algorithm: 'ed25519',
            owner: signer('ben'),
            place: 'elsewhere',
          },
        ],
        hindrance: "Ben's key is not on this machine.",
      },
    ],
    automatic: false,
    judgement: 'Whether what is signed again is what you want to vouch for is for you to decide.',
    ...parts,
  };
}

export function diagnosed(finding: Finding, fix: Fix | null = resignFix()): Diagnosed {
  return { finding, fix };
}
