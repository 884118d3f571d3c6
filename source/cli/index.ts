export { EMPTY_LINE, feed } from './dialog/secret-line.ts';
export { Output } from './output.ts';
export type {
  Changes,
  CliIo,
  CliPorts,
  Dialog,
  GlobalOptions,
  RunningSandbox,
  SandboxOptions,
  Workspace,
} from './ports.ts';
export { printTour } from './print-tour.ts';
export type { RepositoryReference } from './reference.ts';
export { runCli } from './run-cli.ts';
