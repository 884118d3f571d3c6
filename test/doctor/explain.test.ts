import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../../source/doctor/messages/catalogue.ts';
import { explain } from '../../source/doctor/messages/explain.ts';
import { EVERY_LINE, LINES } from './support/lines.ts';

function messagesOf(text: string): readonly string[] {
  return explain(text).map(({ message }) => message);
}

/** What copying from a terminal, a log or a chat does to a line. */
const DISGUISES: readonly (readonly [string, (line: string) => string])[] = [
  ['the prefix of notary', (line) => `\n* fatal: ${line}\n`],
  ['the prefix of its logger', (line) => `WARN[0012] ${line} `],
  ['colours', (line) => `\u001b[31mERRO\u001b[0m[0000] \u001b[1m${line}\u001b[0m`],
  [
    'a structured log',
    (line) => `time="2026-11-23T08:00:21Z" level=error msg="${line.replaceAll('"', '\\"')}"`,
  ],
  ['capital letters', (line) => line.toUpperCase()],
  ['line breaks of a narrow terminal', (line) => line.replace(/.{37}/g, '$&\n')],
  ['indented and doubled spaces', (line) => `    ${line.replaceAll(' ', '  ')}`],
  ['curly quotes', (line) => line.replace(/"([^"]*)"/g, '\u201c$1\u201d').replaceAll("'", '\u2019')],
  ['Windows line ends', (line) => `\r\n${line.replaceAll('\n', '\r\n')}\r\n`],
  [
    'what stands around it',
    (line) => `jeff@build:~$ make release\n${line}\nmake: *** [Makefile:7: release] Error 1`,
  ],
];

describe('explain', () => {
  it.each(EVERY_LINE)('knows %j', (line, message) => {
    expect(messagesOf(line)[0]).toBe(message);
  });

  it.each(DISGUISES)('knows every line under %s', (_, disguise) => {
    const missed = EVERY_LINE.filter(([line, message]) => !messagesOf(disguise(line)).includes(message));
    expect(missed.map(([line]) => disguise(line))).toEqual([]);
  });

  it('says of one line nothing twice', () => {
    const twice = EVERY_LINE.map(([line]) => line)
      .filter((line) => !line.includes('\n'))
      .filter((line) => new Set(messagesOf(line)).size !== explain(line).length);
    expect(twice).toEqual([]);
  });

  it('has a line for each message of the catalogue, and none for another', () => {
    expect(LINES.map(([message]) => message).sort()).toEqual(MESSAGES.map(({ message }) => message).sort());
  });

  it('has each wording once', () => {
    const wordings = MESSAGES.flatMap(({ message, also = [] }) => [message, ...also]);
    expect(wordings.filter((wording, index) => wordings.indexOf(wording) !== index)).toEqual([]);
  });

  it.each(MESSAGES.flatMap(({ message, also = [] }) => also.map((wording) => [wording, message])))(
    'takes %j for another wording of its message',
    (wording, message) => {
      const filled = wording
        .replace(/<(?:version|count|status)>/g, '503')
        .replace('<role>', 'targets')
        .replace(/<\w+>/g, 'something');
      expect(messagesOf(filled)[0]).toBe(message);
    },
  );
});

describe('the values of a message', () => {
  const REPO = 'registry.example.com/team/app';

  it('are told by name', () => {
    const [explained] =
      explain(`WARN[0000] role targets/releases has fewer keys than its threshold of 1; it will not be
usable until keys are added to it`);
    expect([...(explained?.values ?? [])]).toEqual([
      ['role', 'targets/releases'],
      ['count', '1'],
    ]);
  });

  it('go into the commands', () => {
    const [explained] = explain(`Removing signer "jeff" from ${REPO}...`);
    expect(explained?.next.join(' ')).toContain(`\`trustdeck signer remove jeff ${REPO}\``);
  });

  it('give a repository without its tag', () => {
    const [explained] = explain(`Error: remote trust data does not exist for ${REPO}:v1: no such thing`);
    expect(explained?.values.get('image')).toBe(`${REPO}:v1`);
    expect(explained?.values.get('repo')).toBe(REPO);
  });

  it('are shared by the lines of a paste about one repository', () => {
    const explained = explain(
      `Error getting targets/releases: valid signatures did not meet threshold for targets/releases\nNo signatures for ${REPO}`,
    );
    expect(explained[0]?.next.join(' ')).toContain(`trustdeck witness ${REPO} targets/releases`);
  });

  it('are not shared by those of a paste about two', () => {
    const explained = explain(
      `Error getting targets/releases: valid signatures did not meet threshold for targets/releases\nNo signatures for ${REPO}\nno signers for example.com/other`,
    );
    expect(explained[0]?.next.join(' ')).toContain('trustdeck witness REPO targets/releases');
  });

  it.each(['$(reboot)', 'a;reboot', '--remote', 'a`id`', 'a|sh', "a'b", '~root'])(
    'never put %s into a command',
    (name) => {
      const explained = explain(`no signer ${name} for repository ${name}`);
      expect(explained).toHaveLength(1);
      const { means, because, next } = explained[0] ?? {};
      expect(JSON.stringify([means, because, next])).not.toContain(name);
    },
  );
});

describe('a paste of several lines', () => {
  it('is explained line by line, each message once', () => {
    const warning =
      'WARN[0001] role targets/releases has fewer keys than its threshold of 1; it will not be usable until keys are added to it';
    expect(
      messagesOf(`Auto-publishing changes to registry.example.com/team/app\n${warning}\n${warning}
WARN[0002] Error getting targets/releases: valid signatures did not meet threshold for targets/releases
* fatal: trust server rejected operation.`),
    ).toEqual([
      'role <role> has fewer keys than its threshold of <count>; it will not be usable until keys are added to it',
      'Error getting <role>: valid signatures did not meet threshold for <role>',
      'trust server rejected operation.',
    ]);
  });

  it('has the cause before what only quotes it', () => {
    expect(
      messagesOf(
        'Error: error contacting notary server: dial tcp 127.0.0.1:4443: connect: connection refused',
      ),
    ).toEqual(['connect: connection refused', 'Error: error contacting notary server: <cause>']);
  });

  it('says nothing of a removal that worked', () => {
    expect(
      messagesOf(
        'Removing signer "jeff" from example.com/a...\nSuccessfully removed jeff from example.com/a',
      ),
    ).toEqual(['Successfully removed <signer> from <repo>']);
  });

  it('undoes what notary makes of percent signs', () => {
    const [explained] = explain(
      '* fatal: notary.example.com does not have trust data for example.com/a%!b(MISSING)',
    );
    expect(explained?.values.get('repo')).toBe('example.com/a%b');
  });
});
