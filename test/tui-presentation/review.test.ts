import { describe, expect, it } from 'vitest';
import type { PlanEffect, PlannedKey, RepositoryPlan } from '../../source/operations/index.ts';
import type { Gun } from '../../source/tuf/index.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import { wizards as words } from '../../source/tui/messages/english/wizards/wizards.ts';
import { initialState } from '../../source/tui/store/state.ts';
import type { ReviewedPlan } from '../../source/tui/store/wizard-state.ts';
import { plainText, textWidth } from '../../source/tui/widgets/text-layout.ts';
import type { Asked } from '../../source/tui/wizards/definition.ts';
import { joinedCommandLine } from '../../source/tui/wizards/pages/command-line.ts';
import { reviewLines } from '../../source/tui/wizards/pages/review/review-lines.ts';
import { fakeServices, UNREACHABLE } from '../support/fake-services.ts';
import { digestOf, gun, keyId, NOW, role, signer } from '../support/sample-parts.ts';
import { samplePlan } from '../tui/support/fake-changes.ts';

const API = gun('registry.example.com/admin/api');
const WEB = gun('registry.example.com/admin/web');
const REQUEST = { kind: 'publish' } as const;

const BEN: PlannedKey = {
  id: keyId('9513b98'),
  canonicalId: keyId('9513b98'),
  algorithm: 'ed25519',
  owner: signer('ben'),
  place: 'elsewhere',
};

interface Options {
  readonly columns?: number;
  readonly full?: boolean;
  readonly failed?: Gun;
}

/** The review of these plans as text. */
function review(plans: readonly RepositoryPlan[], options: Options = {}): string {
  const { columns = 110, full = false, failed } = options;
  const results = plans.map((plan) => ({ gun: plan.gun, plan, error: null }));
  const reviewed: ReviewedPlan = {
    plan: {
      request: REQUEST,
      repositories: failed === undefined ? results : [...results, { gun: failed, plan: null, error: 'x' }],
    },
    failures: new Map(failed === undefined ? [] : [[failed, UNREACHABLE]]),
  };
  const settings = { messages: english, readOnly: false, version: '0' };
  const size = { columns, rows: 30 };
  const app = initialState({ services: fakeServices(), settings, size, now: NOW });
  const phase = { at: 'review', reviewed, top: 0, accepting: false, full } as const;
  const guns = reviewed.plan.repositories.map((result) => result.gun);
  const wizard = {
    id: 'rotate-signer',
    guns,
    subject: null,
    answers: new Map(),
    phase,
    keys: null,
    reviewed,
    run: null,
    fix: null,
  } as const;
  const asked: Asked = { app, wizard, words };
  const lines = reviewLines(asked, phase).map(plainText);
  expect(lines.filter((line) => textWidth(line) > columns - 4 && !line.includes('…'))).toEqual([]);
  return lines.join('\n');
}

