import { safeText } from '../../../../base/index.ts';
import type { KeyChange, PlannedKey, PlannedRole, TargetChange } from '../../../../operations/index.ts';
import type { Line } from '../../../line.ts';
import { calendarDate } from '../../../presentation/dates.ts';
import { listed, ownerName, safeOwner, shortId } from '../../../presentation/names.ts';
import { fitColumns, joinColumns, type PlacedColumn } from '../../../widgets/columns.ts';
import { lineWidth, plainText } from '../../../widgets/text-layout.ts';
import type { Asked } from '../../definition.ts';
import { bodyColumns } from '../frame.ts';
import { sentence } from '../text.ts';
import { type Change, changeLines } from './change-lines.ts';
import { comparisonLines } from './comparison-lines.ts';
import type { Detail } from './phrases.ts';

/** Tags of a role that are shown unless all are asked for. */
const FEW_TAGS = 6;
const INDENT = 2;
const DIGEST = 12;

/** The diff: each role with its versions and who signs it, and below it the keys, paths and tags that come and go. */
export function roleLines(asked: Asked, roles: readonly PlannedRole[], detail: Detail): readonly Line[] {
  const cells = roles.map((role) => headCells(asked, role));
  const width = bodyColumns(asked.app) - INDENT;
  const columns = fitColumns(
    [{ least: 10 }, {}, { least: 20 }, { expendable: 1, extra: true }],
    cells,
    width,
  );
  return roles.flatMap((role, index): readonly Line[] => [
    ...headLines(asked, columns, cells[index] ?? []),
    ...role.keyChanges.flatMap((change) => keyLines(asked, change, detail)),
    ...thresholdLines(asked, role),
    ...pathLines(asked, role),
    ...tagLines(asked, role.targetChanges, detail),
    ...contentLines(asked, role),
    ...comparisonLines(asked, role),
  ]);
}

/** Who signs is never cut off: it goes on below where the row has no room for it. */
function headLines(asked: Asked, columns: readonly PlacedColumn[], cells: readonly Line[]): readonly Line[] {
  const [role = [], versions = [], signed = [], ...rest] = cells;
  const fits = lineWidth(signed) <= (columns[2]?.width ?? 0);
  return [
    [{ text: ' '.repeat(INDENT) }, ...joinColumns(columns, [role, versions, fits ? signed : [], ...rest])],
    ...(fits ? [] : sentence(plainText(signed), bodyColumns(asked.app), { indent: 2 * INDENT })),
  ];
}

function headCells({ words: { review }, app }: Asked, role: PlannedRole): readonly Line[] {
  const { messages } = app.settings;
  const { action, fromVersion, toVersion, signedBy, unchangedTargets, targetChanges } = role;
  const versions = action === 'removed' ? review.removed : review.versions(fromVersion, toVersion);
  const signed =
    action === 'server-signed'
      ? review.signedByServer
      : signedBy.length === 0
        ? ''
        : review.signedBy(
            listed(
              signedBy.map(
                (key) =>
                  `${messages.words.keyOf(key.owner, shortId(key.canonicalId))} (${review.place[key.place]})`,
              ),
              messages,
            ),
          );
  const content =
    unchangedTargets > 0 && targetChanges.length === 0 && action !== 'removed'
      ? review.tagsUnchanged(unchangedTargets)
      : role.expires.to !== null && action === 're-signed'
        ? review.expires(calendarDate(role.expires.to, messages))
        : '';
  return [
    [{ text: safeText(role.role), ...(action === 'removed' ? { token: 'removed' } : {}) }],
    [{ text: versions, ...(action === 'removed' ? { token: 'removed' } : {}) }],
    [{ text: safeText(signed), token: signed === review.signedByServer ? 'dim' : 'text' }],
    [{ text: content, token: 'dim' }],
  ];
}

function keyLines(asked: Asked, { action, key }: KeyChange, { full }: Detail): readonly Line[] {
  const { app, words } = asked;
  const { messages } = app.settings;
  const id = full ? safeText(key.canonicalId) : shortId(key.canonicalId);
  const text = `${ownerName(key.owner, messages)} ${id}`;
  const note = `${safeText(key.algorithm)} ${placeOf(words, key)}`;
  return changeLines(asked, { action, text, note }, full);
}

function placeOf({ review }: Asked['words'], { place }: PlannedKey): string {
  return review.place[place];
}

function thresholdLines(asked: Asked, { threshold }: PlannedRole): readonly Line[] {
  const { from, to } = threshold;
  return from === null || to === null || from === to
    ? []
    : changeLines(asked, { action: 'changed', text: asked.words.review.threshold(from, to) }, false);
}

/** Which names a key may sign is never cut off. */
function pathLines(asked: Asked, { paths }: PlannedRole): readonly Line[] {
  const line = (action: Change['action']) => (path: string) =>
    changeLines(asked, { action, text: asked.words.review.path(safeText(path)) }, true);
  return [...paths.removed.flatMap(line('removed')), ...paths.added.flatMap(line('added'))];
}

function tagLines(asked: Asked, changes: readonly TargetChange[], { full }: Detail): readonly Line[] {
  const shown = full ? changes : changes.slice(0, FEW_TAGS);
  const more = changes.length - shown.length;
  return [
    ...shown.flatMap(({ action, name, from, to }) => {
      const note = [from, to]
        .filter((digest) => digest !== null)
        .map((digest) => (full ? digest : digest.slice(0, DIGEST)))
        .join(' → ');
      return changeLines(asked, { action, text: safeText(name), note }, full);
    }),
    ...(more > 0
      ? [
          [
            { text: ' '.repeat(2 * INDENT + 2) },
            { text: asked.words.review.moreTags(more), token: 'dim' },
          ] satisfies Line,
        ]
      : []),
  ];
}

/** What somebody is about to vouch for, whole: nothing is signed that was not shown. */
function contentLines(asked: Asked, { content }: PlannedRole): readonly Line[] {
  const { app, words } = asked;
  const { review } = words;
  const { messages } = app.settings;
  const { targets, delegations } = content ?? { targets: [], delegations: [] };
  const said = [
    ...targets.map(({ name, sha256, sha512 }) => review.holdsTag(safeText(name), digestOf(sha256, sha512))),
    ...delegations.map(({ role, keys, threshold, paths }) =>
      review.holdsRole(safeText(role), {
        threshold,
        keys: keys.map((key) => messages.words.keyOf(safeOwner(key.owner), shortId(key.canonicalId))),
        paths: paths.map((path) => review.path(safeText(path))),
      }),
    ),
  ];
  return said.flatMap((text) => sentence(text, bodyColumns(app), { indent: 2 * INDENT }));
}

function digestOf(sha256: string | null, sha512: string | null): string | null {
  return sha256 !== null ? `sha256:${sha256}` : sha512 !== null ? `sha512:${sha512}` : null;
}
