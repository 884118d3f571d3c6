import { safeText } from '../../base/index.ts';
import type { RoleReport } from '../../operations/index.ts';
import type { RoleName } from '../../tuf/index.ts';
import { relativeTime } from '../presentation/dates.ts';
import { roleLabel } from '../presentation/names.ts';
import { answerOf, answersOf } from './asked.ts';
import type { Asked, CheckPage, ChoosePage, Option, Wizard } from './definition.ts';
import { delegationsOf } from './parts/roles.ts';
import { reportsOf, roleOnScreen, signersOf } from './parts/screen.ts';
import { tickedProblem } from './parts/validation.ts';

/** As many tags as anybody reads through before vouching for them; the review counts the rest. */
const MOST_TAGS = 12;

const roles: CheckPage = {
  kind: 'check',
  id: 'roles',
  stage: 'role',
  words: ({ witness: { roles: page } }) => page,
  about: (asked) => answersOf(asked, roles).flatMap((role) => contents(asked, role)),
  options: (asked) => delegationsOf(asked).map((report): Option => optionOf(asked, report)),
  initial: (asked) => {
    const { subject } = asked.wizard;
    const possible = delegationsOf(asked).filter(canSign);
    const chosen = possible.filter(({ role }) => role === subject);
    return (chosen.length > 0 ? chosen : possible.filter(({ usable }) => !usable)).map(({ role }) => role);
  },
  problem: (chosen, { words }) => tickedProblem(chosen, words.problems),
};

const signer: ChoosePage = {
  kind: 'choose',
  id: 'signer',
  stage: 'signer',
  words: ({ witness: { signer: page } }) => page,
  when: (asked) => candidates(asked).filter(({ here }) => here).length > 1,
  options: (asked) =>
    candidates(asked).map(({ name, here }): Option => {
      const label = safeText(name);
      return here ? { id: name, label } : { id: name, label, disabled: asked.words.witness.keyNotHere };
    }),
};

/** What roles hold signed anew by a key that counts, after it was shown. */
export const witness: Wizard = {
  id: 'witness',
  title: ({ words }) => words.witness.title,
  subject: roleOnScreen,
  pages: [roles, signer],
  ending: {
    kind: 'change',
    request: (asked) => ({
      kind: 'witness',
      roles: answersOf(asked, roles) as readonly RoleName[],
      as: signer.when?.(asked) === true ? answerOf(asked, signer) : null,
    }),
  },
};

interface Candidate {
  readonly name: string;
  /** A key of theirs that all the roles list is on this machine. */
  readonly here: boolean;
}

/** The signers who can sign every role that was chosen, those first whose keys are here. */
function candidates(asked: Asked): readonly Candidate[] {
  const chosen = new Set(answersOf(asked, roles));
  const signed = reportsOf(asked).flatMap(({ delegations }) =>
    delegations.filter(({ role }) => chosen.has(role)),
  );
  const found = signersOf(asked).flatMap(({ name, keys }): readonly Candidate[] => {
    const own = new Set(keys.map(({ canonicalId }) => canonicalId));
    const listed = signed.map((role) => role.keys.filter(({ canonicalId }) => own.has(canonicalId)));
    const here = listed.every((theirs) => theirs.some(({ onThisMachine }) => onThisMachine));
    return listed.every((theirs) => theirs.length > 0) ? [{ name, here }] : [];
  });
  return found.toSorted((left, right) => Number(right.here) - Number(left.here));
}

function canSign({ keys }: RoleReport): boolean {
  return keys.some(({ onThisMachine }) => onThisMachine);
}

function optionOf({ app, words }: Asked, report: RoleReport): Option {
  const { role, usable, expires } = report;
  const note = usable
    ? expires === null
      ? ''
      : words.witness.expires(relativeTime(expires, app.now, app.settings.messages))
    : words.witness.broken;
  return {
    id: role,
    label: roleLabel(role),
    note,
    ...(canSign(report) ? {} : { disabled: words.witness.notHere }),
  };
}

/** The tags and digests of a role in each repository: nothing is signed unseen. */
function contents(asked: Asked, role: string): readonly string[] {
  const { words, app } = asked;
  return reportsOf(asked).flatMap((report) => {
    const document = report.state.delegations.get(role as RoleName)?.document;
    if (document === undefined || document === null) {
      return [];
    }
    const tags = [...document.body.targets.values()].map(
      ({ name, sha256 }) => `${safeText(name)} ${safeText((sha256 ?? '').slice(0, 12))}`,
    );
    const label = roleLabel(role as RoleName);
    const list = app.settings.messages.words.list(
      tags.slice(0, MOST_TAGS),
      Math.max(0, tags.length - MOST_TAGS),
    );
    return [tags.length === 0 ? words.witness.empty(label) : words.witness.content(label, list)];
  });
}
