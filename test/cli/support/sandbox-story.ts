import { join } from 'node:path';
import { systemClock } from '../../../source/base/index.ts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/index.ts';
import { type Finished, type RunOptions, Shell } from './run.ts';

export const PASSPHRASES = {
  DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE: 'correct horse',
  DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE: 'battery staple',
};

export const APP = 'registry.example.com/team/app';

/** A server of its own, a machine of its own, and command lines between them. */
export class SandboxStory {
  readonly shell = new Shell();
  readonly #sandbox: Sandbox;

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  static async start(): Promise<SandboxStory> {
    return new SandboxStory(await startSandbox({ clock: systemClock }));
  }

  get url(): string {
    return this.#sandbox.url;
  }

  file(name: string): string {
    return join(this.shell.home, name);
  }

  /** With the passphrases in the environment, unless the options say otherwise. */
  run(argv: readonly string[], options: RunOptions = {}): Promise<Finished> {
    return this.shell.run([...argv, '--server', this.url], { env: PASSPHRASES, ...options });
  }

  /** A command that has to work for the story to go on. */
  async done(argv: readonly string[], options: RunOptions = {}): Promise<Finished> {
    const finished = await this.run(argv, options);
    if (finished.code !== 0) {
      throw new Error(`${argv.join(' ')} ended with ${finished.code}:\n${finished.stderr}`);
    }
    return finished;
  }

  async close(): Promise<void> {
    await this.#sandbox.close();
    this.shell.dispose();
  }
}
