import { describe, expect, it } from 'vitest';
import { type Diagnosed, type KeyWork, OperationError } from '../../source/operations/index.ts';
import { type FakeRunOptions, findingOf, fixOf, wayOf } from './support/doctor-fakes.ts';
import { keyIdOf, localKeyOf } from './support/fake-cli.ts';
import { APP, ill, play } from './support/treatment.ts';

describe('choosing the way to put something right', () => {
  const ways = [
    wayOf({
      id: 'jeff',
      label: 'as jeff',
      action: { kind: 'change', request: { kind: 'witness', roles: [], as: 'jeff' } },
    }),
    wayOf({
      id: 'ben',
      label: 'as ben',
      action: { kind: 'change', request: { kind: 'witness', roles: [], as: 'ben' } },
    }),
    wayOf({ id: 'eve', label: 'as eve', here: false }),
  ];
  const choice: Diagnosed = {
    finding: findingOf(),
    fix: fixOf({ ways, automatic: false, judgement: 'You decide.' }),
  };

  it.each([
    [['', 'y'], 'jeff'],
    [['2', 'y'], 'ben'],
    [['3', 'x', '0', '2', 'y'], 'ben'],
  ])('takes %j as %s', async (answers, signer) => {
    const { planned, treated } = await play({ looks: [[choice], []], answers });
    expect(planned).toEqual([{ kind: 'witness', roles: [], as: signer }]);
    expect(treated.treatments[0]?.way.id).toBe(signer);
  });

  it('asks for consent to the way, where the goal alone would not say what a yes is about', async () => {
    const { asked } = await play({ looks: [[choice], []], answers: ['2', 'y'] });
    expect(asked.at(-1)).toBe('Put it right: as ben? [y/N] ');
  });

  it.each([['s'], ['S']])('leaves it with %s', async (answer) => {
    const { planned, treated } = await play({ looks: [[choice]], answers: [answer] });
    expect(planned).toEqual([]);
    expect(treated.treatments).toEqual([]);
  });

  it('asks for no way that cannot be gone here', async () => {
    const { asked, said } = await play({ looks: [[choice]], answers: ['s'] });
    expect(asked).toEqual(['Which way, 1 to 2, or s to leave it [1]: ']);
    expect(said.stderr).toMatch(/ {2}1 {2}as jeff\n {2}2 {2}as ben\n {2}s {2}leave it\n$/);
  });

  it('presets nothing where the best way is for others to go: what can be done here may give something up', async () => {
    const [revoke, asJeff] = [
      wayOf({ id: 'revoke', label: 'revoke it' }),
      wayOf({ id: 'jeff', here: false }),
    ];
    const fix = fixOf({ ways: [asJeff, revoke], automatic: false, judgement: 'You decide.' });
    const given: Diagnosed = { finding: findingOf(), fix };
    const { asked, treated } = await play({ looks: [[given]], answers: ['', 'y'] });
    expect(asked).toEqual(['Which way, 1, or s to leave it [s]: ']);
    expect(treated.treatments).toEqual([]);
    const chosen = await play({ looks: [[given], []], answers: ['1', 'y'] });
    expect(chosen.treated.treatments).toMatchObject([{ way: { id: 'revoke' }, result: 'published' }]);
  });

  it('leaves with --yes what somebody has to judge', async () => {
    const { planned, asked } = await play({ looks: [[choice]], options: { yes: true } });
    expect({ planned, asked }).toEqual({ planned: [], asked: [] });
  });

  it('offers nothing that is for others to do', async () => {
    const outside = ill('server-unreachable', { action: { kind: 'outside' } });
    const elsewhere = ill('role-expired', { here: false });
    const hopeless: Diagnosed = { finding: findingOf({ code: 'rollback-detected' }), fix: null };
    const { planned, asked } = await play({ looks: [[outside, elsewhere, hopeless]], answers: ['y'] });
    expect({ planned, asked }).toEqual({ planned: [], asked: [] });
  });
});

