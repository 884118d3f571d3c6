import { describe, expect, it } from 'vitest';
import { describeRealWorld } from '../support/suite.ts';
import { complaints, confirmHealthy } from './support/confirm.ts';
import { brief, consult, findingsOf, fixAutomatically, fixesOf } from './support/doctor.ts';
import { makeHealthy, type Patient, RELEASES } from './support/healthy.ts';
import { paste } from './support/pasted.ts';

const RELEASES_BROKEN = 'error releases-signatures-below-threshold targets/releases';

describeRealWorld('what only somebody else can put right', (world) => {
  /** Releases that jeff has signed and may not sign any more: on ben's machine is the only key that counts. */
  async function withoutJeff(name: string): Promise<Patient> {
    const patient = await makeHealthy(await world.clients(name), {
      gun: `registry.example.com/others/${name}`,
    });
    await patient.owner.removeDelegation(patient.gun, RELEASES, [patient.keys.jeff.id]);
    return patient;
  }

  describe.concurrent('is done by whom the doctor names, with the line that it prints', () => {
    it.each([
      ['trustdeck', ' --yes'],
      ['notary', ''],
    ] as const)('for %s', async (tool, agreed) => {
      const { owner, ben, gun, keys } = await withoutJeff(`line-of-${tool}`);
      const [found] = findingsOf(await consult(owner, [gun]));
      expect(found && brief(found)).toBe(RELEASES_BROKEN);
      const [way] = found?.fix?.ways ?? [];
      expect(way).toMatchObject({ here: false, who: [{ id: keys.ben.id, owner: 'ben' }] });
      expect(way?.hindrance).toContain('not here');
      expect(found?.fix?.automatic).toBe(false);
      expect(fixesOf(await fixAutomatically(owner, [gun]))).toEqual([]);
      const line = way?.commands.find((command) => command.tool === tool)?.line ?? 'false';
      const pasted = await paste(ben, `${line}${agreed}`);
      expect([pasted.exitCode, pasted.stderr], line).toEqual([0, expect.any(String)]);
      const left = findingsOf(await consult(owner, [gun])).map(brief);
      expect(left).toEqual(['warning signer-not-in-releases targets/releases']);
      await confirmHealthy(owner, gun);
    });
  });

  it('is the same finding for who only reads, and nothing is asked of the machine', async () => {
    const { owner, ben, gun } = await withoutJeff('who-only-reads');
    const reader = await owner.colleague('who-only-reads');
    expect(complaints(await reader.notary(['list', gun]))).toContain(
      'valid signatures did not meet threshold',
    );
    const seen = await Promise.all(
      [owner, ben, reader].map(async (machine) => {
        const [found] = findingsOf(await consult(machine, [gun]));
        return { brief: found && brief(found), here: found?.fix?.ways[0]?.here };
      }),
    );
    expect(seen).toEqual([
      { brief: RELEASES_BROKEN, here: false },
      { brief: RELEASES_BROKEN, here: true },
      { brief: RELEASES_BROKEN, here: false },
    ]);
  });
});
