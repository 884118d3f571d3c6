export type { HelperAnswer, RunHelper } from './credential-helper.ts';
export type { CredentialSources, FoundLogin } from './credentials.ts';
export {
  type CredentialEnvironment,
  type Environment,
  readCredentialEnvironment,
  readEnvironment,
  type TrustEnvironment,
} from './environment.ts';
export {
  type ConfigFault,
  DockerError,
  type DockerProblem,
  type DockerProblemCode,
  type DockerProblems,
  type HelperFault,
  type LoginFault,
  type ReferenceFault,
} from './errors.ts';
export { type ConfigFiles, diskFiles } from './files.ts';
export {
  chooseTrustDirectory,
  dockerDirectory,
  type HomePlace,
  type TrustDirectoryChoice,
} from './locations.ts';
export { credentialHelpers, findLogin } from './logins.ts';
export { type NotaryConfig, type NotaryServerConfig, readNotaryConfig } from './notary-config.ts';
export {
  DOCKER_HUB,
  type ImageReference,
  parseReference,
  parseRepository,
  type RepositoryName,
  registryOf,
} from './reference.ts';
export {
  type ChosenServer,
  chooseServer,
  configuredServer,
  type ServerChoiceReason,
  type ServerSources,
} from './server-choice.ts';
export {
  type ClientCertificate,
  type PemFile,
  readTlsMaterial,
  type TlsMaterial,
  type TlsSources,
} from './tls-material.ts';
