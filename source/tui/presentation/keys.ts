import { safeText } from '../../base/index.ts';
import type { KeyInventoryEntry, UnreadableKey } from '../../operations/index.ts';
import type { Line } from '../line.ts';
import type { KeyList } from '../store/state.ts';
import { fitColumns, joinColumns, type PlacedColumn } from '../widgets/columns.ts';
import { matches } from './filter.ts';
import { MARKS } from './marks.ts';
import { ownerName, shortId } from './names.ts';
import type { RowContext, RowList } from './row.ts';
import { lazyListOf, type RowDraft } from './row-list.ts';

/** Below this there is no room for `ecdsa-p256`, and `ecdsa` says enough. */
const ROOM_FOR_CURVES = 40;
/** Below this `repository` leaves no room for how many roles a key signs. */
const ROOM_FOR_REPOSITORY = 30;
const OWNER = 10;
const NARROW_OWNER = 6;
const MARK = 2;

type KeyItem =
  | { readonly kind: 'key'; readonly key: KeyInventoryEntry }
  | { readonly kind: 'unreadable'; readonly file: UnreadableKey };

export interface KeyTable extends KeyList {
  /** Every known repository has been opened, so that a key that none of them lists is unused. */
  readonly complete: boolean;
}

interface KeyContext extends RowContext {
  readonly complete: boolean;
}

/** The keys' panel: owner, short ID, algorithm and how many roles it signs for; then files that are no keys. */
export function keyRows(list: KeyTable, given: RowContext): RowList {
  const context: KeyContext = { ...given, complete: list.complete };
  const keys = list.keys.filter((key) =>
    matches(context.filter, [key.id, ownerName(key.owner, context.messages), key.algorithm ?? '', key.path]),
  );
  const files = list.unreadable.filter(({ path }) => matches(context.filter, [path]));
  const columns = columnsFor(keys, context);
  return lazyListOf<KeyItem>({
    items: [
      ...keys.map((key) => ({ kind: 'key' as const, key })),
      ...files.map((file) => ({ kind: 'unreadable' as const, file })),
    ],
    width: context.width,
    idOf: itemId,
    draft: (item) =>
      item.kind === 'key' ? keyRow(item.key, columns, context) : unreadableRow(item.file, context),
  });
}

function itemId(item: KeyItem): string {
  return item.kind === 'key' ? item.key.id : item.file.path;
}

function keyRow(key: KeyInventoryEntry, columns: readonly PlacedColumn[], context: KeyContext): RowDraft {
  return {
    id: key.id,
    line: [
      key.exposed ? MARKS.warning : MARKS.waiting,
      { text: ' ' },
      ...joinColumns(columns, keyCells(key, context)),
    ],
    copy: [
      { kind: 'key-id', value: safeText(key.id) },
      { kind: 'path', value: safeText(key.path) },
    ],
    opens: { kind: 'key', keyId: key.id },
  };
}

function unreadableRow({ path, reason }: UnreadableKey, { messages }: RowContext): RowDraft {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    id: path,
    line: [
      MARKS.error,
      { text: ` ${messages.panels.keys.unreadable[reason]}  `, token: 'error' },
      { text: safeText(name), token: 'dim' },
    ],
    copy: [{ kind: 'path', value: safeText(path) }],
    opens: { kind: 'text', text: messages.about.unreadable(path, reason) },
  };
}

function columnsFor(keys: readonly KeyInventoryEntry[], context: KeyContext): readonly PlacedColumn[] {
  const gap = context.width < ROOM_FOR_CURVES ? 1 : 2;
  const rules = [
    { most: 2 * OWNER, least: context.width < ROOM_FOR_REPOSITORY ? NARROW_OWNER : OWNER },
    { gap },
    { gap, expendable: 2 },
    { gap, grow: true, align: 'right', expendable: 1 },
  ] as const;
  const rows = keys.map((key) => keyCells(key, context));
  return fitColumns(rules, rows, Math.max(0, context.width - MARK));
}

function keyCells(key: KeyInventoryEntry, context: KeyContext): readonly Line[] {
  return [
    [{ text: ownerCell(key, context) }],
    [{ text: shortId(key.id), token: 'accent' }],
    [{ text: algorithmOf(key, context), token: 'dim' }],
    [{ text: purposeOf(key, context), ...(key.exposed ? { token: 'warning' } : {}) }],
  ];
}

function ownerCell({ owner }: KeyInventoryEntry, { messages, width }: RowContext): string {
  return owner?.kind === 'repository' && width < ROOM_FOR_REPOSITORY
    ? messages.panels.keys.repositoryKey
    : ownerName(owner, messages);
}

function algorithmOf({ algorithm }: KeyInventoryEntry, { width }: RowContext): string {
  const full = safeText(algorithm ?? '');
  return width < ROOM_FOR_CURVES ? full.replace(/-.*$/, '') : full;
}

function purposeOf({ exposed, usedBy }: KeyInventoryEntry, { messages, complete }: KeyContext): string {
  const { keys } = messages.panels;
  if (exposed) {
    return keys.exposed;
  }
  if (usedBy.length > 0) {
    return keys.signs(usedBy.length);
  }
  return complete ? keys.unused : keys.unseen;
}
