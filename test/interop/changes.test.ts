import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { asGun, type Gun } from '../../source/tuf/index.ts';
import { changeMachine } from './support/change-machine.ts';
import { describeRealWorld } from './support/suite.ts';

describeRealWorld('changes made by trustdeck', (world) => {
  it('are seen by docker and notary, which go on from there', async () => {
    const clients = await world.clients('signer-add');
    const gun = asGun('registry.example.com/team/app') as Gun;
    const machine = await changeMachine(clients);
    const file = await clients.generateKey('jeff');
    const key = await machine.ports.vault.readPublicKey(await readFile(file, 'utf8'), { now: new Date() });
    const results = await machine.change({ kind: 'signer-add', signer: 'jeff', keys: [key] }, {}, [gun]);
    expect(results).toMatchObject([{ result: 'published', verified: true, error: null }]);
    const { stdout } = await clients.mustDocker(['inspect', gun]);
    expect(JSON.parse(stdout)).toMatchObject([
      { Name: gun, Signers: [{ Name: 'jeff', Keys: [{ ID: key.id }] }] },
    ]);
    await clients.newSigner(gun, 'ben');
    const again = await machine.change({ kind: 'signer-remove', signer: 'ben', resignAs: null }, {}, [gun]);
    expect(again).toMatchObject([{ result: 'published', verified: true, error: null }]);
    const after = await clients.mustDocker(['inspect', gun]);
    expect(JSON.parse(after.stdout)[0].Signers).toMatchObject([{ Name: 'jeff' }]);
    await machine.close();
  });
});
