import { describe, expect, it } from 'vitest';
import { Passphrase } from '../../../source/base/index.ts';
import {
  createKeyring,
  OperationError,
  type PassphraseQuestion,
  passphraseProblem,
} from '../../../source/operations/index.ts';
import { NOW } from './support/change-world.ts';
import { FakeVault } from './support/fake-vault.ts';

const MINUTE = 60_000;
const WHY = { kind: 'change' } as const;

/** A keyring, the questions it asks, and time as the test has it. */
function ring(...answers: readonly (string | null)[]) {
  const vault = new FakeVault();
  const questions: PassphraseQuestion[] = [];
  const controller = new AbortController();
  const timers = new Set<() => void>();
  const waiting = [...answers];
  let now = NOW.getTime();
  const keyring = createKeyring({
    vault: vault.port,
    clock: { now: () => new Date(now) },
    timer: (callBack) => {
      timers.add(callBack);
      return () => timers.delete(callBack);
    },
  });
  const asking = {
    passphrases: {
      ask: async (question: PassphraseQuestion) => {
        questions.push(question);
        const answer = waiting.shift() ?? null;
        return answer === null ? null : new Passphrase(answer);
      },
    },
    signal: controller.signal,
  };
  return {
    vault,
    keyring,
    questions,
    asking,
    controller,
    /** The clock alone: a machine that sleeps runs no timers. */
    sleep: (milliseconds: number) => {
      now += milliseconds;
    },
    fireTimers: () => {
      for (const callBack of [...timers]) {
        callBack();
      }
    },
    timers,
  };
}

describe('unlocking a key', () => {
  it('asks once and then never again', async () => {
    const { vault, keyring, questions, asking } = ring('secret');
    const key = vault.add('jeff', 'secret');
    const unlocked = await keyring.unlock(key, WHY, asking);
    expect(await keyring.unlock(key, WHY, asking)).toBe(unlocked);
    expect(questions).toEqual([
      {
        purpose: 'unlock',
        role: 'jeff',
        owner: 'jeff',
        keyId: key.id,
        gun: null,
        path: key.path,
        why: WHY,
        attempt: 1,
        rejected: null,
      },
    ]);
    expect(keyring.signerFor(unlocked.key)?.key).toBe(unlocked.key);
  });

  it('asks nothing for a key that is not encrypted', async () => {
    const { vault, keyring, questions, asking } = ring();
    const unlocked = await keyring.unlock(vault.add('jeff', null), WHY, asking);
    expect(questions).toEqual([]);
    expect(keyring.signerFor(unlocked.key)).not.toBeNull();
  });

  it('says that an answer was wrong, three times at most', async () => {
    const { vault, keyring, questions, asking } = ring('one', 'two', 'three', 'secret');
    const key = vault.add('jeff', 'secret');
    await expect(keyring.unlock(key, WHY, asking)).rejects.toMatchObject({
      code: 'passphrase-wrong',
      detail: { keyId: key.id, role: 'jeff', attempts: 3 },
    });
    expect(questions.map(({ attempt, rejected }) => [attempt, rejected])).toEqual([
      [1, null],
      [2, 'wrong'],
      [3, 'wrong'],
    ]);
    expect((await keyring.unlock(key, WHY, asking)).key.id).toBe(key.id);
  });

  it('takes the third answer', async () => {
    const { vault, keyring, asking } = ring('one', 'two', 'secret');
    const key = vault.add('jeff', 'secret');
    expect((await keyring.unlock(key, WHY, asking)).key.id).toBe(key.id);
  });

  it('tells a passphrase that nobody gave from one that was wrong', async () => {
    const nobody = ring(null);
    await expect(
      nobody.keyring.unlock(nobody.vault.add('jeff', 'secret'), WHY, nobody.asking),
    ).rejects.toMatchObject({ code: 'passphrase-not-given' });
    const wrong = ring('guess', null);
    await expect(
      wrong.keyring.unlock(wrong.vault.add('jeff', 'secret'), WHY, wrong.asking),
    ).rejects.toMatchObject({ code: 'passphrase-wrong', detail: { attempts: 1 } });
  });

  it('first tries what opened another key of the same role, and says nothing of it', async () => {
    const { vault, keyring, questions, asking } = ring('secret');
    await keyring.unlock(vault.add('targets', 'secret'), WHY, asking);
    await keyring.unlock(vault.add('targets', 'secret'), WHY, asking);
    expect(questions).toHaveLength(1);
  });

  it('asks as for the first time when that does not open it', async () => {
    const { vault, keyring, questions, asking } = ring('secret', 'another');
    await keyring.unlock(vault.add('targets', 'secret'), WHY, asking);
    await keyring.unlock(vault.add('targets', 'another'), WHY, asking);
    expect(questions.at(-1)).toMatchObject({ attempt: 1, rejected: null });
  });

  it('tries no passphrase of another role', async () => {
    const { vault, keyring, asking } = ring('secret', 'another');
    await keyring.unlock(vault.add('root', 'secret'), WHY, asking);
    const key = vault.add('targets', 'another');
    await keyring.unlock(key, WHY, asking);
    expect(vault.tried.filter(({ id }) => id === key.id)).toEqual([{ id: key.id, passphrase: 'another' }]);
  });

  it('passes on what is wrong with the file, and asks no second time', async () => {
    const { vault, keyring, questions, asking } = ring('secret', 'secret');
    const key = vault.add('jeff', 'secret');
    vault.damage(key);
    await expect(keyring.unlock(key, WHY, asking)).rejects.toMatchObject({ code: 'key-not-found' });
    expect(questions).toHaveLength(1);
  });
});

