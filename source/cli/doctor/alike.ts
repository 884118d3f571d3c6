import type { Diagnosed, Diagnosis, Evidence, Fix, Gun } from '../../operations/index.ts';

/** Fewer repositories than this with the same finding are easier to read one by one. */
const FEWEST = 3;
/** What stands for the repository's name in what is said of several. */
const ANY = 'REPO';
/** Behind it, a sentence says what is particular about one repository. */
const PARTICULAR = '; ';

/** What several repositories have in common, told once, and what is particular about each. */
export interface Shared {
  readonly guns: readonly Gun[];
  /** Names no repository, but for commands, which are those of the first. */
  readonly findings: readonly Diagnosed[];
  readonly particulars: ReadonlyMap<Gun, Particulars>;
}

export interface Particulars {
  readonly sentences: readonly string[];
  readonly evidence: readonly Evidence[];
}

interface Case {
  readonly gun: Gun;
  readonly diagnosed: Diagnosed;
}

/** Findings that many repositories share, such as a server that is away, and those that are left to each. */
export function sortOut(repositories: readonly Diagnosis[]): {
  readonly shared: readonly Shared[];
  readonly own: readonly Diagnosis[];
} {
  const cases = repositories.flatMap(({ gun, findings }) =>
    findings.map((diagnosed): Case => ({ gun, diagnosed })),
  );
  const alike = [...Map.groupBy(cases, likeness).values()].filter(isWorthTelling);
  const taken = new Set(alike.flat().map(({ diagnosed }) => diagnosed));
  const together = Map.groupBy(alike, (group) => group.map(({ gun }) => gun).join('\n'));
  return {
    shared: [...together.values()].map(sharedOf),
    own: repositories.map((one) => ({
      ...one,
      findings: one.findings.filter((diagnosed) => !taken.has(diagnosed)),
    })),
  };
}

/** Two findings of one repository that read alike are about different things in it. */
function isWorthTelling(cases: readonly Case[]): boolean {
  return cases.length >= FEWEST && new Set(cases.map(({ gun }) => gun)).size === cases.length;
}

/** The same for findings that mean the same and are put right in the same way, whatever proves each. */
function likeness({ gun, diagnosed: { finding, fix } }: Case): string {
  const { code, level, role, summary, meaning } = finding;
  const ways = fix?.ways.map(({ id, action, ...rest }) => rest);
  const [head] = summary.split(PARTICULAR);
  return nameless(JSON.stringify([code, level, role, head, meaning, fix?.label, fix?.judgement, ways]), gun);
}

function sharedOf(groups: readonly (readonly Case[])[]): Shared {
  const each = groups.map(commonOf);
  const guns = groups[0]?.map(({ gun }) => gun) ?? [];
  return {
    guns,
    findings: each.flatMap(({ common }) => common),
    particulars: new Map(
      guns.map((gun) => {
        const own = each.flatMap(({ particulars }) => particulars.get(gun) ?? []);
        return [
          gun,
          {
            sentences: own.flatMap(({ sentences }) => sentences),
            evidence: own.flatMap(({ evidence }) => evidence),
          },
        ];
      }),
    ),
  };
}

function commonOf(cases: readonly Case[]): {
  readonly common: readonly Diagnosed[];
  readonly particulars: ReadonlyMap<Gun, Particulars>;
} {
  const [first] = cases;
  if (first === undefined) {
    return { common: [], particulars: new Map() };
  }
  const { finding, fix } = first.diagnosed;
  const counts = Map.groupBy(cases.flatMap(namelessTexts), (text) => text);
  const isCommon = (text: string, gun: Gun) => counts.get(nameless(text, gun))?.length === cases.length;
  const isSameSummary = isCommon(finding.summary, first.gun);
  const summary = isSameSummary ? finding.summary : (finding.summary.split(PARTICULAR)[0] ?? '');
  return {
    common: [
      {
        finding: {
          ...finding,
          summary: nameless(summary, first.gun),
          meaning: {
            pulls: finding.meaning.pulls === null ? null : nameless(finding.meaning.pulls, first.gun),
            signs: finding.meaning.signs === null ? null : nameless(finding.meaning.signs, first.gun),
          },
          evidence: finding.evidence
            .filter(({ text }) => isCommon(text, first.gun))
            .map((evidence) => ({ ...evidence, text: nameless(evidence.text, first.gun) })),
        },
        fix: fix === null ? null : namelessFix(fix, first.gun),
      },
    ],
    particulars: new Map(
      cases.map(({ gun, diagnosed }) => [
        gun,
        {
          sentences: isSameSummary ? [] : diagnosed.finding.summary.split(PARTICULAR).slice(1),
          evidence: diagnosed.finding.evidence.filter(({ text }) => !isCommon(text, gun)),
        },
      ]),
    ),
  };
}

function namelessTexts({
  gun,
  diagnosed: {
    finding: { summary, evidence },
  },
}: Case): readonly string[] {
  return [...new Set([summary, ...evidence.map(({ text }) => text)].map((text) => nameless(text, gun)))];
}

function namelessFix(fix: Fix, gun: Gun): Fix {
  return {
    ...fix,
    label: nameless(fix.label, gun),
    judgement: fix.judgement === null ? null : nameless(fix.judgement, gun),
    ways: fix.ways.map((way) => ({
      ...way,
      label: nameless(way.label, gun),
      hindrance: way.hindrance === null ? null : nameless(way.hindrance, gun),
      steps: way.steps.map((step) => nameless(step, gun)),
    })),
  };
}

/** Only where it stands alone: it may be a part of another repository's name, or of any word. */
function nameless(text: string, gun: Gun): string {
  return text.replaceAll(
    new RegExp(`(?<![\\w./:-])${gun.replaceAll(/[^\w]/g, '\\$&')}(?![\\w/-])`, 'g'),
    ANY,
  );
}
