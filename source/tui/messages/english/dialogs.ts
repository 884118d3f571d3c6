import type { AppMessages } from '../areas/app.ts';

export const questions: AppMessages['questions'] = {
  quit: {
    title: 'Quit',
    text: (job) => `Still ${job}. Quit and cancel it?`,
    yes: 'Quit',
    no: 'Stay',
  },
  'forget-repository': {
    title: 'Forget a repository',
    text: (repository) =>
      `Take ${repository} off the list? Nothing on the server or in the trust directory changes.`,
    yes: 'Forget',
    no: 'Keep',
  },
  'leave-wizard': {
    title: 'Leave',
    text: () => 'Leave and forget the answers? Nothing was changed yet.',
    yes: 'Leave',
    no: 'Stay',
  },
  'stop-change': {
    title: 'Stop',
    text: () =>
      'Stop before the next request that changes something? What is published by then stays published and is verified.',
    yes: 'Stop',
    no: 'Go on',
  },
  'quit-change': {
    title: 'Quit',
    text: () =>
      'A change is being carried out. Quit all the same? What is on its way may still arrive; the next start finds out and offers to go on.',
    yes: 'Quit',
    no: 'Stay',
  },
};

export const prompts: AppMessages['prompts'] = {
  'add-repository': {
    title: 'Add a repository',
    question: 'Its full name, with the registry in front',
    example: 'registry.example.com/team/app',
    working: 'Adding …',
  },
  'connect-server': {
    title: 'Connect a server',
    question: 'Address of the Notary server',
    example: 'https://notary.example.com',
    working: 'Connecting …',
  },
  'open-trust-directory': {
    title: 'Open a trust directory',
    question: 'Its path on this machine',
    example: '~/.docker/trust',
    working: 'Opening …',
  },
};
