import { safeText } from '../../../base/index.ts';
import type { RepositoryReport, TagEntry } from '../../../operations/index.ts';
import type { Messages } from '../../messages/messages.ts';
import { tagSigners } from '../../presentation/tags.ts';
import type { Fact } from './facts.ts';

/** Everything about a tag: what a pull gets, and what each role holds under its name. */
export function tagFacts(report: RepositoryReport, name: string, messages: Messages): readonly Fact[] {
  const tag = report.tags.find((candidate) => candidate.name === name);
  const { labels, entry } = messages.about;
  const { states } = messages.detail.tags;
  return tag === undefined
    ? []
    : [
        { label: labels.image, values: [safeText(`${report.gun}:${name}`)] },
        { label: labels.state, values: [`${states[tag.state]}: ${tagSigners(tag, messages)}`] },
        {
          label: labels.digest,
          values: tag.digest === null ? [] : [safeText(`sha256:${tag.digest}`)],
          token: 'accent',
        },
        ...tag.entries.map((held) => ({
          label: entry(safeText(held.role)),
          values: contentTexts(held, messages),
        })),
      ];
}

function contentTexts({ sha256, sha512, length }: TagEntry, { about }: Messages): readonly string[] {
  return [
    ...(sha256 === null ? [] : [safeText(`sha256:${sha256}`)]),
    ...(sha512 === null ? [] : [safeText(`sha512:${sha512}`)]),
    about.size(length),
  ];
}
