import { safeText } from '../../../base/index.ts';
import type { KeyInventoryEntry, KeyReport, RepositoryReport } from '../../../operations/index.ts';
import type { Messages } from '../../messages/messages.ts';
import { exactTime } from '../../presentation/dates.ts';
import { placeCell } from '../../presentation/key-cells.ts';
import { safeOwner, shortId } from '../../presentation/names.ts';
import { allOpened, selectedReport } from '../../store/selectors.ts';
import type { AppState } from '../../store/state.ts';
import type { Fact } from './facts.ts';

/** As many uses as anybody reads through. */
const MOST_USES = 50;

/** What is known of a key: from the open repository, and from its file on this machine. */
interface KnownKey {
  readonly id: string;
  readonly listed: KeyReport | null;
  readonly local: KeyInventoryEntry | null;
}

export function keyTitle(state: AppState, keyId: string): string {
  const { about, words } = state.settings.messages;
  const { listed, local } = knownKey(state, keyId);
  return about.key(words.keyOf(safeOwner(listed?.owner ?? local?.owner ?? null), shortId(keyId)));
}

/** Everything about a key, by canonical ID: whose, where, how protected, and what it signs. */
export function keyFacts(state: AppState, keyId: string): readonly Fact[] {
  const { messages } = state.settings;
  const { labels } = messages.about;
  const known = knownKey(state, keyId);
  const { listed, local } = known;
  const algorithm = listed?.algorithm ?? local?.algorithm ?? '';
  return [
    { label: labels.keyId, values: [safeText(keyId)], token: 'accent' },
    { label: labels.metadataId, values: listed === null || listed.id === keyId ? [] : [safeText(listed.id)] },
    { label: labels.algorithm, values: algorithm === '' ? [] : [safeText(algorithm)] },
    ...certificateFacts(listed, messages),
    { label: labels.privateKey, values: fileTexts(known, state) },
    { label: labels.signs, values: signsTexts(state, known) },
  ];
}

function knownKey(state: AppState, id: string): KnownKey {
  const report = selectedReport(state);
  const keys = state.keys.status === 'ready' ? state.keys.keys : [];
  return {
    id,
    listed: report === null ? null : (keysOf(report).find(({ canonicalId }) => canonicalId === id) ?? null),
    local: keys.find((key) => key.id === id) ?? null,
  };
}

function keysOf({ baseRoles, delegations }: RepositoryReport): readonly KeyReport[] {
  return [...baseRoles, ...delegations].flatMap(({ keys }) => keys);
}

function certificateFacts(listed: KeyReport | null, messages: Messages): readonly Fact[] {
  const { certificate = null } = listed ?? {};
  const { labels, period } = messages.about;
  return certificate === null
    ? []
    : [
        { label: labels.certificate, values: [safeText(certificate.commonName)] },
        {
          label: labels.valid,
          values: [
            period(exactTime(certificate.notBefore, messages), exactTime(certificate.notAfter, messages)),
          ],
        },
      ];
}

function fileTexts({ listed, local }: KnownKey, { settings }: AppState): readonly string[] {
  const { messages } = settings;
  const { encrypted, unencrypted, exposed } = messages.about;
  if (local === null) {
    return listed === null ? [] : [placeCell(listed, { messages }).text];
  }
  return [
    safeText(local.path),
    local.encrypted ? encrypted : unencrypted,
    ...(local.exposed ? [exposed] : []),
  ];
}

/** Roles of the open repository, then of the others that were opened, where the key is on this machine. */
function signsTexts(state: AppState, { id, local }: KnownKey): readonly string[] {
  const { about } = state.settings.messages;
  const report = selectedReport(state);
  const uses = local?.usedBy ?? (report === null ? [] : usesIn(report, id));
  const texts = uses.map(({ gun, role }) => about.use(safeText(gun), safeText(role)));
  if (texts.length === 0) {
    return [about.noUse(allOpened(state))];
  }
  const more = texts.length - MOST_USES;
  return more > 0 ? [...texts.slice(0, MOST_USES), about.more(more)] : texts;
}

function usesIn(report: RepositoryReport, id: string): KeyInventoryEntry['usedBy'] {
  return [...report.baseRoles, ...report.delegations]
    .filter(({ keys }) => keys.some(({ canonicalId }) => canonicalId === id))
    .map(({ role }) => ({ gun: report.gun, role }));
}
