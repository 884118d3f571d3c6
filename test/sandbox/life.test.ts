import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../source/base/index.ts';
import { startSandbox } from '../../source/sandbox/index.ts';
import { gun, openRemote } from '../notary/support/remote.ts';
import { PublishStory } from './support/publish-story.ts';

const ROOT = 'rejected 400 invalid ErrBadRoot';
const TARGETS = 'rejected 400 invalid ErrBadTargets';
const HIERARCHY = 'rejected 400 invalid ErrBadHierarchy';
const VALIDATION = 'rejected 400 invalid ErrValidation';

/** What notary-server 0.7.0 answers; test/interop/sandbox-api.test.ts asks it again. */
const OUTCOMES = [
  ['targets before any root', VALIDATION],
  ['a root without targets’ signature', TARGETS],
  ['init', 'published'],
  ['init once more', 'version-conflict'],
  ['the keys of the server are those of the root', 'true true'],
  ['nothing', 'published'],
  ['a signer that is not there yet', TARGETS],
  ['add a signer', 'published'],
  ['the signer signs', 'published'],
  ['the same versions again', 'version-conflict'],
  ['one new version, one old', 'version-conflict'],
  ['a version further on', 'published'],
  ['a stranger signs', TARGETS],
  ['what has expired', TARGETS],
  ['version 0', TARGETS],
  ['with a timestamp of the client', 'published'],
  ['rotate targets, signed by the old key', TARGETS],
  ['rotate targets', 'published'],
  ['rotate root, signed by the new key alone', ROOT],
  ['rotate root, signed by the old key alone', ROOT],
  ['rotate root, two versions on', ROOT],
  ['rotate root', 'published'],
  ['rotate root again with the same version', 'version-conflict'],
  ['rotate root, without having seen it rotated', ROOT],
  ['a root of the old key', ROOT],
  ['a root that has expired', ROOT],
  ['the timestamp key is the old one until a root names the new one', 'true'],
  ['rotate timestamp', 'published'],
  ['the timestamp key is the new one', 'true'],
  ['the snapshot key is the old one until a root names the new one', 'true'],
  ['rotate snapshot', 'published'],
  ['the snapshot key is the new one', 'true'],
  ['take the snapshot key, without a snapshot', HIERARCHY],
  ['take the snapshot key, with a snapshot of a stranger', 'rejected 400 invalid ErrBadSnapshot'],
  ['take the snapshot key, with an old snapshot', 'version-conflict'],
  ['take the snapshot key', 'published'],
  ['publish without a snapshot', HIERARCHY],
  ['give the snapshot key back', 'published'],
  ['delete', 'done'],
  ['delete what is gone', 'done'],
  ['publish to what is gone', VALIDATION],
  ['init with a later version', ROOT],
  ['init with the keys of the server from before', 'published'],
  ['delete once more', 'done'],
  ['init anew', 'published'],
] as const;

it.each(['in memory', 'in a folder'])(
  'a repository lives as it would on notary-server, %s',
  async (where) => {
    const dir = mkdtempSync(join(tmpdir(), 'trustdeck-life-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const sandbox = await startSandbox({ clock: systemClock, ...(where === 'in a folder' && { dir }) });
    onTestFinished(() => sandbox.close());
    const story = new PublishStory(
      openRemote(sandbox.url).remote,
      gun('registry.example.com/life'),
      new Date(),
    );
    const steps = await story.tell();
    expect(steps.map(({ name, outcome }) => [name, outcome])).toEqual(OUTCOMES);
  },
);
