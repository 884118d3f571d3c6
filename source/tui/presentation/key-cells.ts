import { safeText } from '../../base/index.ts';
import type { KeyReport } from '../../operations/index.ts';
import type { Span } from '../line.ts';
import type { CopyChoice } from '../store/state.ts';
import { relativeTime } from './dates.ts';
import { ownerName, shortId } from './names.ts';
import type { RowContext } from './row.ts';

/** How soon a certificate's end is worth a warning, in milliseconds: 60 days. */
const CERTIFICATE_WARNING = 60 * 86_400_000;

/** What a row about a key says, owner first; to be set in columns. */
export interface KeyCells {
  readonly owner: Span;
  readonly id: Span;
  readonly algorithm: Span;
  readonly place: Span;
  /** When its certificate ends; empty without a certificate. */
  readonly certificate: Span;
}

/** The cells of one key. A key of the server is neither here nor missing here. */
export function keyCells(key: KeyReport, context: RowContext): KeyCells {
  const { words } = context.messages;
  const away = key.owner?.kind === 'server' ? words.onServer : words.notHere;
  return {
    owner: { text: ownerName(key.owner, context.messages) },
    id: { text: shortId(key.canonicalId), token: 'accent' },
    algorithm: { text: safeText(key.algorithm), token: 'dim' },
    place: key.onThisMachine ? { text: words.here, token: 'ok' } : { text: away, token: 'dim' },
    certificate: certificateCell(key, context),
  };
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

function certificateCell({ certificate }: KeyReport, { now, messages }: RowContext): Span {
  if (certificate === null) {
    return { text: '' };
  }
  const { certificateEnds, certificateEnded } = messages.detail.delegations;
  const when = relativeTime(certificate.notAfter, now, messages);
  if (!(certificate.notAfter > now)) {
    return { text: certificateEnded(when), token: 'error' };
  }
  const soon = certificate.notAfter.getTime() - now.getTime() < CERTIFICATE_WARNING;
  return { text: certificateEnds(when), token: soon ? 'warning' : 'dim' };
}
