import type { ShellMessages } from '../areas/shell.ts';

export const shell: ShellMessages = {
  tabs: {
    overview: 'Overview',
    delegations: 'Delegations',
    tags: 'Tags',
    roles: 'Roles',
    metadata: 'Metadata',
    doctor: 'Doctor',
    activity: 'Activity',
  },
  tooSmall: (has, needs) =>
    `trustdeck needs at least ${needs.columns} columns and ${needs.rows} rows; this terminal has ${has.columns} x ${has.rows}. Make it larger, or press q to quit.`,
  errorWhy: 'Why',
  errorNext: 'Next',
};
