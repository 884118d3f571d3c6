import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsDocument } from '../../source/doctor/findings-document.ts';
import { MESSAGES } from '../../source/doctor/messages/catalogue.ts';
import { messagesDocument, messagesTable } from '../../source/doctor/messages/messages-document.ts';
import { FINDING_CODES } from '../../source/operations/index.ts';

/** The messages that most people meet. */
const ASKED = [
  'role <role> has fewer keys than its threshold of <count>; it will not be usable until keys are added to it',
  'Error getting <role>: valid signatures did not meet threshold for <role>',
  'Error: remote repository <image> out-of-date: <cause>',
  '<role> expired at <date>',
  'version <version> is lower than current version <current>',
  'could not validate the path to a trusted root: unable to retrieve valid leaf certificates',
  'could not rotate trust to a new trusted root: failed to validate data with current trusted certificates',
  'Error: trust data missing for remote repository <image> or remote repository not found: <cause>',
  '<host> does not have trust data for <repo>',
  'no signatures or cannot access <image>',
  'No valid trust data for <tag>',
  'you are not authorized to perform this operation: server returned <status>.',
  'x509: certificate signed by unknown authority',
  'trust server rejected operation.',
  'signing keys not available: need <needed> keys from <count> possible keys (<keys>)',
  'no valid signing keys for delegation roles',
  'Removing signer "<signer>" from <repo>...',
];

/** Parts of the README that are made from tables, by the name in the comments around them. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['findings', findingsDocument()],
  ['messages', messagesTable(ASKED)],
]);

/** Run with `-u` at the end of the command line, this writes the documents anew. */
describe('documents that are made from the tables of the doctor', () => {
  it('are in the README', async () => {
    const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
    let made = readme;
    for (const [name, text] of PARTS) {
      const begin = `<!-- ${name}: made from source/doctor by test/doctor/documents.test.ts -->\n`;
      const end = `\n<!-- end of ${name} -->`;
      const [from, to] = [made.indexOf(begin), made.indexOf(end)];
      expect(from, `the README has no part for ${name}`).toBeGreaterThan(0);
      made = `${made.slice(0, from + begin.length)}${text}${made.slice(to)}`;
    }
    await expect(made).toMatchFileSnapshot('../../README.md');
  });

  it('are in docs/messages.md', async () => {
    await expect(messagesDocument()).toMatchFileSnapshot('../../docs/messages.md');
  });

  it('have every finding and every message', () => {
    const findings = findingsDocument();
    for (const code of FINDING_CODES) {
      expect(findings).toContain(`**\`${code}\`** `);
    }
    const messages = messagesDocument();
    for (const { message } of MESSAGES) {
      expect(messages).toContain(message);
    }
    expect(ASKED.filter((asked) => !MESSAGES.some(({ message }) => message === asked))).toEqual([]);
  });
});
