import { safeText } from '../../base/index.ts';
import type { RepositoryReport, SignerReport } from '../../operations/index.ts';
import type { RoleName } from '../../tuf/index.ts';
import type { Line, Span } from '../line.ts';
import type { PanelMessages } from '../messages/areas/panels.ts';
import { joinColumns, placeColumns } from '../widgets/columns.ts';
import { textWidth } from '../widgets/text-layout.ts';
import { matches } from './filter.ts';
import { keyChoices } from './key-cells.ts';
import { MARKS } from './marks.ts';
import type { RowContext, RowList } from './row.ts';
import { lazyListOf, type RowDraft } from './row-list.ts';
import { isUnpublished } from './state-sentence.ts';

const LEAST_NAME = 4;
const MOST_NAME = 24;
const MARK = 2;
/** From this width on there is room for the number of tags, whatever else there is to say. */
const ROOM_FOR_TAGS = 60;

/** What the rows of signers share. */
export interface SignerTable {
  /** Columns for the longest name; a very long one must not push everything else away. */
  readonly nameWidth: number;
  /** Roles in which nothing has been published yet. */
  readonly silent: ReadonlySet<RoleName>;
}

/** The signers' panel: who, how many keys, how many of them here, and who cannot release. */
export function signerRows(report: RepositoryReport | null, context: RowContext): RowList {
  const signers = (report?.signers ?? []).filter(({ name, keys }) =>
    matches(context.filter, [name, ...keys.map(({ canonicalId }) => canonicalId)]),
  );
  const table = signerTable(report);
  return lazyListOf<SignerReport>({
    items: signers,
    width: context.width,
    idOf: ({ name }) => name,
    draft: (signer) => signerRow(signer, table, context),
  });
}

export function signerTable(report: RepositoryReport | null): SignerTable {
  const names = (report?.signers ?? []).map(({ name }) => textWidth(safeText(name)));
  return {
    nameWidth: Math.min(MOST_NAME, Math.max(0, ...names)),
    silent: new Set((report?.delegations ?? []).filter(isUnpublished).map(({ role }) => role)),
  };
}

/** One signer on a row. */
export function signerRow(signer: SignerReport, table: SignerTable, context: RowContext): RowDraft {
  const { mark, texts } = describe(signer, table, context);
  const room = Math.max(0, context.width - MARK);
  const note = texts.find((text) => table.nameWidth + 2 + textWidth(text) <= room) ?? texts.at(-1) ?? '';
  const columns = placeColumns(
    [
      { natural: table.nameWidth, min: LEAST_NAME },
      { natural: textWidth(note), min: LEAST_NAME, grow: true, expendable: 1 },
    ],
    room,
  );
  const cells: readonly Line[] = [
    [{ text: safeText(signer.name) }],
    [{ text: note, token: mark.token ?? 'dim' }],
  ];
  return {
    id: signer.name,
    line: [mark, { text: ' ' }, ...joinColumns(columns, cells)],
    copy: [{ kind: 'signer', value: safeText(signer.name) }, ...signer.keys.flatMap(keyChoices)],
    opens: { kind: 'signer', name: signer.name },
  };
}

/** A mark, and what to say from the longest way to the shortest. */
function describe(
  signer: SignerReport,
  { silent }: SignerTable,
  { messages, width }: RowContext,
): { readonly mark: Span; readonly texts: readonly string[] } {
  const { signers } = messages.panels;
  const here = signer.keys.filter(({ onThisMachine }) => onThisMachine).length;
  const counts = signers.keysHere(signer.keys.length, here);
  const few = signers.keys(signer.keys.length);
  const fault = faultOf(signer, silent, signers);
  if (fault === null) {
    const rest = restOf(signer, silent, signers);
    return { mark: MARKS.waiting, texts: width < ROOM_FOR_TAGS ? [counts, few] : [`${counts} · ${rest}`] };
  }
  return {
    mark: fault === signers.notInReleases ? MARKS.warning : MARKS.error,
    texts: [`${counts} · ${fault}`, `${few} · ${fault}`, fault, few],
  };
}

function restOf(
  { role, tags, inReleases }: SignerReport,
  silent: SignerTable['silent'],
  words: PanelMessages['signers'],
): string {
  if (silent.has(role)) {
    return words.silent;
  }
  return inReleases ? words.tags(tags) : `${words.tags(tags)} · ${words.restricted}`;
}

/** Having signed nothing yet is no fault. */
function faultOf(
  { usable, inReleases, restricted, role }: SignerReport,
  silent: SignerTable['silent'],
  { unusable, notInReleases }: PanelMessages['signers'],
): string | null {
  if (!inReleases && !restricted) {
    return notInReleases;
  }
  return usable || silent.has(role) ? null : unusable;
}
