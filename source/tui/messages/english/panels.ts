import type { PanelMessages } from '../areas/panels.ts';
import { plural } from './plural.ts';

export const panels: PanelMessages = {
  repositories: {
    title: 'Repositories',
    shortTitle: 'Repositories',
    loading: 'loading',
    failed: 'not readable',
    cached: (age) => (age === '' ? 'cached' : `cached ${age}`),
    empty: 'No repositories yet',
  },
  signers: {
    title: 'Signers',
    shortTitle: 'Signers',
    keysHere: (keys, here) => `${plural(keys, 'key')} · ${here} here`,
    keys: (keys) => plural(keys, 'key'),
    tags: (tags) => plural(tags, 'tag'),
    silent: 'nothing signed yet',
    notInReleases: 'not in releases',
    restricted: 'some paths only',
    unusable: 'does not count',
    empty: 'No signers: only the repository key signs',
    unknown: 'Not known: nothing here could be verified',
  },
  keys: {
    title: 'Keys on this machine',
    shortTitle: 'Keys',
    repositoryKey: 'repo',
    signs: (roles) => `signs ${roles}`,
    unused: 'unused',
    unseen: 'unseen',
    exposed: 'exposed',
    empty: 'No keys on this machine',
    unreadable: {
      unreadable: 'cannot be read',
      'not-pem': 'not a PEM file',
      'not-a-private-key': 'no private key inside',
      'name-is-not-a-key-id': 'not named by a key ID',
      'too-large': 'too large for a key',
    },
  },
};
