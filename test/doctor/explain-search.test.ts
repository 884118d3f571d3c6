import { describe, expect, it } from 'vitest';
import { explain } from '../../source/doctor/messages/explain.ts';

function messagesOf(text: string): readonly string[] {
  return explain(text).map(({ message }) => message);
}

describe('words typed into a search box', () => {
  it.each([
    ['fewer keys', 'role <role> has fewer keys than its threshold'],
    ['fewer keys than thr', 'role <role> has fewer keys than its threshold'],
    ['meet threshold', 'valid signatures did not meet threshold for <role>'],
    ['signatures threshold targets/jeff', 'valid signatures did not meet threshold'],
    ['401', 'you are not authorized'],
    ['not authorised to perform', 'you are not authorized'],
    ['x509 unknown', 'x509: certificate signed by unknown authority'],
    [
      'insufficient signatures',
      'Warning: potential malicious behavior - trust data has insufficient signatures',
    ],
    ['nearing expiry root', 'root is nearing expiry'],
    ['bad response', 'trust server returned a bad response.'],
    ['rejected', 'trust server rejected operation.'],
    ['offline', 'client is offline'],
    ['passphrase attempts', 'maximum number of passphrase attempts exceeded'],
    ['unpullable', 'The signer "<signer>" signed the last released version'],
  ])('%j finds %j first', (typed, message) => {
    expect(messagesOf(typed)[0]?.startsWith(message)).toBe(true);
  });

  it('finds no more than a handful', () => {
    expect(messagesOf('key').length).toBeLessThanOrEqual(5);
    expect(messagesOf('trust data').length).toBeGreaterThan(1);
  });

  it('take a role from what was typed', () => {
    const [explained] = explain('signatures threshold targets/jeff');
    expect(explained?.next.join(' ')).toContain('trustdeck witness REPO targets/jeff');
  });
});

describe('text that no message resembles', () => {
  it.each([
    '',
    '   \n\t ',
    'hello world',
    'is the on of with',
    'npm ERR! code ENOENT',
    'Segmentation fault (core dumped)',
    'Cannot open display: :0',
    'manifest for example.com/app:v3 not found: manifest unknown: manifest unknown',
    'Error response from daemon: Conflict. The container name "/web" is already in use by container "abc".',
    'fatal: not a git repository (or any of the parent directories): .git',
    'go: cannot find main module; see "go help modules"',
    'permission denied while trying to connect to the socket',
    '5570b88df0736c468493247a07e235e35cf3641270c944d0e9e8899922fc6f99',
    'The quick brown fox jumps over the lazy dog.\nLorem ipsum dolor sit amet.\nconsectetur adipiscing elit',
    'total 48\ndrwxr-xr-x 2 root root 4096 Nov 23 08:00 .\n-rw------- 1 jeff jeff 412 Nov 23 08:00 key.pem',
    '🐳🐳🐳',
  ])('%j is not explained', (text) => {
    expect(messagesOf(text)).toEqual([]);
  });
});
