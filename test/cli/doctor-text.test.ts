import { describe, expect, it } from 'vitest';
import type { Consultation } from '../../source/cli/doctor/consult.ts';
import { consultationText } from '../../source/cli/doctor/consultation-text.ts';
import { consultationJson } from '../../source/cli/doctor/findings-json.ts';
import { findingLines } from '../../source/cli/doctor/findings-text.ts';
import { drawPage, type Paper } from '../../source/cli/page.ts';
import { asRoleName, type Diagnosed } from '../../source/operations/index.ts';
import { diagnosisOf, findingOf, fixOf, wayOf } from './support/doctor-fakes.ts';
import { gunOf, keyIdOf } from './support/fake-cli.ts';

const APP = gunOf('registry.example.com/team/app');
const COMMAND = 'trustdeck doctor REPO...';
const PIPE = { columns: null, styled: false };

const JEFF = {
  id: keyIdOf('5570b88'),
  canonicalId: keyIdOf('5570b88'),
  algorithm: 'ecdsa-p256',
  owner: { kind: 'signer', name: 'jeff' },
  place: 'elsewhere',
} as const;

const SIGNATURES: Diagnosed = {
  finding: findingOf({
    code: 'releases-signatures-below-threshold',
    level: 'error',
    role: asRoleName('targets/releases'),
    summary: 'targets/releases needs 1 signature that counts and has 0',
    meaning: { pulls: 'Pulls fail.', signs: 'Nobody can build on it.' },
    evidence: [{ text: 'signed by ben 9513b98, whose key is no longer in this role', owner: 'ben' }],
  }),
  fix: fixOf({
    label: 'Sign targets/releases again',
    automatic: false,
    judgement: 'Whether it is what was released is for you to decide.',
    ways: [
      wayOf({
        id: 'ben',
        label: 'as ben, whose key 9513b98 is here',
        commands: [
          { tool: 'trustdeck', line: `trustdeck witness ${APP} targets/releases --as ben` },
          { tool: 'notary', line: `notary witness ${APP} targets/releases -p` },
        ],
      }),
      wayOf({
        id: 'jeff',
        label: 'as jeff',
        here: false,
        who: [JEFF],
        hindrance: 'The key of jeff is not on this machine.',
        commands: [
          { tool: 'trustdeck', line: `trustdeck witness ${APP} targets/releases --as jeff` },
          { tool: 'notary', line: `notary witness ${APP} targets/releases -p` },
        ],
      }),
    ],
  }),
};

function text(consultation: Partial<Consultation>, paper: Paper = PIPE): readonly string[] {
  const { findings, remarks } = consultationText({ repositories: [], machine: [], ...consultation }, COMMAND);
  return drawPage([...findings, ...remarks], paper);
}