describe('several who need keys at once', () => {
  it('ask once for the same key', async () => {
    const { vault, keyring, questions, asking } = ring('secret');
    const key = vault.add('jeff', 'secret');
    const [left, right] = await Promise.all([
      keyring.unlock(key, WHY, asking),
      keyring.unlock(key, WHY, asking),
    ]);
    expect(left).toBe(right);
    expect(questions).toHaveLength(1);
  });

  it('wait for the answer to the question before', async () => {
    const { vault, keyring, asking, questions } = ring('secret', 'secret');
    let answered: (() => void) | null = null;
    const slow = {
      ...asking,
      passphrases: {
        ask: async (question: PassphraseQuestion) => {
          const answer = await asking.passphrases.ask(question);
          await new Promise<void>((resolve) => {
            answered = resolve;
          });
          return answer;
        },
      },
    };
    const first = keyring.unlock(vault.add('a', 'secret'), WHY, slow);
    const second = keyring.unlock(vault.add('b', 'secret'), WHY, asking);
    await expect.poll(() => answered).not.toBeNull();
    expect(questions.map(({ role }) => role)).toEqual(['a']);
    (answered as (() => void) | null)?.();
    await Promise.all([first, second]);
    expect(questions.map(({ role }) => role)).toEqual(['a', 'b']);
  });

  it('are not held up by one who gives up', async () => {
    const { vault, keyring, asking } = ring('secret');
    const gone = new AbortController();
    const hanging = {
      passphrases: {
        ask: () => new Promise<null>((_, reject) => gone.signal.addEventListener('abort', reject)),
      },
      signal: gone.signal,
    };
    const first = keyring.unlock(vault.add('a', 'secret'), WHY, hanging);
    const key = vault.add('b', 'secret');
    const second = keyring.unlock(key, WHY, asking);
    gone.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect((await second).key.id).toBe(key.id);
  });
});

