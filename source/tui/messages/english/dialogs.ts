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
