import { describe, expect, it } from 'vitest';
import { NotaryError, type UpdateRefusal } from '../../source/notary/index.ts';
import { failureKind, reportError } from '../../source/operations/index.ts';

const server = 'https://notary.example.com';

function rejected(reason: UpdateRefusal, message: string | null = null, validation: string | null = null) {
  const detail = { server, reason, status: 400, message, validation, retryAfterMs: null };
  return new NotaryError('update-rejected', detail as NotaryError<'update-rejected'>['detail']);
}

describe('words for a change that a server did not take', () => {
  it.each([
    new NotaryError('version-conflict', { server }),
    ...(
      [
        'invalid',
        'malformed',
        'name-not-accepted',
        'too-large',
        'too-many-requests',
        'server-not-ready',
        'other',
      ] as const
    ).map((reason) => rejected(reason)),
    new NotaryError('not-authorised', { server, status: 403, message: null, access: 'change' }),
  ])('say that nothing was changed: $code $detail.reason', (error) => {
    const { why, next } = reportError(error);
    expect(why).toMatch(/Nothing .*was (published|changed)\.$/);
    expect(next).not.toBe('');
    expect(JSON.stringify(reportError(error))).not.toContain('undefined');
  });

  it('quote what the server says about the rule that is broken', () => {
    expect(reportError(rejected('invalid', 'version 3 is not 2.', 'ErrBadRoot')).why).toBe(
      'It finds the root invalid: version 3 is not 2. Nothing was published.',
    );
  });

  it('say who can go on where the key of the snapshot is neither here nor at the server', () => {
    const { next } = reportError(
      rejected('invalid', 'Metadata hierarchy is incomplete: no snapshot', 'ErrBadHierarchy'),
    );
    expect(next).toContain('whoever holds the snapshot key');
    expect(next).toContain('trustdeck key rotate REPO --role snapshot --server-managed');
  });

  it.each(['no-answer', 'unclear-answer', 'server-failed', 'interrupted'] as const)(
    'never claim to know what is not known: %s',
    (reason) => {
      const words = reportError(new NotaryError('publish-uncertain', { server, reason }));
      expect(words.message).toBe(`${server} did not say whether the change is published`);
      expect(words.why).toContain('Everything of it is published, or nothing.');
      const open = {
        'rotate-key': 'nothing has changed for anybody',
        delete: 'All of it is deleted, or nothing.',
      };
      for (const action of ['rotate-key', 'delete'] as const) {
        const { why, next } = reportError(new NotaryError('outcome-uncertain', { server, action, reason }));
        expect(why).toContain(open[action]);
        expect(next).toBe('Do it again: twice does no harm.');
      }
    },
  );

  it('leave reading and changing apart', () => {
    const words = (access: { readonly access?: 'change' }) =>
      reportError(new NotaryError('not-authorised', { server, status: 403, message: null, ...access }));
    expect(words({}).why).not.toContain('changed');
    expect(words({}).next).toContain('may read it');
    expect(words({ access: 'change' }).next).toContain('may change it');
  });

  it('go with the exit code of what happened', () => {
    expect(failureKind(rejected('invalid'))).toBe('failed');
    expect(failureKind(new NotaryError('publish-uncertain', { server, reason: 'no-answer' }))).toBe(
      'unreachable',
    );
  });
});
