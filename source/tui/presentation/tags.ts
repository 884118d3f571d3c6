import { safeText } from '../../base/index.ts';
import type { RepositoryReport, TagReport } from '../../operations/index.ts';
import { TARGETS } from '../../tuf/index.ts';
import type { Line, Span } from '../line.ts';
import type { Messages } from '../messages/messages.ts';
import type { CopyChoice } from '../store/state.ts';
import { joinColumns, type PlacedColumn, placeColumns } from '../widgets/columns.ts';
import { textWidth } from '../widgets/text-layout.ts';
import { matches } from './filter.ts';
import { MARKS } from './marks.ts';
import { listed, roleLabel } from './names.ts';
import type { RowContext, RowList } from './row.ts';
import { lazyListOf, listOf } from './row-list.ts';

const SHORT_DIGEST = 12;
const FULL_DIGEST = 64;
const TAG = { least: 12, most: 40 };
const SIGNERS = { least: 10, usual: 24 };
const MARK = 2;

/** The Tags tab: tag, digest, and who signed; where releases and a signer disagree, that instead. */
export function tagRows(report: RepositoryReport, context: RowContext): RowList {
  const { messages, width, filter } = context;
  const { headings, none } = messages.detail.tags;
  const columns = columnsFor(report.tags, context);
  const titles = [headings.tag, headings.digest, headings.signers].map(
    (text): Line => [{ text, token: 'dim' }],
  );
  const items =
    filter === ''
      ? report.tags
      : report.tags.filter(({ name, entries, signers }) =>
          matches(filter, [name, ...entries.map(({ sha256 }) => sha256 ?? ''), ...signers]),
        );
  if (report.tags.length === 0) {
    return listOf([{ id: 'none', line: [{ text: none, token: 'dim' }], inert: true }], width);
  }
  return lazyListOf<TagReport>({
    items,
    width,
    idOf: ({ name }) => name,
    draft: (tag) => ({
      id: tag.name,
      line: tagLine(tag, columns, messages),
      copy: tagChoices(report, tag),
      opens: { kind: 'tag', name: tag.name },
    }),
    heading: items.length === 0 ? undefined : [{ text: ' '.repeat(MARK) }, ...joinColumns(columns, titles)],
  });
}

function tagLine(tag: TagReport, columns: readonly PlacedColumn[], messages: Messages): Line {
  return [
    tagMark(tag),
    { text: ' ' },
    ...joinColumns(columns, [
      [{ text: safeText(tag.name) }],
      [digestSpan(tag, columns[1]?.width ?? 0, messages)],
      [{ text: tagSigners(tag, messages), ...(tag.state === 'disputed' ? { token: 'warning' } : {}) }],
    ]),
  ];
}

/** The released digest; dimmed what signers hold without its being released. */
function digestSpan(tag: TagReport, width: number, messages: Messages): Span {
  if (tag.digest !== null) {
    return { text: digestText(tag.digest, width) };
  }
  const agreed = agreedDigest(tag);
  return { text: agreed === null ? messages.detail.tags.differing : digestText(agreed, width), token: 'dim' };
}

/** Half a digest says no more than its beginning, and looks like a whole one. */
function digestText(digest: string, width: number): string {
  return width < FULL_DIGEST ? digest.slice(0, SHORT_DIGEST) : digest;
}

/** The one digest that every role with this tag holds; null when they differ. */
function agreedDigest({ entries }: TagReport): string | null {
  const [first] = entries;
  const digest = first?.sha256 ?? null;
  return entries.every(({ sha256 }) => sha256 === digest) ? digest : null;
}

/** Who vouches for a tag, or how they disagree. */
export function tagSigners(tag: TagReport, messages: Messages): string {
  const { tags } = messages.detail;
  switch (tag.state) {
    case 'disputed':
      return tags.disputedBy(listed(disputingSigners(tag), messages));
    case 'not-released':
      return tags.notReleased(
        listed(
          tag.entries.map(({ role }) => roleLabel(role)),
          messages,
        ),
      );
    case 'released':
      return releasedBy(tag, messages);
  }
}

function releasedBy({ signers, entries }: TagReport, { detail }: Messages): string {
  if (signers.length > 0) {
    return signers.map((name) => safeText(name)).join(', ');
  }
  return entries.some(({ role }) => role === TARGETS) ? detail.tags.repositoryKey : detail.tags.noSigner;
}

/** Signers, or releases itself where the repository key holds another digest. */
function disputingSigners(tag: TagReport): readonly string[] {
  return tag.entries.filter(({ sha256 }) => sha256 !== tag.digest).map(({ role }) => roleLabel(role));
}

function tagMark({ state }: TagReport): Span {
  switch (state) {
    case 'released':
      return MARKS.ok;
    case 'disputed':
      return MARKS.warning;
    case 'not-released':
      return MARKS.notice;
  }
}

function tagChoices({ gun }: RepositoryReport, tag: TagReport): readonly CopyChoice[] {
  const reference: CopyChoice = { kind: 'tag', value: safeText(`${gun}:${tag.name}`) };
  const digest = tag.digest ?? agreedDigest(tag);
  return digest === null
    ? [reference]
    : [
        { kind: 'digest', value: safeText(`sha256:${digest}`) },
        { kind: 'reference', value: safeText(`${gun}@sha256:${digest}`) },
        reference,
      ];
}

function columnsFor(tags: readonly TagReport[], { width }: RowContext): readonly PlacedColumn[] {
  const tag = Math.min(TAG.most, Math.max(TAG.least, widestName(tags)));
  const room = Math.max(0, width - MARK);
  const fullFits = tag + FULL_DIGEST + SIGNERS.least + 4 <= room;
  return placeColumns(
    [
      { natural: tag, min: TAG.least },
      { natural: fullFits ? FULL_DIGEST : SHORT_DIGEST, expendable: 2 },
      { natural: SIGNERS.usual, min: SIGNERS.least, grow: true, expendable: 1 },
    ],
    room,
  );
}

function widestName(tags: readonly TagReport[]): number {
  return tags.reduce((widest, { name }) => Math.max(widest, textWidth(safeText(name))), 0);
}
