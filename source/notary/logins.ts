import type { Gun } from '../tuf/index.ts';
import type { Login, LoginSource } from './options.ts';

const READING = ':pull';

/** What a request is for: whose login it needs, and the scope that its token must have (facts 7.1). */
export interface Purpose {
  /** null for the changefeed. */
  readonly gun: Gun | null;
  readonly scope: string;
}

/** What came of looking for a login: a helper that fails leaves a request anonymous, and is told when that is refused. */
export interface FoundLogin {
  readonly login: Login | null;
  /** Why none could be found; null where one was, or there is none. */
  readonly trouble: unknown;
}

/**
 * Logins by the registry that they belong to (facts 7.3), in memory only: a credential helper is a program, and is not
 * run for every repository. One that was refused is asked for again: somebody may have signed in meanwhile.
 */
export class Logins {
  readonly #server: string;
  readonly #source: LoginSource | undefined;
  readonly #found = new Map<string, Promise<Login | null>>();

  constructor(server: string, source: LoginSource | undefined) {
    this.#server = server;
    this.#source = source;
  }

  /** The login for `realm`, or for the server itself when that is null. */
  async find(realm: URL | null, { gun }: Purpose): Promise<Login | null> {
    const key = keyOf(realm, gun);
    const known = this.#found.get(key);
    if (known !== undefined) {
      return known;
    }
    const asked = this.#ask(realm, gun);
    this.#found.set(key, asked);
    const forget = () => this.#found.get(key) === asked && this.#found.delete(key);
    asked.then((login) => login === null && forget(), forget);
    return asked;
  }

  /**
   * The same for reading, which may need no login: many repositories are open to everybody, and a helper that has gone
   * from this machine need not keep anybody from them.
   */
  async findIfPossible(realm: URL | null, purpose: Purpose): Promise<FoundLogin> {
    try {
      return { login: await this.find(realm, purpose), trouble: null };
    } catch (trouble) {
      if (!purpose.scope.endsWith(READING)) {
        throw trouble;
      }
      return { login: null, trouble };
    }
  }

  forget(realm: URL | null, { gun }: Purpose): void {
    this.#found.delete(keyOf(realm, gun));
  }

  async #ask(realm: URL | null, gun: Gun | null): Promise<Login | null> {
    const login = (await this.#source?.({ server: this.#server, realm, gun })) ?? null;
    return login !== null && isComplete(login) ? login : null;
  }
}

/** As docker has it, a name or password that is empty is none (facts 7.1). */
function isComplete(login: Login): boolean {
  return login.kind === 'password' ? login.username !== '' && login.password !== '' : login.token !== '';
}

function keyOf(realm: URL | null, gun: Gun | null): string {
  const registry = gun === null ? '' : `/${gun.split('/', 1)[0]}`;
  return `${realm?.href ?? ''} ${registry}`;
}
