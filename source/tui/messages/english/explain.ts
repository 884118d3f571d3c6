import type { ExplainMessages } from '../areas/explain.ts';

export const explain: ExplainMessages = {
  title: 'Explain a message of docker or notary',
  intro: 'Paste what docker or notary printed, or type a few words of it. Nothing of it leaves this machine.',
  searching: 'looking it up …',
  nothing:
    'Nothing is known about this. Try a shorter piece of it, such as the words after the last colon; the Doctor tab says what is wrong with a repository in any case.',
  position: (place, total) => `↑↓ ${place} of ${total}`,
  scrolled: (first, last, total) => `PgUp PgDn ${first}-${last} of ${total}`,
  printedBy: {
    docker: 'printed by docker',
    notary: 'printed by notary',
    either: 'printed by docker and notary',
  },
  means: 'What it means',
  because: 'Why it appears',
  next: 'What to do',
  item: (number) => `${number}. `,
  found: (summary) => `The selected repository has it, Enter shows it in the Doctor: ${summary}`,
};
