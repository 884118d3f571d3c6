import { safeText } from '../../../../base/index.ts';
import type { RepositoryPlan } from '../../../../operations/index.ts';
import type { RoleName, TargetsBody } from '../../../../tuf/index.ts';
import type { Line } from '../../../line.ts';
import type { NewPlan } from '../../../store/wizard-state.ts';
import type { Asked } from '../../definition.ts';
import { BLANK, heading } from '../text.ts';
import { type Change, changeLines } from './change-lines.ts';

/**
 * What came into the roles that a plan signs since another one was agreed to: tags and delegations that the plan itself
 * hands on as they are, so that its rows do not name them. Nothing is signed that was not shown.
 */
export function newContentLines(asked: Asked, { before, after }: NewPlan): readonly Line[] {
  const lines = (after.draft?.documents ?? []).flatMap(({ role }) => {
    const changes = differences(contentOf(before, role), contentOf(after, role));
    return changes.flatMap(({ action, text }) =>
      changeLines(asked, { action, text: safeText(`${role}  ${text}`) }, true),
    );
  });
  return lines.length === 0 ? [] : [BLANK, heading(asked.words.review.newPlan.content), ...lines];
}

/** What a role holds, each entry by its name. */
type Content = ReadonlyMap<string, string>;

function contentOf({ draft }: RepositoryPlan, role: RoleName): Content {
  const body = role === 'targets' ? draft?.targets : draft?.delegations.get(role);
  return body === undefined ? new Map() : new Map([...tagsOf(body), ...delegationsOf(body)]);
}

function tagsOf({ targets }: TargetsBody): readonly (readonly [string, string])[] {
  return [...targets.values()].map((target) => {
    const { name, length, sha256, sha512, custom } = target;
    const more = custom === undefined ? '' : ` ${JSON.stringify(custom)}`;
    return [`tag ${name}`, `${name}  ${sha256 ?? sha512 ?? ''}  ${length}${more}`] as const;
  });
}

function delegationsOf({ delegations }: TargetsBody): readonly (readonly [string, string])[] {
  return delegations.roles.map(({ name, keyIds, threshold, paths }) => {
    const covered = paths.map((path) => JSON.stringify(path)).join(' ');
    return [`role ${name}`, `${name}  ${threshold}/${keyIds.join(' ')}  ${covered}`] as const;
  });
}

function differences(old: Content, now: Content): readonly Pick<Change, 'action' | 'text'>[] {
  const gone = [...old].filter(([name]) => !now.has(name));
  const come = [...now].filter(([name, text]) => old.get(name) !== text);
  return [
    ...gone.map(([, text]) => ({ action: 'removed', text }) as const),
    ...come.map(([name, text]) => ({ action: old.has(name) ? 'changed' : 'added', text }) as const),
  ];
}
