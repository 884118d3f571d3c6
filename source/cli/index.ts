export { Output } from './output.ts';
export type {
  CliIo,
  CliPorts,
  GlobalOptions,
  RunningSandbox,
  SandboxOptions,
  Workspace,
} from './ports.ts';
export { printTour } from './print-tour.ts';
export type { RepositoryReference } from './reference.ts';
export { runCli } from './run-cli.ts';
