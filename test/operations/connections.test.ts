import { describe, expect, it } from 'vitest';
import { Connections } from '../../source/operations/index.ts';

const ORIGIN = 'https://notary.example.com';

function stateAfter(...failures: readonly (string | null)[]) {
  const connections = new Connections();
  for (const failure of failures) {
    connections.note({ origin: ORIGIN, failure, clockAhead: null });
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
    connections.note({ origin: ORIGIN, failure: null, clockAhead: null });
    connections.note({ origin: 'https://other.example.com', failure: 'too-slow', clockAhead: null });
    expect(connections.states().get(ORIGIN)).toBe('connected');
    expect(before.size).toBe(0);
  });
});

describe('what is known of the clock of a server', () => {
  it('is nothing before it has dated an answer', () => {
    const connections = new Connections();
    expect(connections.clockAhead(ORIGIN)).toBeNull();
    connections.note({ origin: ORIGIN, failure: 'tls-untrusted', clockAhead: null });
    expect(connections.clockAhead(ORIGIN)).toBeNull();
  });

  it('is what its last dated answer told, wherever below the origin the server is', () => {
    const connections = new Connections();
    connections.note({ origin: ORIGIN, failure: null, clockAhead: 3_600_000 });
    connections.note({ origin: 'https://other.example.com', failure: null, clockAhead: -5_000 });
    connections.note({ origin: ORIGIN, failure: 'too-slow', clockAhead: null });
    expect(connections.clockAhead(`${ORIGIN}/notary`)).toBe(3_600_000);
    connections.note({ origin: ORIGIN, failure: null, clockAhead: 0 });
    expect(connections.clockAhead(ORIGIN)).toBe(0);
  });
});
