import { describe, expect, it } from 'vitest';
import { COMMAND_LIST } from '../../source/tui/keymap/commands.ts';
import type { Context } from '../../source/tui/keymap/contexts.ts';
import { keyLabel } from '../../source/tui/keymap/key-label.ts';
import { keysDocument } from '../../source/tui/keymap/keys-document.ts';
import { english } from '../../source/tui/messages/english/english.ts';

const CONTEXTS = [...new Set(COMMAND_LIST.flatMap(({ contexts }) => contexts))];
const TEXT_FIELDS: readonly Context[] = ['filter', 'palette', 'prompt', 'wizard-text', 'wizard-secret'];

describe('the key table', () => {
  it.each(COMMAND_LIST.map((command) => [command.id, command] as const))(
    '%s is bound and described',
    (id, command) => {
      expect(command.keys.length).toBeGreaterThan(0);
      expect(command.contexts.length).toBeGreaterThan(0);
      expect(english.app.commands[id].description).not.toBe('');
      expect(english.app.commands[id].short).not.toBe('');
    },
  );

  it.each(CONTEXTS)('gives every key in %s one meaning', (context) => {
    const here = COMMAND_LIST.filter(({ contexts }) => contexts.includes(context));
    const shared = here.filter(({ keys }, index) =>
      here.slice(0, index).some((before) => before.keys.some((key) => keys.includes(key))),
    );
    // Making a key gives way to the next match while there is a filter.
    expect(shared.map(({ id }) => id).filter((id) => id !== 'generate-key')).toEqual([]);
  });

  it.each(CONTEXTS)('lets Ctrl+C end the app and Esc go back in %s', (context) => {
    const here = COMMAND_LIST.filter(({ contexts }) => contexts.includes(context));
    expect(here.find(({ keys }) => keys.includes('ctrl+c'))?.id).toBe('interrupt');
    expect(here.find(({ keys }) => keys.includes('escape'))?.id).toBe('back');
  });

  it.each(TEXT_FIELDS)('leaves every printable character in %s to the text field', (context) => {
    const printable = COMMAND_LIST.filter(({ contexts }) => contexts.includes(context))
      .flatMap(({ keys }) => keys)
      .filter((key) => key.length === 1 || key === 'space');
    expect(printable).toEqual([]);
  });

  it('has no two commands that read the same', () => {
    const descriptions = COMMAND_LIST.map(({ id }) => english.app.commands[id].description);
    expect(descriptions.filter((text, index) => descriptions.indexOf(text) !== index)).toEqual([]);
  });

  it('makes docs/keys.md', async () => {
    await expect(keysDocument(english)).toMatchFileSnapshot('../../docs/keys.md');
  });

  it('writes keys as people do', () => {
    expect(['escape', 'ctrl+l', '/', 'pageup'].map((key) => keyLabel(key, english))).toEqual([
      'Esc',
      'Ctrl+L',
      '/',
      'PgUp',
    ]);
  });
});
