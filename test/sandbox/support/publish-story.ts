import { isNotaryError, NotaryError } from '../../../source/notary/index.ts';
import type { NotaryRemote } from '../../../source/operations/ports.ts';
import type { Gun, RoleName, SignedFile, Signer, TufKey } from '../../../source/tuf/index.ts';
import { role } from '../../notary/support/remote.ts';
import { Publisher, type RootOptions, rootKey, testKey } from './publisher.ts';

/** What a client learns from one step: what it asked, what came of it, and what is served afterwards. */
export interface Step {
  readonly name: string;
  readonly outcome: string;
  /** Versions of the current files, such as `root 1`; `root -` where there is none. */
  readonly served: readonly string[];
}

const RELEASES = role('targets/releases');
const ALICE = role('targets/alice');
const WATCHED: readonly RoleName[] = [
  ...['root', 'targets', 'snapshot', 'timestamp'].map(role),
  RELEASES,
  ALICE,
];

/** Tells the life of a repository to one server, refusals included, through our client. */
export class PublishStory {
  readonly steps: Step[] = [];
  readonly #remote: NotaryRemote;
  readonly #gun: Gun;
  readonly #publisher: Publisher;
  readonly #now: Date;
  readonly #never = new AbortController().signal;

  constructor(remote: NotaryRemote, gun: Gun, now: Date) {
    this.#remote = remote;
    this.#gun = gun;
    this.#now = now;
    this.#publisher = new Publisher(gun, now);
  }

  async tell(): Promise<readonly Step[]> {
    const server = await this.#serverKeys();
    const keys = {
      root: this.#rootKey('root'),
      targets: testKey('targets'),
      alice: testKey('alice'),
    };
    const root: RootOptions = { root: [keys.root], targets: keys.targets.key, ...server };
    await this.#begin(root, keys);
    await this.#sign(keys);
    const rotated = await this.#rotate(root, keys);
    await this.#moveSnapshotKey(rotated);
    await this.#end(root, keys.targets);
    return this.steps;
  }

