import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Passphrase } from '../../../source/base/index.ts';
import type { PassphraseQuestion, PassphraseSource } from '../../../source/operations/index.ts';
import { gun, never } from '../support/fakes.ts';
import { type ChangeWorld, GUN, type Machine, openWorld, PASSPHRASE } from './support/change-world.ts';

const OTHER = gun('registry.example.com/team/other');

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** Two repositories of one administrator, each with a targets key of its own, after a new start of the program. */
async function administrator(): Promise<Machine> {
  const first = world.machine('admin');
  const key = await first.keyWork.newKey('ecdsa');
  await first.mustChange({ kind: 'signer-add', signer: 'jeff', keys: [key] }, [GUN, OTHER]);
  return first.restart();
}

const ADD = async (machine: Machine) =>
  ({ kind: 'signer-add', signer: 'zoe', keys: [await machine.keyWork.newKey('ecdsa')] }) as const;

/** Answers as `answer` says, and remembers the questions. */
function asking(answer: (question: PassphraseQuestion) => string | null) {
  const questions: PassphraseQuestion[] = [];
  const passphrases: PassphraseSource = {
    ask: async (question) => {
      questions.push(question);
      const given = answer(question);
      return given === null ? null : new Passphrase(given);
    },
  };
  return { questions, passphrases };
}

async function signersOf(name = GUN): Promise<readonly string[]> {
  const { state } = await world.machine('reader').ports.session.open(name, { refresh: true, signal: never });
  return [...state.delegations.keys()];
}

describe('before anything else', () => {
  it('a new repository asks for each role once, and one root key serves all', async () => {
    const admin = world.machine('admin');
    const results = await admin.change(await ADD(admin), {}, [GUN, OTHER]);
    expect(results.map(({ result, error }) => [result, error])).toEqual([
      ['published', null],
      ['published', null],
    ]);
    expect(admin.asked.map(({ purpose, role }) => [purpose, role]).sort()).toEqual([
      ['create', 'root'],
      ['create', 'targets'],
      ['create', 'zoe'],
    ]);
    const { keys } = await admin.ports.vault.list();
    expect(keys.map(({ role, gun: of }) => [role, of]).sort()).toEqual([
      ['root', null],
      ['targets', GUN],
      ['targets', OTHER],
      ['zoe', null],
    ]);
    expect(keys.every(({ encrypted, exposed }) => encrypted && !exposed)).toBe(true);
  });

  it('each key is asked for with what it will sign, one question at a time', async () => {
    const admin = await administrator();
    let open = 0;
    let most = 0;
    const passphrases: PassphraseSource = {
      ask: async (question) => {
        open += 1;
        most = Math.max(most, open);
        await new Promise(setImmediate);
        open -= 1;
        return admin.answers.ask(question, never);
      },
    };
    await admin.change(await ADD(admin), { passphrases }, [GUN, OTHER]);
    expect(most).toBe(1);
    expect(admin.asked[0]).toMatchObject({
      purpose: 'unlock',
      role: 'targets',
      why: { kind: 'sign', roles: ['targets'] },
    });
    expect(admin.progress.findIndex(({ step }) => step === 'signing')).toBeGreaterThan(
      admin.progress.findLastIndex(({ step }) => step === 'unlocking'),
    );
  });

  it('nothing is published and no key saved when a passphrase is not given', async () => {
    const admin = world.machine('admin');
    const { passphrases } = asking(({ role }) => (role === 'targets' ? null : PASSPHRASE));
    const results = await admin.change(await ADD(admin), { passphrases });
    expect(results).toMatchObject([{ result: 'failed', error: { code: 'passphrase-not-given' } }]);
    expect((await admin.ports.vault.list()).keys).toEqual([]);
    expect(await admin.unfinished()).toEqual([]);
  });

  it('a wrong passphrase three times fails the repositories that need the key, and no other', async () => {
    const admin = await administrator();
    const { passphrases, questions } = asking(({ gun: of, purpose }) =>
      purpose === 'unlock' && of === GUN ? 'wrong' : PASSPHRASE,
    );
    const results = await admin.change(await ADD(admin), { passphrases }, [GUN, OTHER]);
    expect(results).toMatchObject([
      { gun: GUN, result: 'failed', error: { code: 'passphrase-wrong', detail: { attempts: 3 } } },
      { gun: OTHER, result: 'published', verified: true, error: null },
    ]);
    expect(questions.filter((question) => question.gun === GUN)).toHaveLength(3);
    expect(await signersOf()).not.toContain('targets/zoe');
    expect(await signersOf(OTHER)).toContain('targets/zoe');
    expect(await admin.unfinished()).toMatchObject([
      { repositories: [{ gun: GUN, status: 'failed', error: 'passphrase-wrong' }, { status: 'verified' }] },
    ]);
  });

  it('what no repository needs any more is not asked for', async () => {
    const admin = await administrator();
    const { passphrases, questions } = asking(() => null);
    const results = await admin.change(await ADD(admin), { passphrases });
    expect(results).toMatchObject([{ result: 'failed', error: { code: 'passphrase-not-given' } }]);
    expect(questions).toHaveLength(1);
  });

  it('a key that has left the machine is named', async () => {
    const admin = await administrator();
    const plan = await admin.plan(await ADD(admin));
    const { keys } = await admin.ports.vault.list();
    for (const key of keys.filter(({ role }) => role === 'targets')) {
      await admin.ports.vault.remove(key);
    }
    expect(await admin.execute(plan)).toMatchObject([
      { result: 'failed', error: { code: 'private-key-not-here' } },
    ]);
  });
});

