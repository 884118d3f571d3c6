import { describe, expect, it } from 'vitest';
import { clockAhead } from '../../source/notary/clock-ahead.ts';
import { serve } from './support/loopback.ts';
import { current, GUN, never, openRemote } from './support/remote.ts';

const SENT = new Date('2026-11-23T12:00:00.500Z');
const ANSWERED = new Date('2026-11-23T12:00:04.250Z');

function aheadOf(headers: Readonly<Record<string, string | string[]>>): number | null {
  return clockAhead(headers, { sentAt: SENT, answeredAt: ANSWERED });
}

describe('the clock of a server', () => {
  it.each([
    ['Mon, 23 Nov 2026 12:00:00 GMT', 0],
    ['Mon, 23 Nov 2026 12:00:04 GMT', 0],
    ['Mon, 23 Nov 2026 12:00:05 GMT', 750],
    ['Mon, 23 Nov 2026 11:59:59 GMT', -500],
    ['Mon, 23 Nov 2026 13:00:04 GMT', 3_599_750],
    ['Sat, 21 Nov 2026 12:00:00 GMT', -172_799_500],
  ])('is as far ahead as an answer dated %s proves: %i ms', (date, ahead) => {
    expect(aheadOf({ date })).toBe(ahead);
  });

  it.each([
    [{}],
    [{ date: 'yesterday' }],
    [{ date: '5' }],
    [{ date: 'Mon, 99 Nov 2026 12:00:00 GMT' }],
    [{ date: 'Mon, 23 Nov 2026 12:00:00 UTC' }],
    [{ date: ['Mon, 23 Nov 2026 12:00:00 GMT', 'Tue, 24 Nov 2026 12:00:00 GMT'] }],
  ])('is not known from %o', (headers) => {
    expect(aheadOf(headers)).toBeNull();
  });

  it('is not taken from an answer that a cache on the way has kept', () => {
    expect(aheadOf({ date: 'Mon, 23 Nov 2026 11:00:00 GMT', age: '3600' })).toBeNull();
  });

  it('is told of each answer, whatever its status, and not where none came', async () => {
    const server = await serve((request, response) => {
      if (request.url?.includes('timestamp')) {
        response.writeHead(404, { date: 'Mon, 23 Nov 2026 02:00:00 GMT' }).end();
      } else {
        request.socket.destroy();
      }
    });
    const { remote, exchanges } = openRemote(server.url, { limits: { attempts: 1 } });
    await remote.fetchFile(GUN, current(), never());
    await expect(remote.fetchFile(GUN, current('root'), never())).rejects.toThrow();
    expect(exchanges.map(({ clockAhead: ahead }) => ahead)).toEqual([7_200_000, null]);
  });
});
