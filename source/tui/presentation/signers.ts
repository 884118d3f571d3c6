import { safeText } from '../../base/index.ts';
import type { RepositoryReport, SignerReport } from '../../operations/index.ts';
import type { Span } from '../line.ts';
import { joinColumns, placeColumns } from '../widgets/columns.ts';
import { textWidth } from '../widgets/text-layout.ts';
import { matches } from './filter.ts';
import { keyChoices } from './key-cells.ts';
import { MARKS } from './marks.ts';
import type { RowContext, RowList } from './row.ts';
import { lazyListOf, type RowDraft } from './row-list.ts';

const LEAST_NAME = 4;
/** From this width on there is room for the number of tags, whatever else there is to say. */
const ROOM_FOR_TAGS = 60;

/** The signers' panel: who, how many keys, how many of them here, and who cannot release. */
export function signerRows(report: RepositoryReport | null, context: RowContext): RowList {
  const signers = (report?.signers ?? []).filter(({ name, keys }) =>
    matches(context.filter, [name, ...keys.map(({ canonicalId }) => canonicalId)]),
  );
  const widest = nameWidth(signers);
  return lazyListOf<SignerReport>({
    items: signers,
    width: context.width,
    idOf: signerId,
    draft: (signer) => signerRow(signer, widest, context),
  });
}

/** One signer on a row, with names in a column of `widestName`. */
export function signerRow(signer: SignerReport, widestName: number, context: RowContext): RowDraft {
  const { mark, texts } = describe(signer, context);
  const room = Math.max(0, context.width - 2);
  const note = texts.find((text) => widestName + 2 + textWidth(text) <= room) ?? texts.at(-1) ?? '';
  const placed = placeColumns(
    [
      { natural: widestName, min: Math.min(widestName, LEAST_NAME) },
      { natural: textWidth(note), min: Math.min(textWidth(note), LEAST_NAME), grow: true, expendable: 1 },
    ],
    room,
  );
  const token = mark.text === ' ' ? 'dim' : mark.token;
  return {
    id: signerId(signer),
    line: [
      mark,
      { text: ' ' },
      ...joinColumns(placed, [
        [{ text: safeText(signer.name) }],
        [{ text: note, ...(token === undefined ? {} : { token }) }],
      ]),
    ],
    copy: [{ kind: 'signer', value: safeText(signer.name) }, ...signer.keys.flatMap(keyChoices)],
    opens: { kind: 'signer', name: signer.name },
  };
}

/** The width of the column of names; a very long one must not push everything else away. */
export function nameWidth(signers: readonly SignerReport[]): number {
  return Math.min(24, Math.max(0, ...signers.map(({ name }) => textWidth(safeText(name)))));
}

function signerId({ name }: SignerReport): string {
  return name;
}

/** A mark, and what to say from the longest way to the shortest. */
function describe(
  signer: SignerReport,
  { messages, width }: RowContext,
): { readonly mark: Span; readonly texts: readonly string[] } {
  const { signers } = messages.panels;
  const here = signer.keys.filter(({ onThisMachine }) => onThisMachine).length;
  const counts = signers.keysHere(signer.keys.length, here);
  const few = signers.keys(signer.keys.length);
  if (signer.inReleases && signer.usable) {
    return {
      mark: MARKS.waiting,
      texts: width < ROOM_FOR_TAGS ? [counts, few] : [`${counts} · ${signers.tags(signer.tags)}`],
    };
  }
  const fault = signer.usable ? signers.notInReleases : signers.unusable;
  return {
    mark: signer.usable ? MARKS.warning : MARKS.error,
    texts: [`${counts} · ${fault}`, `${few} · ${fault}`, fault],
  };
}