describe('giving up', () => {
  it('while a passphrase is asked for changes nothing', async () => {
    const admin = await administrator();
    const controller = new AbortController();
    const passphrases: PassphraseSource = {
      ask: (_question, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          controller.abort();
        }),
    };
    const results = await admin.change(await ADD(admin), { passphrases, signal: controller.signal }, [
      GUN,
      OTHER,
    ]);
    expect(results).toMatchObject([
      { result: 'failed', error: { name: 'AbortError' } },
      { result: 'failed', error: { name: 'AbortError' } },
    ]);
    expect(await signersOf()).not.toContain('targets/zoe');
    expect(await admin.unfinished()).toEqual([]);
  });

  it('before the request changes nothing', async () => {
    const admin = await administrator();
    const controller = new AbortController();
    const results = await admin.change(await ADD(admin), {
      signal: controller.signal,
      onProgress: ({ step }) => {
        if (step === 'signing') {
          controller.abort();
        }
      },
    });
    expect(results).toMatchObject([{ result: 'failed', verified: false, error: { name: 'AbortError' } }]);
    expect(await signersOf()).not.toContain('targets/zoe');
  });

  it('after the request waits for what came of it', async () => {
    const admin = await administrator();
    const controller = new AbortController();
    const results = await admin.change(await ADD(admin), {
      signal: controller.signal,
      onProgress: ({ step }) => {
        if (step === 'publishing') {
          controller.abort();
        }
      },
    });
    expect(results).toMatchObject([{ result: 'published', verified: true, error: null }]);
    expect(await signersOf()).toContain('targets/zoe');
  });

  it('lets repositories whose request is sent come to their end, and begins no other', async () => {
    const admin = world.machine('admin');
    const controller = new AbortController();
    const guns = Array.from({ length: 10 }, (_, index) => gun(`registry.example.com/many/${index}`));
    const results = await admin.change(
      await ADD(admin),
      {
        signal: controller.signal,
        onProgress: ({ step }) => {
          if (step === 'done') {
            controller.abort();
          }
        },
      },
      guns,
    );
    const published = results.filter(({ result }) => result === 'published');
    expect(published.length).toBeGreaterThan(0);
    expect(published.every(({ verified }) => verified)).toBe(true);
    const failed = results.filter(({ result }) => result === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    for (const { gun: name } of failed) {
      expect(await signersOf(name)).toEqual([]);
    }
    const [run] = await admin.unfinished();
    expect(run?.repositories.filter(({ status }) => status === 'verified')).toHaveLength(published.length);
  });
});
