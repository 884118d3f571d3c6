import { safeText } from '../../base/index.ts';
import type { KeyReport } from '../../operations/index.ts';
import type { Line, Span } from '../line.ts';
import type { CopyChoice } from '../store/state.ts';
import { fitColumns, joinColumns } from '../widgets/columns.ts';
import { relativeTime } from './dates.ts';
import { shortId } from './names.ts';
import type { RowContext } from './row.ts';

/** How soon a certificate's end is worth a warning, in milliseconds: 60 days. */
const CERTIFICATE_WARNING = 60 * 86_400_000;

/** A row about a key: what it begins with (a branch of a tree, its owner), and the key. */
export interface KeyLine {
  readonly first: Line;
  readonly key: KeyReport;
}

/**
 * How rows about these keys are drawn, all in the same columns: owner first, short ID, algorithm, where the private key
 * is, and when its certificate ends.
 */
export function keyTable(
  lines: readonly KeyLine[],
  width: number,
  context: RowContext,
): (line: KeyLine) => Line {
  const cells = (line: KeyLine) => [line.first, ...keyCells(line.key, context).map((cell) => [cell])];
  const rules = [
    { most: 40, least: 14 },
    {},
    { expendable: 3 },
    { expendable: 1 },
    { grow: true, ...certificateRule(lines, context) },
  ];
  const columns = fitColumns(rules, lines.map(cells), width);
  return (line) => joinColumns(columns, cells(line));
}

/** The end of a certificate is news when it is near, and otherwise gives way to anything. */
function certificateRule(lines: readonly KeyLine[], { now }: RowContext) {
  return lines.some(({ key }) => endsSoon(key, now)) ? { expendable: 2 } : { expendable: 4, extra: true };
}

function endsSoon({ certificate }: KeyReport, now: Date): boolean {
  return certificate !== null && certificate.notAfter.getTime() - now.getTime() < CERTIFICATE_WARNING;
}

/** Both IDs of a key, the one that files and other tools use first. */
export function keyChoices({
  id,
  canonicalId,
}: Pick<KeyReport, 'id' | 'canonicalId'>): readonly CopyChoice[] {
  return id === canonicalId
    ? [{ kind: 'key-id', value: safeText(id) }]
    : [
        { kind: 'canonical-key-id', value: safeText(canonicalId) },
        { kind: 'key-id', value: safeText(id) },
      ];
}

/** Where a private key is. The server's own are neither here nor missing here. */
export function placeCell(
  { onThisMachine, owner }: KeyReport,
  { messages }: Pick<RowContext, 'messages'>,
): Span {
  const { here, notHere, onServer } = messages.words;
  if (onThisMachine) {
    return { text: here, token: 'ok' };
  }
  return { text: owner?.kind === 'server' ? onServer : notHere, token: 'dim' };
}

function keyCells(key: KeyReport, context: RowContext): readonly Span[] {
  return [
    { text: shortId(key.canonicalId), token: 'accent' },
    { text: safeText(key.algorithm), token: 'dim' },
    placeCell(key, context),
    certificateCell(key, context),
  ];
}

function certificateCell(key: KeyReport, { now, messages }: RowContext): Span {
  const { certificate } = key;
  if (certificate === null) {
    return { text: '' };
  }
  const { certificateEnds, certificateEnded } = messages.detail.delegations;
  const when = relativeTime(certificate.notAfter, now, messages);
  return certificate.notAfter > now
    ? { text: certificateEnds(when), token: endsSoon(key, now) ? 'warning' : 'dim' }
    : { text: certificateEnded(when), token: 'error' };
}
