import type { Words } from './words.ts';

/** Words for what keeps trustdeck's own settings from being used. */
export const SETTINGS_WORDS = {
  'settings-invalid': ({ path, reason }: { readonly path: string; readonly reason: string }): Words => ({
    message: `${path} is not understood`,
    why: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
    next: 'Correct the file, or move it away; it is not overwritten.',
  }),
  'settings-unreadable': (detail: { readonly path: string; readonly systemCode: string }): Words => ({
    message: `${detail.path} cannot be read`,
    why: `The system refuses: ${detail.systemCode}.`,
    next: 'Check who owns the file and its folder.',
  }),
  'settings-unwritable': (detail: { readonly path: string; readonly systemCode: string }): Words => ({
    message: `${detail.path} cannot be written`,
    why: `The system refuses: ${detail.systemCode}.`,
    next: 'Check who owns the file and its folder.',
  }),
} as const;