describe('the review of a plan', () => {
  it('says for each role its versions and who signs it', () => {
    const text = review([samplePlan(REQUEST, API)]);
    expect(text).toMatch(/targets +v7 → v8 +signed by the repository key 262dc4a \(here\)/);
    expect(text).toMatch(/targets\/releases +v12 → v13 +signed by jeff's key 77ab01c \(new, made here\)/);
    expect(text).toContain('12 tags, content unchanged');
  });

  it('says who signs even where there is little room', () => {
    expect(review([samplePlan(REQUEST, API)], { columns: 80 })).toContain(
      'signed by the repository key 262dc4a (here)',
    );
  });

  it('lists tags that come, go and change, in full when asked for', () => {
    const [targets] = samplePlan(REQUEST, API).roles;
    if (targets === undefined) {
      throw new Error('the sample plan has roles');
    }
    const targetChanges = Array.from({ length: 10 }, (_, index) => ({
      action: 'changed' as const,
      name: `v${index}`,
      from: digestOf('old'),
      to: digestOf('new'),
    }));
    const plan = samplePlan(REQUEST, API, { roles: [{ ...targets, targetChanges }] });
    const short = review([plan]);
    expect(short).toContain(`~ v0  ${digestOf('old').slice(0, 12)} → ${digestOf('new').slice(0, 12)}`);
    expect(short).toContain('and 4 more');
    const full = review([plan], { full: true, columns: 200 });
    expect(full).toContain('~ v9');
    expect(full).not.toContain('and 4 more');
    expect(review([samplePlan(REQUEST, API)], { full: true })).toContain(keyId('77ab01c'));
  });

  it('says below content how it differs from what was vouched for, whole, and in one line where it does not', () => {
    const [, releases] = samplePlan(REQUEST, API).roles;
    if (releases === undefined) {
      throw new Error('the sample plan has roles');
    }
    const verified = { kind: 'last-verified', version: 11 } as const;
    const none = { targetChanges: [], delegations: [] };
    const reviewOf = (comparisons: RepositoryPlan['roles'][number]['comparisons']) => {
      const content = { targets: [], delegations: [] };
      const row = {
        ...releases,
        keyChanges: [],
        content,
        ...(comparisons === undefined ? {} : { comparisons }),
      };
      return review([samplePlan(REQUEST, API, { roles: [row] })], { columns: 180 });
    };
    const same = reviewOf([
      { with: verified, ...none },
      { with: { kind: 'signers' }, ...none },
    ]);
    expect(same).toContain('the same as in version 11, which verified here');
    expect(same).toContain('each tag is in the role of a signer who may release, with the same digest');
    const added = { action: 'added', name: 'v9\u202e', from: null, to: digestOf('v9') } as const;
    const differs = reviewOf([
      { with: verified, targetChanges: [added], delegations: [role('targets/jeff/nightly')] },
      { with: { kind: 'signers' }, targetChanges: [added], delegations: [] },
    ]);
    expect(differs).toContain('what changed since version 11, which verified here:');
    expect(differs).toContain('tags that no signer who may release has in their own role:');
    expect(differs.match(new RegExp(`\\+ v9[^\\n]*${digestOf('v9')}`, 'g'))).toHaveLength(2);
    expect(differs).toContain('~ the role targets/jeff/nightly');
    expect(differs).not.toContain('\u202e');
    expect(reviewOf(undefined)).not.toContain('verified here');
  });

  it('puts a repository that cannot be planned beside the others, with the reason', () => {
    const text = review([samplePlan(REQUEST, API)], { failed: WEB });
    expect(text).toContain('1 of 2 repositories will be changed');
    expect(text).toContain('✓ admin/api');
    expect(text).toContain('✗ admin/web');
    expect(text).toContain(UNREACHABLE.message);
  });

  it('says what others have to do, with the command lines', () => {
    const tasks = [
      {
        when: 'after',
        who: [BEN],
        role: role('targets/releases'),
        what: 'sign',
        commands: [{ tool: 'trustdeck', line: 'trustdeck witness registry.example.com/admin/api' }],
      },
    ] as const;
    const text = review([samplePlan(REQUEST, API, { half: 1, tasks })]);
    expect(text).toContain('First of two halves');
    expect(text).toContain("→ after this: releases has to be signed by whoever has ben's key 9513b98");
    expect(text).toContain('trustdeck witness registry.example.com/admin/api');
  });

  it('draws nothing of a hostile name that a terminal would obey', () => {
    const effects: readonly PlanEffect[] = [
      { kind: 'signer-removed', signer: 'je\u001b[31mff\u202e' },
      { kind: 'tags-lose-signature', tags: ['v1\u001b]8;;http://x\u0007'], signer: 'jeff' },
    ];
    const text = review([samplePlan(REQUEST, API, { effects, commandLine: 'trustdeck \u001b[2J' })]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('has a sentence for every effect', () => {
    const effects = [
      { kind: 'repository-created' },
      { kind: 'tags-no-longer-released', tags: ['v1', 'v2', 'v3', 'v4', 'v5'] },
      { kind: 'releases-unusable', why: 'no-keys' },
      { kind: 'key-kept', key: BEN, signer: 'mia' },
      { kind: 'content-signed-before-by', role: role('targets/releases'), keys: [] },
      { kind: 'trust-data-deleted', remote: true, tags: 3 },
    ] as const satisfies readonly PlanEffect[];
    const text = review([samplePlan(REQUEST, API, { effects })]);
    expect(text).toContain('✗ v1, v2, v3 and 2 more can no longer be pulled with trust.');
    expect(text).toContain('✗ Nobody can release afterwards');
    expect(text).toContain("Ben's key 9513b98 stays in releases: mia uses it too.");
    expect(text).toContain('Nobody known signed what releases holds.');
    expect(text).toContain('3 tags will have no signature');
    expect(text).not.toContain('undefined');
  });
});

describe('the command line of several repositories', () => {
  it('is one where they differ by nothing but their names', () => {
    expect(joinedCommandLine([samplePlan(REQUEST, API), samplePlan(REQUEST, WEB)])).toBe(
      `trustdeck signer rotate jeff ${API} ${WEB}`,
    );
  });

  it('is one after the other where they differ', () => {
    const other = samplePlan(REQUEST, WEB, { commandLine: `trustdeck init ${WEB}` });
    expect(joinedCommandLine([samplePlan(REQUEST, API), other])).toBe(
      `trustdeck signer rotate jeff ${API} && trustdeck init ${WEB}`,
    );
  });
});

describe('what is vouched for', () => {
  const digest = (letter: string) => letter.repeat(64);
  const names = Array.from({ length: 40 }, (_, index) => `build-${index}`);

  it.each([80, 110, 200])(
    'is shown whole at %i columns: every tag with all of its digest, every delegation',
    (columns) => {
      const [first] = samplePlan(REQUEST, API).roles;
      if (first === undefined) {
        throw new Error('the sample plan has a role');
      }
      const content = {
        targets: [
          ...names.map((name) => ({ name, length: 1, sha256: digest('a'), sha512: null })),
          { name: 'evil\u001b[2J', length: 1, sha256: null, sha512: null },
        ],
        delegations: [{ role: role('targets/releases/qa'), keys: [BEN], threshold: 1, paths: ['qa-'] }],
      };
      const plan = samplePlan(REQUEST, API, { roles: [{ ...first, content }] });
      const page = review([plan], { columns });
      const flat = page.replace(/\s+/g, ' ');
      for (const name of names) {
        expect(flat).toContain(`holds ${name} sha256:${digest('a')}`);
      }
      expect(flat).toMatch(/holds evil\S* without a digest/);
      expect(flat).toContain("holds the role targets/releases/qa: 1 of ben's key 9513b98 for path qa-");
      expect(page).not.toContain('\u001b');
      for (const line of page.split('\n')) {
        expect(textWidth(line)).toBeLessThanOrEqual(columns - 4);
      }
    },
  );
});

it('names everybody who signs, however narrow it is', () => {
  const [first] = samplePlan(REQUEST, API).roles;
  if (first === undefined) {
    throw new Error('the sample plan has a role');
  }
  const signedBy = [{ ...BEN, place: 'new' as const }, ...first.signedBy];
  const page = review([samplePlan(REQUEST, API, { roles: [{ ...first, signedBy }] })], { columns: 80 });
  expect(page.replace(/\s+/g, ' ')).toContain(
    "signed by ben's key 9513b98 (new, made here) and the repository key 262dc4a (here)",
  );
});

it('cuts no path off, and with everything shown no key and no digest either', () => {
  const [first] = samplePlan(REQUEST, API).roles;
  if (first === undefined) {
    throw new Error('the sample plan has a role');
  }
  const path = `世界${'x'.repeat(200)}`;
  const changed = {
    ...first,
    paths: { added: [path], removed: [] },
    keyChanges: [{ action: 'added' as const, key: { ...BEN, place: 'new' as const } }],
    targetChanges: [{ action: 'changed' as const, name: 'v1', from: digestOf('a'), to: digestOf('b') }],
  };
  const plan = samplePlan(REQUEST, API, { roles: [changed] });
  const joined = (full: boolean) => review([plan], { columns: 80, full }).replace(/\s+/g, '');
  expect(joined(false)).toContain(path);
  expect(joined(true)).toContain(`+ben${BEN.canonicalId}ed25519new,madehere`);
  expect(joined(true)).toContain(`~v1${digestOf('a')}→${digestOf('b')}`);
});