  async #begin(root: RootOptions, { targets, alice }: { readonly targets: Signer; readonly alice: Signer }) {
    const first = {
      root: this.#publisher.root(root),
      targets: this.#publisher.targets({ signedBy: [targets] }),
    };
    await this.#publish('targets before any root', { targets: first.targets });
    await this.#publish('a root without targets’ signature', {
      ...first,
      targets: this.#publisher.targets({ signedBy: [alice] }),
    });
    await this.#publish('init', first);
    await this.#publish('init once more', first);
    await this.#step('the keys of the server are those of the root', async () => {
      const { snapshot, timestamp } = await this.#serverKeys();
      return `${snapshot.id === root.snapshot.id} ${timestamp.id === root.timestamp.id}`;
    });
    await this.#publish('nothing', {});
  }

  async #sign({ targets, alice }: { readonly targets: Signer; readonly alice: Signer }): Promise<void> {
    const delegations = [RELEASES, ALICE].map((name) => ({ name, keys: [alice.key] }));
    const by = (signer: Signer, version: number, days?: number) =>
      this.#publisher.targets({
        signedBy: [signer],
        version,
        tags: [`v${version}`],
        ...(days !== undefined && { days }),
      });
    await this.#publish('a signer that is not there yet', { [ALICE]: by(alice, 1) });
    await this.#publish('add a signer', {
      targets: this.#publisher.targets({ version: 2, signedBy: [targets], delegations }),
    });
    await this.#publish('the signer signs', { [RELEASES]: by(alice, 1), [ALICE]: by(alice, 1) });
    await this.#publish('the same versions again', { [RELEASES]: by(alice, 1), [ALICE]: by(alice, 1) });
    await this.#publish('one new version, one old', { [RELEASES]: by(alice, 1), [ALICE]: by(alice, 2) });
    await this.#publish('a version further on', { [ALICE]: by(alice, 5) });
    await this.#publish('a stranger signs', { [ALICE]: by(targets, 6) });
    await this.#publish('what has expired', { [ALICE]: by(alice, 6, -1) });
    await this.#publish('version 0', { [ALICE]: by(alice, 0) });
    await this.#publish('with a timestamp of the client', { [ALICE]: by(alice, 6), timestamp: by(alice, 1) });
  }

  async #rotate(
    first: RootOptions,
    keys: { readonly root: Signer; readonly targets: Signer; readonly alice: Signer },
  ) {
    const targetsKey = testKey('second targets');
    const second: RootOptions = { ...first, version: 2, targets: targetsKey.key };
    const targets = (signer: Signer, version: number) =>
      this.#publisher.targets({ signedBy: [signer], version });
    await this.#publish('rotate targets, signed by the old key', {
      root: this.#publisher.root(second),
      targets: targets(keys.targets, 3),
    });
    await this.#publish('rotate targets', {
      root: this.#publisher.root(second),
      targets: targets(targetsKey, 3),
    });
    const rootKeys = [keys.root, this.#rootKey('second root')] as const;
    const third: RootOptions = { ...second, version: 3, root: [rootKeys[1]] };
    const rootSigned = (signedBy: readonly Signer[], version = 3) => ({
      root: this.#publisher.root({ ...third, version, signedBy }),
    });
    await this.#publish('rotate root, signed by the new key alone', rootSigned([rootKeys[1]]));
    await this.#publish('rotate root, signed by the old key alone', rootSigned([rootKeys[0]]));
    await this.#publish('rotate root, two versions on', rootSigned(rootKeys, 4));
    await this.#publish('rotate root', rootSigned(rootKeys));
    await this.#publish('rotate root again with the same version', rootSigned(rootKeys));
    // Whoever lost a race for the root is not told of a conflict: the server finds the signatures wrong first.
    const rival = this.#rootKey('rival root');
    await this.#publish('rotate root, without having seen it rotated', {
      root: this.#publisher.root({ ...third, root: [rival], signedBy: [rootKeys[0], rival] }),
    });
    await this.#publish('a root of the old key', {
      root: this.#publisher.root({ ...second, version: 4, signedBy: [rootKeys[0]] }),
    });
    await this.#publish('a root that has expired', {
      root: this.#publisher.root({ ...third, version: 4, days: -1 }),
    });
    return { options: third, targets: targetsKey };
  }

  async #moveSnapshotKey({ options, targets }: { readonly options: RootOptions; readonly targets: Signer }) {
    let root = { ...options, version: 3 };
    const publishRoot = async (name: string, change: Partial<RootOptions>, more: Files = {}) => {
      root = { ...root, ...change, version: root.version + 1 };
      const bytes = this.#publisher.root(root);
      await this.#publish(name, { root: bytes, ...more });
      return bytes;
    };
    for (const name of ['timestamp', 'snapshot'] as const) {
      const next = await this.#remote.rotateServerKey(this.#gun, name, this.#never);
      await this.#step(`the ${name} key is the old one until a root names the new one`, async () =>
        String((await this.#serverKeys())[name].id === root[name].id && next.id !== root[name].id),
      );
      await publishRoot(`rotate ${name}`, { [name]: next });
      await this.#step(`the ${name} key is the new one`, async () =>
        String((await this.#serverKeys())[name].id === next.id),
      );
    }
    const own = testKey('own snapshot');
    await publishRoot('take the snapshot key, without a snapshot', { snapshot: own.key });
    root = { ...root, version: root.version - 1 };
    const files = { targets: this.#publisher.targets({ signedBy: [targets], version: 4 }) };
    const next = this.#publisher.root({ ...root, version: root.version + 1 });
    const version = (await this.#version(role('snapshot'))) ?? 0;
    const snapshot = (signedBy: Signer, number: number) =>
      this.#publisher.snapshot({ version: number, signedBy: [signedBy], files: { root: next, ...files } });
    await this.#publish('take the snapshot key, with a snapshot of a stranger', {
      root: next,
      ...files,
      snapshot: snapshot(targets, version + 1),
    });
    await this.#publish('take the snapshot key, with an old snapshot', {
      root: next,
      ...files,
      snapshot: snapshot(own, version),
    });
    await this.#publish('take the snapshot key', {
      root: next,
      ...files,
      snapshot: snapshot(own, version + 1),
    });
    root = { ...root, version: root.version + 1 };
    await this.#publish('publish without a snapshot', {
      targets: this.#publisher.targets({ signedBy: [targets], version: 5 }),
    });
    const given = await this.#remote.rotateServerKey(this.#gun, 'snapshot', this.#never);
    await publishRoot('give the snapshot key back', { snapshot: given });
  }

  async #end(root: RootOptions, targets: Signer): Promise<void> {
    const remove = (name: string) =>
      this.#step(name, async () => {
        await this.#remote.deleteRepository(this.#gun, this.#never);
        return 'done';
      });
    await remove('delete');
    await remove('delete what is gone');
    const second = this.#publisher.targets({ signedBy: [targets], version: 6 });
    await this.#publish('publish to what is gone', { targets: second });
    const server = await this.#serverKeys();
    await this.#publish('init with a later version', {
      root: this.#publisher.root({ ...root, ...server, version: 3 }),
      targets: second,
    });
    await this.#publish('init with the keys of the server from before', {
      root: this.#publisher.root(root),
      targets: second,
    });
    await remove('delete once more');
    await this.#publish('init anew', {
      root: this.#publisher.root({ ...root, ...server }),
      targets: second,
    });
  }

  #publish(name: string, files: Files): Promise<void> {
    const signed = Object.entries(files).map(([of, bytes]): SignedFile => ({ role: role(of), bytes }));
    return this.#step(name, async () => {
      await this.#remote.publish(this.#gun, signed, this.#never);
      return 'published';
    });
  }

  async #step(name: string, act: () => Promise<string>): Promise<void> {
    const outcome = await act().catch(told);
    const served = await Promise.all(WATCHED.map(async (of) => `${of} ${(await this.#version(of)) ?? '-'}`));
    this.steps.push({ name, outcome, served });
  }

  async #version(of: RoleName): Promise<number | null> {
    const request = { role: of, by: { kind: 'current' }, maxBytes: 1_000_000 } as const;
    const reply = await this.#remote.fetchFile(this.#gun, request, this.#never);
    return reply.kind === 'found' ? JSON.parse(Buffer.from(reply.bytes).toString()).signed.version : null;
  }

  async #serverKeys(): Promise<{ readonly snapshot: TufKey; readonly timestamp: TufKey }> {
    return {
      snapshot: await this.#remote.serverKey(this.#gun, 'snapshot', this.#never),
      timestamp: await this.#remote.serverKey(this.#gun, 'timestamp', this.#never),
    };
  }

  #rootKey(seed: string): Signer {
    return rootKey({ commonName: this.#gun, now: this.#now, seed });
  }
}

type Files = Readonly<Record<string, Uint8Array>>;

/** What a client can tell apart. */
function told(error: unknown): string {
  if (isNotaryError(error, 'update-rejected')) {
    return ['rejected', error.detail.status, error.detail.reason, error.detail.validation].join(' ');
  }
  if (error instanceof NotaryError) {
    return error.code;
  }
  throw error;
}
