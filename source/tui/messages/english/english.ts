import type { Messages } from '../messages.ts';
import { about } from './about.ts';
import { app } from './app.ts';
import { dates } from './dates.ts';
import { detail } from './detail.ts';
import { doctor } from './doctor.ts';
import { panels } from './panels.ts';
import { problems, refusals } from './problems.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

/** Plain English: present tense, short, who before what, when before how. */
export const english: Messages = {
  words,
  dates,
  panels,
  detail,
  doctor,
  problems,
  refusals,
  shell,
  about,
  app,
  wizards: async () => (await import('./wizards/wizards.ts')).wizards,
};
