import type { Messages } from '../messages/messages.ts';

/** A key as people write it: `Enter`, `Ctrl+L`, `/`. */
export function keyLabel(key: string, { app }: Messages): string {
  const named = app.keyNames[key];
  if (named !== undefined) {
    return named;
  }
  return key.startsWith('ctrl+') ? `Ctrl+${key.slice('ctrl+'.length).toUpperCase()}` : key;
}

export function keyLabels(keys: readonly string[], messages: Messages): string {
  return keys.map((key) => keyLabel(key, messages)).join(' ');
}
