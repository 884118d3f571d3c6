import { expect, it } from 'vitest';
import { endsIn, hasPassed, inThePast, makeAged, ROOT_LIFE } from './doctor/support/aged.ts';
import { change, refused } from './matrix/support/command.ts';
import { describeRealWorld } from './support/suite.ts';

/** Time for the server to take all of it before the first has ended: it refuses what comes too late. */
const LEFT = 15_000;
const DELEGATIONS = ['targets/releases', 'targets/jeff'] as const;

describeRealWorld('a repository of which root, targets and delegations have ended', (world) => {
  it('is cured by one publish that signs all of it, and by no part of it', async () => {
    const patient = await makeAged(await world.clients('ended'), 'registry.example.com/ended/together');
    const { owner, gun } = patient;
    const { stdout: before } = await owner.mustDocker(['inspect', gun]);
    const start = Date.now();
    for (const role of ['targets', ...DELEGATIONS]) {
      await endsIn(patient, role, LEFT);
    }
    await inThePast(owner, ROOT_LIFE - LEFT, ['witness', gun, 'root']);
    await hasPassed(start + 2 * LEFT);
    expect((await owner.notary(['list', gun])).exitCode).not.toBe(0);
    for (const part of [['root'], ['targets'], ['targets/releases']]) {
      expect(await refused(owner, 'witness', gun, ...part)).toContain('others-expired');
    }
    await change(owner, 'witness', gun, 'root', 'targets', ...DELEGATIONS);
    const { stderr } = await owner.mustNotary(['list', gun]);
    expect(stderr).toBe('');
    expect((await owner.mustDocker(['inspect', gun])).stdout).toBe(before);
  });
});
