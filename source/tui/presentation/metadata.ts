import { safeText } from '../../base/index.ts';
import type { RepositoryReport, RoleReport } from '../../operations/index.ts';
import type { MetadataDocument, RepositoryState, RoleName } from '../../tuf/index.ts';
import type { Line } from '../line.ts';
import { textWidth } from '../widgets/text-layout.ts';
import { matches } from './filter.ts';
import { problemSentence } from './findings.ts';
import { verdictMark } from './marks.ts';
import { phrasesFor } from './names.ts';
import { prettyJson } from './pretty-json.ts';
import type { RowContext, RowList } from './row.ts';
import { lazyListOf, listOf } from './row-list.ts';

/** The Metadata tab: one role's file as it was served, laid out, under a line that says whether it is verified. */
export function metadataRows(report: RepositoryReport, role: RoleName, context: RowContext): RowList {
  const { metadata } = context.messages.detail;
  const lines = documentLines(documentOf(report.state, role));
  if (lines === null) {
    return listOf(
      [{ id: 'nothing', line: [{ text: metadata.nothing, token: 'dim' }] }],
      context.width,
      heading(report, role, context),
    );
  }
  const numbered = lines.map((text, index) => ({ text, index }));
  return lazyListOf({
    items: context.filter === '' ? numbered : numbered.filter(({ text }) => matches(context.filter, [text])),
    width: context.width,
    idOf: ({ index }) => String(index),
    draft: ({ text, index }) => ({
      id: String(index),
      line: jsonLine(text),
      copy: [{ kind: 'text', value: safeText(text.trim()) }],
      opens: textWidth(text) > context.width ? { kind: 'text', text: text.trim() } : null,
    }),
    heading: heading(report, role, context),
  });
}

/** Roles whose file can be looked at, in the order of the Roles tab. */
export function metadataRoles(report: RepositoryReport): readonly RoleName[] {
  return [...report.baseRoles, ...report.delegations].map(({ role }) => role);
}

function heading(report: RepositoryReport, name: RoleName, context: RowContext): Line {
  const role = [...report.baseRoles, ...report.delegations].find((candidate) => candidate.role === name);
  const usable = role?.usable === true;
  return [verdictMark(usable), { text: ' ' }, { text: verdict(report, name, role, context), bold: true }];
}

function verdict(
  report: RepositoryReport,
  name: RoleName,
  role: RoleReport | undefined,
  context: RowContext,
): string {
  const { metadata } = context.messages.detail;
  if (role?.usable === true && role.version !== null) {
    return metadata.verified(name, context.messages.words.version(role.version));
  }
  const [problem] = role?.problems ?? [];
  const why =
    problem === undefined
      ? metadata.nothing
      : problemSentence(problem, phrasesFor(report, context), context.messages.problems);
  return metadata.notVerified(name, why);
}

function documentOf(state: RepositoryState, role: RoleName): MetadataDocument<unknown> | null {
  switch (role) {
    case 'root':
      return state.root.document;
    case 'targets':
      return state.targets.document;
    case 'snapshot':
      return state.snapshot.document;
    case 'timestamp':
      return state.timestamp.document;
    default:
      return state.delegations.get(role)?.document ?? null;
  }
}

const laidOut = new WeakMap<MetadataDocument<unknown>, readonly string[]>();

/** Laid out once per document: a targets file of 10,000 tags has 80,000 lines. */
function documentLines(document: MetadataDocument<unknown> | null): readonly string[] | null {
  if (document === null) {
    return null;
  }
  const lines = laidOut.get(document) ?? prettyJson(document.bytes) ?? [];
  laidOut.set(document, lines);
  return lines;
}

/** Member names stand out from values, as far as the beginning of a line tells them apart. */
function jsonLine(text: string): Line {
  const member = /^( *)("(?:[^"\\]|\\.)*": )(.*)$/.exec(text);
  return member === null
    ? [{ text: safeText(text) }]
    : [
        { text: member[1] ?? '' },
        { text: safeText(member[2] ?? ''), token: 'accent' },
        { text: safeText(member[3] ?? '') },
      ];
}
