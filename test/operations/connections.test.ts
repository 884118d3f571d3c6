import { describe, expect, it } from 'vitest';
import { Connections } from '../../source/operations/index.ts';

const ORIGIN = 'https://notary.example.com';

function stateAfter(...failures: readonly (string | null)[]) {
  const connections = new Connections();
  for (const failure of failures) {
    connections.note({ origin: ORIGIN, failure });
  }
  return connections.states().get(ORIGIN);
}

describe('what is known of a connection', () => {
  it('is nothing before a request has ended', () => {
    expect(stateAfter()).toBeUndefined();
    expect(stateAfter('aborted')).toBeUndefined();
  });

  it.each([
    [null, 'connected'],
    ['server-unreachable', 'offline'],
    ['too-slow', 'offline'],
    ['tls-untrusted', 'untrusted'],
    ['tls-failed', 'tls-failed'],
    ['response-too-large', 'connected'],
  ])('after %s is %s', (failure, state) => {
    expect(stateAfter(failure)).toBe(state);
  });

  it('is what the last request came to, for each server by itself', () => {
    expect(stateAfter(null, 'server-unreachable')).toBe('offline');
    expect(stateAfter('tls-untrusted', null)).toBe('connected');
    expect(stateAfter(null, 'aborted')).toBe('connected');
    const connections = new Connections();
    const before = connections.states();
    connections.note({ origin: ORIGIN, failure: null });
    connections.note({ origin: 'https://other.example.com', failure: 'too-slow' });
    expect(connections.states().get(ORIGIN)).toBe('connected');
    expect(before.size).toBe(0);
  });
});
