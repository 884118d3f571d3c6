import { describe, it } from 'vitest';
import { describeRealWorld } from '../support/suite.ts';
import { expectAgreement } from './support/agreement.ts';
import { change } from './support/command.ts';
import { goOnWithRealTools } from './support/go-on.ts';
import { MAKERS, makeRepository } from './support/makers.ts';
import { KEY_TYPES, newSignerKey } from './support/signer-keys.ts';
import { lookBefore, teamOf } from './support/team.ts';

const CELLS = MAKERS.flatMap((maker) =>
  KEY_TYPES.map((type) => ({ maker, type, by: maker.name, key: type.name })),
);

describeRealWorld('signers, by key type and by who made the repository', (world) => {
  const slug = (...parts: readonly string[]) => parts.join('-').replaceAll(' ', '-');

  describe.concurrent.each(CELLS)('$key in a repository made by $by', ({ maker, type }) => {
    const name = slug(maker.name, type.name);

    it('signer add', async () => {
      const team = await teamOf(await world.clients(`add-${name}`));
      const gun = `registry.example.com/add-${name}`;
      const { jeff, ben, direct } = await makeRepository(maker, team, { gun });
      const kim = await newSignerKey(team.owner, 'kim', type);
      await lookBefore(team, gun);
      await change(team.owner, 'signer', 'add', 'kim', gun, '--key', kim.file);
      await expectAgreement(team, gun, {
        signers: { jeff: [jeff.id], ben: [ben.id], kim: [kim.id] },
        tags: { v1: ['jeff'], v2: ['ben'], ...byRepository(direct) },
      });
      await goOnWithRealTools(team, gun, [
        { name: 'jeff', machine: team.owner },
        { name: 'ben', machine: team.ben },
        { name: 'kim', machine: team.owner },
      ]);
    });

    it('signer rotate', async () => {
      const team = await teamOf(await world.clients(`rotate-${name}`));
      const gun = `registry.example.com/rotate-${name}`;
      const { ben, direct } = await makeRepository(maker, team, { gun, type });
      const next = await newSignerKey(team.owner, 'jeff-2', type);
      await lookBefore(team, gun);
      await change(team.owner, 'signer', 'rotate', 'jeff', gun, '--key', next.file);
      await expectAgreement(team, gun, {
        signers: { jeff: [next.id], ben: [ben.id] },
        tags: { v1: ['jeff'], v2: ['ben'], ...byRepository(direct) },
      });
      await goOnWithRealTools(team, gun, [
        { name: 'jeff', machine: team.owner },
        { name: 'ben', machine: team.ben },
      ]);
    });

    it('signer remove', async () => {
      const team = await teamOf(await world.clients(`remove-${name}`));
      const gun = `registry.example.com/remove-${name}`;
      const { ben, direct } = await makeRepository(maker, team, { gun, type });
      await lookBefore(team, gun);
      await change(team.owner, 'signer', 'remove', 'jeff', gun);
      await expectAgreement(team, gun, {
        signers: { ben: [ben.id] },
        tags: { v1: ['Repo Admin'], v2: ['ben'], ...byRepository(direct) },
      });
      await goOnWithRealTools(team, gun, [{ name: 'ben', machine: team.ben }]);
    });
  });
});

function byRepository(tags: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(tags.map((tag) => [tag, ['Repo Admin']]));
}
