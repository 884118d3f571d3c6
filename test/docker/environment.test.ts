import { expect, it } from 'vitest';
import { readEnvironment } from '../../source/docker/index.ts';

it('takes an empty variable for none', () => {
  expect(readEnvironment({ DOCKER_CONFIG: '', DOCKER_CONTENT_TRUST_SERVER: 'https://n' })).toEqual({
    dockerConfigDirectory: null,
    contentTrustServer: 'https://n',
  });
});