describe('forgetting', () => {
  it('locks everything after a quarter of an hour without use', async () => {
    const { vault, keyring, questions, asking, sleep } = ring('secret', 'secret');
    const key = vault.add('jeff', 'secret');
    const unlocked = await keyring.unlock(key, WHY, asking);
    sleep(15 * MINUTE - 1);
    expect(keyring.signerFor(unlocked.key)).not.toBeNull();
    sleep(15 * MINUTE);
    expect(keyring.signerFor(unlocked.key)).toBeNull();
    await keyring.unlock(key, WHY, asking);
    expect(questions).toHaveLength(2);
  });

  it('does so by a timer, of which there is one', async () => {
    const { vault, keyring, questions, asking, timers, fireTimers } = ring('secret', 'secret');
    const key = vault.add('jeff', 'secret');
    const unlocked = await keyring.unlock(key, WHY, asking);
    keyring.signerFor(unlocked.key);
    expect(timers.size).toBe(1);
    fireTimers();
    expect(keyring.signerFor(unlocked.key)).toBeNull();
    await keyring.unlock(vault.add('jeff', 'secret'), WHY, asking);
    expect(questions).toHaveLength(2);
  });

  it('locks at once when told to, and forgets passphrases with the keys', async () => {
    const { vault, keyring, questions, asking, timers } = ring('secret', 'secret');
    await keyring.unlock(vault.add('jeff', 'secret'), WHY, asking);
    keyring.lock();
    expect(timers.size).toBe(0);
    await keyring.unlock(vault.add('jeff', 'secret'), WHY, asking);
    expect(questions).toHaveLength(2);
  });

  it('keeps no key whose passphrase came after it was locked', async () => {
    const { vault, keyring, asking } = ring('secret');
    const key = vault.add('jeff', 'secret');
    let open: () => void = () => undefined;
    vault.gate = new Promise((resolve) => {
      open = resolve;
    });
    const unlocking = keyring.unlock(key, WHY, asking);
    await expect.poll(() => vault.begun).toBe(1);
    keyring.lock();
    open();
    const unlocked = await unlocking;
    expect(keyring.signerFor(unlocked.key)).toBeNull();
  });

  it('keeps a new key that nobody has saved', async () => {
    const { keyring, asking } = ring('long enough');
    const key = await keyring.generate('ecdsa');
    keyring.lock();
    const saved = await keyring.saveFresh(key.canonicalId, { role: 'jeff', gun: null }, asking);
    expect(saved.id).toBe(key.canonicalId);
  });
});

describe('new keys', () => {
  it('cannot sign before they are saved, and need no question afterwards', async () => {
    const { keyring, questions, asking } = ring('long enough');
    const key = await keyring.generate('ecdsa');
    expect(keyring.signerFor(key)).toBeNull();
    expect(keyring.fresh(key.canonicalId)?.key).toBe(key);
    const saved = await keyring.saveFresh(key.canonicalId, { role: 'jeff', gun: null }, asking);
    expect(keyring.fresh(key.canonicalId)).toBeNull();
    expect(keyring.signerFor(key)).not.toBeNull();
    await keyring.unlock(saved, WHY, asking);
    expect(questions).toMatchObject([
      { purpose: 'create', role: 'jeff', keyId: key.canonicalId, attempt: 1, why: { kind: 'new-key' } },
    ]);
  });

  it('stay unsaved without a passphrase', async () => {
    const { vault, keyring, asking } = ring(null);
    const key = await keyring.generate('ecdsa');
    await expect(
      keyring.saveFresh(key.canonicalId, { role: 'jeff', gun: null }, asking),
    ).rejects.toMatchObject({ code: 'passphrase-not-given' });
    expect(vault.files).toEqual([]);
    expect(keyring.fresh(key.canonicalId)).not.toBeNull();
  });

  it('are saved once', async () => {
    const { keyring, asking } = ring('long enough', 'long enough');
    const key = await keyring.generate('ecdsa');
    await keyring.saveFresh(key.canonicalId, { role: 'jeff', gun: null }, asking);
    const again = keyring.saveFresh(key.canonicalId, { role: 'jeff', gun: null }, asking);
    await expect(again).rejects.toBeInstanceOf(OperationError);
    await expect(again).rejects.toMatchObject({ code: 'new-key-gone' });
  });
});

describe('a new passphrase', () => {
  it.each([
    ['1234567', 'too-short'],
    ['12345678', null],
    ['   1234567   ', 'too-short'],
    ['äöüß', null],
    ['', 'too-short'],
  ])('%j is %s', (text, problem) => {
    expect(passphraseProblem(new Passphrase(text))).toBe(problem);
  });
});
