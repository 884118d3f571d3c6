import { expect, it } from 'vitest';
import { DockerError } from '../../source/docker/index.ts';
import { gun } from '../operations/support/fakes.ts';
import { NOW } from '../support/repository-builder.ts';
import { codesIn, findingIn, textsOf } from './support/examined.ts';

it.each([
  [
    'a helper that is not there',
    new DockerError('credential-helper-failed', { helper: 'docker-credential-pass', reason: 'not-found' }),
    'docker-credential-pass',
  ],
  [
    'a variable that holds no login',
    new DockerError('login-variable-invalid', { variable: 'NOTARY_AUTH', reason: 'no-colon' }),
    'NOTARY_AUTH',
  ],
])('takes %s for what keeps people from signing in, not for missing trust', (_, error, named) => {
  const examination = {
    gun: gun('registry.example.com/team/app'),
    facts: null,
    server: { url: 'https://notary.example.com', reason: 'environment' },
    error,
    localKeys: [],
    staged: [],
    clockAhead: null,
    seenBefore: false,
    now: NOW,
  } as const;
  expect(codesIn(examination)).toEqual(['authentication-required']);
  const finding = findingIn(examination, 'authentication-required');
  const said = [finding.summary, ...textsOf(finding)].join('\n');
  expect(said).toContain(named);
  expect(said).not.toContain('no login was found');
});