describe('what a fix still lacks', () => {
  const key = localKeyOf('5570b88', 'jeff', { exposed: true });
  const keys: NonNullable<FakeRunOptions['workspace']>['keys'] = {
    list: async () => ({ keys: [key], unreadable: [] }),
  };
  const made = { canonicalId: keyIdOf('aaaaaaa') } as never;
  const keyWork = (parts: Partial<KeyWork>): NonNullable<FakeRunOptions['changes']> => ({
    keyWork: { lock: () => undefined, ...parts } as KeyWork,
  });

  it('is the new key of a signer: a file, asked for again when it is none, or one that is made', async () => {
    const rotate = ill('certificate-expired', {
      action: { kind: 'rotate-signer', signer: 'jeff', oldKeys: [key.id] },
    });
    const changes = keyWork({
      newKey: async () => made,
      readPublicKey: async (path) => {
        if (path === 'jeff.pub') {
          return { canonicalId: keyIdOf('bbbbbbb') } as never;
        }
        throw new OperationError('repository-name-invalid', { text: path });
      },
    });
    const fresh = await play({ looks: [[rotate], []], answers: ['', 'y'], changes });
    expect(fresh.planned).toEqual([
      { kind: 'signer-rotate', signer: 'jeff', newKey: made, oldKeys: [key.id], keepOld: false },
    ]);
    const read = await play({ looks: [[rotate], []], answers: ['nothing', 'jeff.pub', 'y'], changes });
    expect(read.planned).toMatchObject([{ newKey: { canonicalId: keyIdOf('bbbbbbb') } }]);
  });

  it('is the name of whoever has a key, asked for again when nobody can be called like that', async () => {
    const unnamed = ill('releases-key-without-signer', { action: { kind: 'name-key', keyId: key.id } });
    const { planned, said } = await play({
      looks: [[unnamed], []],
      answers: ['Ben!', 'releases', 'ben', 'y'],
    });
    expect(planned).toMatchObject([
      { kind: 'delegation-add', role: 'targets/ben', keyIds: [key.id], paths: [''] },
    ]);
    expect(said.stderr).toContain('signer name "Ben!" is not allowed');
    expect(said.stderr).toContain('releases is a reserved keyword');
  });

  it('is the file of a backup', async () => {
    const written: unknown[] = [];
    const backUp = ill('root-key-not-backed-up', { action: { kind: 'back-up-keys', keyIds: [key.id] } });
    const changes = keyWork({
      backup: async (those, path) => {
        written.push([those.map(({ id }) => id), path]);
        return { kind: 'backup', path: `/home/${path}` };
      },
    });
    const { said, treated } = await play({
      looks: [[backUp], []],
      answers: ['safe.pem'],
      changes,
      workspace: { keys },
    });
    expect(written).toEqual([[[key.id], 'safe.pem']]);
    expect(said.stdout).toContain('Backed up 1 key to /home/safe.pem');
    expect(treated.treatments).toMatchObject([{ result: 'published', plan: null }]);
    const none = await play({ looks: [[backUp]], answers: [''], changes, workspace: { keys } });
    expect(none.treated.treatments).toEqual([]);
  });

  it('is nothing for files that others can read: --yes is enough', async () => {
    const tightened: string[] = [];
    const tighten = ill('private-key-permissions', { action: { kind: 'tighten-keys', keyIds: [key.id] } });
    const changes = keyWork({ tighten: async ({ path }) => void tightened.push(path) });
    await play({ looks: [[tighten], []], options: { yes: true }, changes, workspace: { keys } });
    expect(tightened).toEqual([key.path]);
    await play({ looks: [[tighten]], options: { dryRun: true }, changes, workspace: { keys } });
    expect(tightened).toHaveLength(1);
  });

  it('is the consent to drop what is staged', async () => {
    const dropped: unknown[] = [];
    const staged = { file: '0.change', action: 'create', scope: 'targets', type: 'target', path: 'v1' };
    const workspace = {
      changelist: {
        read: async () => ({ changes: [staged], unreadable: [] }),
        remove: async (gun: unknown, files: unknown) => void dropped.push([gun, files]),
      },
    } as unknown as NonNullable<FakeRunOptions['workspace']>;
    const reset = ill('pending-changes', { action: { kind: 'reset-staged' } });
    const declined = await play({ looks: [[reset]], answers: ['n'], workspace });
    expect(declined.treated.treatments).toMatchObject([{ result: 'planned' }]);
    expect(dropped).toEqual([]);
    const { said } = await play({ looks: [[reset], []], answers: ['y'], workspace });
    expect(said.stderr).toContain('- create target v1 in targets');
    expect(dropped).toEqual([[APP, ['0.change']]]);
  });
});