describe('what the doctor says, as text', () => {
  it('says of a finding what it means, why it is certain, and who can put it right, with which command', () => {
    expect(drawPage(findingLines(SIGNATURES), PIPE)).toEqual([
      '  x targets/releases needs 1 signature that counts and has 0  (releases-signatures-below-threshold)',
      '    Pulling: Pulls fail.',
      '    Signing: Nobody can build on it.',
      '      signed by ben 9513b98, whose key is no longer in this role',
      '    Fix: Sign targets/releases again',
      '      - as ben, whose key 9513b98 is here',
      `        trustdeck witness ${APP} targets/releases --as ben`,
      '      - as jeff',
      '        The key of jeff is not on this machine.',
      '        jeff 5570b88 can:',
      `        trustdeck witness ${APP} targets/releases --as jeff`,
      `        notary witness ${APP} targets/releases -p`,
      '    Whether it is what was released is for you to decide.',
    ]);
  });

  it('fits 80 columns, but for commands', () => {
    const lines = text({ repositories: [diagnosisOf(APP, [SIGNATURES])] }, { columns: 80, styled: false });
    const wide = lines.filter((line) => line.length > 80);
    expect(wide.every((line) => /^ +(?:trustdeck|notary|docker) /.test(line))).toBe(true);
    expect(lines.length).toBeGreaterThan(10);
  });

  it('has one line for a healthy repository', () => {
    expect(text({ repositories: [diagnosisOf(APP, [])] })).toEqual([
      `ok ${APP}`,
      'Nothing is wrong in 1 repository.',
    ]);
  });

  it('begins with the worst, and sums up', () => {
    const [warned, fine] = [gunOf('registry.example.com/warned'), gunOf('registry.example.com/fine')];
    const warning: Diagnosed = { finding: findingOf(), fix: null };
    const lines = text({
      repositories: [
        diagnosisOf(fine, []),
        diagnosisOf(warned, [warning]),
        diagnosisOf(APP, [SIGNATURES, warning]),
      ],
      machine: [{ finding: findingOf({ level: 'notice', code: 'private-key-unused' }), fix: null }],
    });
    const titles = lines.filter((line) => /^\S/.test(line));
    expect(titles).toEqual([
      `${APP}: 1 error and 1 warning`,
      `${warned}: 1 warning`,
      'Private keys on this machine: 1 notice',
      `ok ${fine}`,
      '1 error, 2 warnings and 1 notice in 2 of 3 repositories and the keys on this machine; trustdeck doctor REPO... --fix puts 1 of them right.',
    ]);
  });

  it('says when nothing of it can be put right here', () => {
    const lines = text({ repositories: [diagnosisOf(APP, [{ finding: findingOf(), fix: null }])] });
    expect(lines.at(-1)).toBe('1 warning in this repository; trustdeck can put none of it right from here.');
  });

  it('tells once what 40 repositories have in common, and of each what is particular', () => {
    const guns = Array.from({ length: 40 }, (_, index) => gunOf(`registry.example.com/repository-${index}`));
    const repositories = guns.map((gun, index) =>
      diagnosisOf(gun, [
        {
          finding: findingOf({
            code: 'server-unreachable',
            level: 'error',
            summary: `https://notary.example.com cannot be reached; what is shown was verified ${index} days ago`,
            evidence: [{ text: 'Nothing listens there.' }, { text: `timestamp version ${index}` }],
          }),
          fix: fixOf({
            ways: [
              wayOf({
                action: { kind: 'outside' },
                here: false,
                steps: [`Ask whoever runs the server of ${gun}.`],
                commands: [{ tool: 'trustdeck', line: `trustdeck doctor ${gun}` }],
              }),
            ],
          }),
        },
      ]),
    );
    const lines = text({ repositories });
    const count = (part: string) => lines.filter((line) => line.includes(part)).length;
    expect(count('cannot be reached')).toBe(1);
    expect(count('Nothing listens there.')).toBe(1);
    expect(count('Ask whoever runs the server of REPO.')).toBe(1);
    expect(lines).toContain(`        trustdeck doctor ${guns[0]}`);
    for (const [index, gun] of guns.entries()) {
      const at = lines.indexOf(`    ${gun}: what is shown was verified ${index} days ago`);
      expect(lines[at + 1]).toBe(`        timestamp version ${index}`);
    }
    expect(lines.length).toBeLessThan(100);
  });

  it('takes no part of a word for the name of a repository', () => {
    const names = ['app', 'app/web', 'pp'];
    const repositories = names.map((name) =>
      diagnosisOf(gunOf(name), [
        {
          finding: findingOf({ summary: `It happens in ${name}`, evidence: [{ text: 'app/web-2 happens' }] }),
          fix: null,
        },
      ]),
    );
    const lines = text({ repositories });
    expect(lines).toContain('  ! It happens in REPO  (releases-missing)');
    expect(lines).toContain('      app/web-2 happens');
  });

  it.each([
    ['what can be done', { fix: fixOf({ ways: [wayOf({ label: 'another way' })] }) }],
    ['what is wrong', { finding: findingOf({ summary: 'Something else' }) }],
    ['the level', { finding: findingOf({ level: 'error' }) }],
  ])('does not tell together what differs in %s', (_, other) => {
    const same: Diagnosed = { finding: findingOf(), fix: fixOf() };
    const repositories = ['a', 'b', 'c'].map((name, index) =>
      diagnosisOf(gunOf(`registry.example.com/${name}`), [index === 2 ? { ...same, ...other } : same]),
    );
    expect(text({ repositories }).filter((line) => /^registry/.test(line))).toHaveLength(3);
  });

  it('draws no character of tags, signers or certificates that could steer a terminal', () => {
    const evil = 'v1\u001b[2J\u202etxt\r\nok everything';
    const hostile: Diagnosed = {
      finding: findingOf({
        summary: evil,
        meaning: { pulls: evil, signs: evil },
        evidence: [{ text: evil }],
      }),
      fix: fixOf({
        label: evil,
        judgement: evil,
        ways: [
          wayOf({
            label: evil,
            here: false,
            hindrance: evil,
            steps: [evil],
            who: [{ ...JEFF, owner: { kind: 'signer', name: evil } }],
            commands: [{ tool: 'docker', line: evil }],
          }),
        ],
      }),
    };
    const lines = text({ repositories: [diagnosisOf(APP, [hostile])], machine: [hostile] });
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(lines.filter((line) => line.includes('\ufffd[2J')).length).toBeGreaterThanOrEqual(16);
  });

  it('names the operation and the first command of the first way as data', () => {
    const { repositories, machine } = consultationJson({
      repositories: [diagnosisOf(APP, [SIGNATURES])],
      machine: [{ finding: findingOf(), fix: fixOf({ ways: [wayOf({ action: { kind: 'outside' } })] }) }],
    });
    expect(repositories[0]?.findings[0]).toMatchObject({
      code: 'releases-signatures-below-threshold',
      meaning: 'Pulls fail. Nobody can build on it.',
      fix: {
        operation: 'publish',
        command: `trustdeck witness ${APP} targets/releases --as ben`,
        automatic: false,
      },
    });
    expect(machine.findings[0]?.fix).toMatchObject({ operation: 'outside', command: null });
  });
});
