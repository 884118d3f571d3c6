import type { ShellMessages } from '../areas/shell.ts';

export const shell: ShellMessages = {
  tabs: {
    overview: 'Overview',
    delegations: 'Delegations',
    tags: 'Tags',
    roles: 'Roles',
    metadata: 'Metadata',
    activity: 'Activity',
  },
  tooSmall: (columns, rows) =>
    `trustdeck needs at least 60 columns and 15 rows; this terminal has ${columns} x ${rows}.`,
  errorWhy: 'Why',
  errorNext: 'Next',
};
