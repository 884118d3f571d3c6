export type {
  CliIo,
  CliPorts,
  GlobalOptions,
  RunningSandbox,
  SandboxOptions,
  Workspace,
} from './ports.ts';
export type { RepositoryReference } from './reference.ts';
export { runCli } from './run-cli.ts';
