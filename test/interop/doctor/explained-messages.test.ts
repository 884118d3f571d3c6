import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { explain } from '../../../source/doctor/messages/explain.ts';
import type { RealClients } from '../support/real-clients.ts';
import { type RunResult, run } from '../support/run.ts';
import { describeRealWorld } from '../support/suite.ts';

/** What people do, and the messages that have to explain what the client says then, in this order. */
type Mistake = readonly [title: string, make: () => Promise<RunResult>, messages: readonly string[]];

/** Lines in which the clients warn or refuse; the rest is progress. */
const COMPLAINT = /^(?:\* fatal:|[Ee]rror|Warning:|time=.*level=(?:warning|error)|failed to|no )/;

const THRESHOLD = 'Error getting <role>: valid signatures did not meet threshold for <role>';
const FEWER_KEYS =
  'role <role> has fewer keys than its threshold of <count>; it will not be usable until keys are added to it';
const NOT_THERE = '<host> does not have trust data for <repo>';
const NOT_REVOKED = 'could not remove signature for <image>: <cause>';
const NO_TAG = 'No valid trust data for <tag>';
const CACHED =
  'Error while downloading remote metadata, using cached timestamp - this might not be the latest version available remotely';
const UNNAMEABLE =
  'must start with lowercase alphanumeric characters and can include "-" or "_" after the first character';

