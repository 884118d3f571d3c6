import type { AboutMessages } from '../areas/about.ts';
import { panels } from './panels.ts';
import { capital, plural } from './plural.ts';

export const about: AboutMessages = {
  key: capital,
  tag: (name) => `Tag ${name}`,
  text: 'In full',
  labels: {
    keyId: 'Key ID',
    metadataId: 'ID in the metadata',
    algorithm: 'Kind',
    privateKey: 'Private key',
    certificate: 'Certificate',
    valid: 'Valid',
    signs: 'Signs',
    image: 'Image',
    state: 'State',
    digest: 'Digest',
  },
  encrypted: 'encrypted with a passphrase',
  unencrypted: 'NOT encrypted',
  exposed: 'others on this machine can read or change the file',
  period: (from, to) => `from ${from} to ${to}`,
  use: (repository, role) => `${repository}  ${role}`,
  noUse: (all) =>
    all ? 'nothing in any known repository' : 'nothing in the repositories that have been opened so far',
  more: (count) => `and ${count} more`,
  entry: (role) => `In ${role}`,
  size: (bytes) => plural(bytes, 'byte'),
  unreadable: (path, reason) => `${path}\n${panels.keys.unreadable[reason]}`,
};
