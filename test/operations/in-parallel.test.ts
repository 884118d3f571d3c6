import { describe, expect, it } from 'vitest';
import { NotaryError } from '../../source/notary/index.ts';
import { inParallel, Outages } from '../../source/operations/index.ts';
import { never, SERVER, unreachable } from './support/fakes.ts';

describe('inParallel', () => {
  it('never works on more than eight at a time, and answers in the given order', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel(
      Array.from({ length: 40 }, (_, index) => index),
      async (index) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return index * 2;
      },
      never,
    );
    expect(most).toBe(8);
    expect(results).toEqual(Array.from({ length: 40 }, (_, index) => ({ ok: true, value: index * 2 })));
  });

  it('attempts every item although one fails', async () => {
    const error = new Error('one of them');
    const results = await inParallel(
      ['a', 'b', 'c'],
      (name) => (name === 'b' ? Promise.reject(error) : Promise.resolve(name)),
      never,
    );
    expect(results).toEqual([
      { ok: true, value: 'a' },
      { ok: false, error },
      { ok: true, value: 'c' },
    ]);
  });

  it('starts nothing more once it is aborted', async () => {
    const stop = new AbortController();
    const started: number[] = [];
    const work = inParallel(
      Array.from({ length: 20 }, (_, index) => index),
      async (index) => {
        started.push(index);
        stop.abort();
      },
      stop.signal,
    );
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(started.length).toBeLessThanOrEqual(8);
  });
});

describe('Outages', () => {
  it('remembers what would be the same for every repository of a server', () => {
    const outages = new Outages();
    const error = unreachable();
    outages.note(SERVER, error);
    expect(outages.of(SERVER)).toBe(error);
    expect(outages.of({ ...SERVER, url: 'https://other.example.com' })).toBeNull();
  });

  it('forgets what concerns one repository', () => {
    const outages = new Outages();
    outages.note(
      SERVER,
      new NotaryError('not-authorised', { server: SERVER.url, status: 403, message: null }),
    );
    expect(outages.of(SERVER)).toBeNull();
  });
});