describeRealWorld('messages of the real clients', ({ clients, server }) => {
  let jeff: RealClients;
  let repo: string;
  let empty: string;

  beforeAll(async () => {
    jeff = await clients('jeff');
    const ben = await jeff.colleague('ben');
    repo = `${server().authority}/team/app`;
    empty = `${server().authority}/team/none`;
    await jeff.newSigner(repo, 'jeff');
    await jeff.addSigner(repo, 'ben', [await ben.generateKey('ben')]);
    await jeff.sign(repo, 'v1', 'jeff');
  });

  /** Stages something that cannot be published, tries, and clears it away. */
  async function publishing(...staging: readonly string[]): Promise<RunResult> {
    await jeff.mustNotary(staging);
    const result = await jeff.notary(['publish', repo]);
    await jeff.mustNotary(['reset', repo, '--all']);
    return result;
  }

  const notaryAt = (url: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    run('notary', ['-s', url, '-d', jeff.trustDir, ...args], { env: { ...jeff.env, ...env } });
  const dockerAt = (url: string, args: readonly string[]) =>
    run('docker', ['trust', ...args], { env: { ...jeff.env, DOCKER_CONTENT_TRUST_SERVER: url } });

  const digest = ['--sha256', '0'.repeat(64)];
  const MISTAKES: readonly Mistake[] = [
    [
      'inspect what was never signed',
      () => jeff.docker(['inspect', empty]),
      ['no signatures or cannot access <image>'],
    ],
    ['list what was never signed', () => jeff.notary(['list', empty]), [NOT_THERE]],
    ['revoke what was never signed', () => jeff.docker(['revoke', `${empty}:v1`]), [NOT_THERE, NOT_REVOKED]],
    ['revoke an unsigned tag', () => jeff.docker(['revoke', `${repo}:none`]), [NO_TAG, NOT_REVOKED]],
    ['look up an unsigned tag', () => jeff.notary(['lookup', repo, 'none']), [NO_TAG]],
    [
      'verify other data',
      () => jeff.notary(['verify', repo, 'v1'], 'other data'),
      [
        'data not present in the trusted collection, <type> checksum for <name> did not match: expected <key>',
      ],
    ],
    [
      'remove one of two signers with docker, which does nothing',
      () => jeff.docker(['signer', 'remove', 'ben', repo]),
      ['Removing signer "<signer>" from <repo>...'],
    ],
    [
      'remove nobody',
      () => jeff.docker(['signer', 'remove', 'nobody', repo]),
      ['no signer <signer> for repository <repo>', 'error removing signer from: <cause>'],
    ],
    [
      'add a signer of a wrong name',
      () => jeff.docker(['signer', 'add', '--key', 'x.pub', 'Mia', repo]),
      [`signer name "<signer>" ${UNNAMEABLE}`],
    ],
    [
      'add a signer without a file',
      () => jeff.docker(['signer', 'add', '--key', 'x.pub', 'mia', repo]),
      ['could not parse public key from file: <path>: <cause>'],
    ],
    [
      'sign into a role that is not there',
      () => publishing('addhash', repo, 'v9', '1', ...digest, '-r', 'targets/none'),
      ['tuf: invalid role <name>. delegation does not exist', "couldn't add target to <name>: <cause>"],
    ],
    [
      'witness a role that is not there',
      () => publishing('witness', repo, 'targets/none'),
      ['tuf: invalid role <name>. this role is not known'],
    ],
    ['witness the snapshot', () => publishing('witness', repo, 'snapshot'), ['scope not supported: <name>']],
    [
      'let the server keep the targets key',
      () => jeff.notary(['key', 'rotate', repo, 'targets', '-r']),
      ['notary does not currently permit rotating the <role> key'],
    ],
    [
      'publish without the key',
      async () => {
        const ben = await jeff.colleague('ben');
        await ben.mustNotary(['addhash', repo, 'v9', '1', ...digest]);
        const result = await ben.notary(['publish', repo]);
        await ben.mustNotary(['reset', repo, '--all']);
        return result;
      },
      [
        'could not find necessary signing keys, at least one of these keys must be available: <keys>',
        "couldn't add target to <name>: <cause>",
      ],
    ],
    [
      'sign with docker without a key',
      async () => (await clients('stranger')).docker(['sign', `${repo}:v1`]),
      ['no valid signing keys for delegation roles', 'failed to sign <image>: <cause>'],
    ],
    [
      'give a wrong passphrase',
      () =>
        notaryAt(server().url, ['--tlscacert', server().caFile, 'witness', repo, 'targets', '-p'], {
          NOTARY_TARGETS_PASSPHRASE: 'another',
        }),
      [
        'password invalid, operation has failed.',
        'The following roles were successfully marked for witnessing on the next publish:',
      ],
    ],
    [
      'load a public key',
      () => jeff.docker(['key', 'load', join(jeff.workDir, 'jeff.pub')]),
      [
        "provided file <path> is not a supported private key - to add a signer's public key use docker trust signer add",
        'error importing key from <path>: <cause>',
        'Loading key from "<path>"...',
      ],
    ],
    [
      'ask over plain http',
      () => dockerAt('http://127.0.0.1:1', ['inspect', repo]),
      ['valid https URL required for trust server, got <url>'],
    ],
    [
      'ask without a scheme',
      () => notaryAt('127.0.0.1:1', ['list', repo]),
      ['Trust server url has to be in the form of http(s)://URL:PORT. Got: <url>'],
    ],
    [
      'ask where nobody listens',
      () => notaryAt('https://127.0.0.1:1', ['list', repo]),
      ['connect: connection refused', 'could not reach <url>: <cause>', CACHED],
    ],
    [
      'ask without the CA certificate',
      () => notaryAt(server().url, ['list', empty]),
      [
        'x509: certificate signed by unknown authority',
        'client is offline',
        'could not reach <url>: <cause>',
      ],
    ],
    [
      'take out the key that signed releases',
      async () => {
        const keys = await jeff.delegationKeyIds(repo, 'targets/jeff');
        await jeff.removeDelegation(repo, 'targets/releases', keys);
        return jeff.notary(['list', repo]);
      },
      [THRESHOLD],
    ],
    [
      'inspect it then',
      () => jeff.docker(['inspect', '--pretty', repo]),
      [THRESHOLD, 'No signatures for <image>'],
    ],
    [
      'take out the last key, too',
      async () => {
        const keys = await jeff.delegationKeyIds(repo, 'targets/ben');
        return jeff.notary(['delegation', 'remove', repo, 'targets/releases', ...keys, '--yes', '--publish']);
      },
      [THRESHOLD, FEWER_KEYS, 'Unpublished changes for <repo>:'],
    ],
  ];

  it.each(MISTAKES)('are explained when people %s', async (_, make, messages) => {
    const { stdout, stderr } = await make();
    const complaints = `${stdout}\n${stderr}`.split('\n').filter((line) => COMPLAINT.test(line));
    expect(complaints.filter((line) => explain(line).length === 0)).toEqual([]);
    expect(explain(`${stdout}\n${stderr}`).map(({ message }) => message)).toEqual(messages);
  });
});
