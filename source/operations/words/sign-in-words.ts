import type { Words } from './words.ts';

/** Who asked a server, for what, and what came of it; all of it shown as it is. */
export interface SignInFacts {
  readonly reason: string;
  readonly user: string | null;
  readonly from: string | null;
  readonly asked: string | null;
  readonly granted: readonly string[] | null;
}

interface Required {
  readonly server: string;
  readonly realm: string | null;
  readonly signIn?: SignInFacts;
}

interface Refused {
  readonly server: string;
  readonly message: string | null;
  readonly access?: 'change';
  readonly signIn?: SignInFacts;
}

/** Words for a request that needs a login which was not there, or not of the kind that is taken. */
export function loginRequiredWords({ server, realm, signIn }: Required): Words {
  if (signIn?.reason === 'login-not-usable') {
    return {
      message: `${server} does not take the login that is stored`,
      why: `The login${ofUser(signIn)} is an identity token, and a password is wanted there.`,
      next: 'Sign in with docker login, with a password or an access token, then try again.',
    };
  }
  const what = signIn?.asked ? ` for ${signIn.asked}` : '';
  return {
    message: `${server} wants to know who asks`,
    why: `${signIn?.reason === 'no-login' ? 'No login was found, and a' : 'A'}nonymous access is not enough${what}${realm === null || realm === server ? '' : `; ${realm} hands out the permission`}.`,
    next: 'Sign in to the registry with docker login, or set NOTARY_AUTH, then try again.',
  };
}

/** Words for a login that was refused, or that is not enough. */
export function notAuthorisedWords(refused: Refused): Words {
  const verb = refused.access ?? 'read';
  const words = REFUSALS[refused.signIn?.reason ?? '']?.(refused, refused.signIn ?? NOBODY, verb);
  const { message, why, next } = words ?? plainRefusal(refused, verb);
  return { message, why: refused.access === 'change' ? `${why} Nothing was changed.` : why, next };
}

const NOBODY: SignInFacts = { reason: 'unknown', user: null, from: null, asked: null, granted: null };

const SIGN_IN_AGAIN = 'Sign in again with docker login; a login in NOTARY_AUTH is corrected there.';

const REFUSALS: Readonly<Record<string, (refused: Refused, signIn: SignInFacts, verb: string) => Words>> = {
  'wrong-password': (refused, signIn) => ({
    message: `${refused.server} refuses the login`,
    why: `The password${ofUser(signIn)} is not accepted${says(refused)}`,
    next: SIGN_IN_AGAIN,
  }),
  'identity-token-refused': (refused, signIn) => ({
    message: `${refused.server} refuses the login`,
    why: `The identity token${ofUser(signIn)} is not accepted: it has ended or was withdrawn${says(refused)}`,
    next: SIGN_IN_AGAIN,
  }),
  'not-permitted': (refused, signIn, verb) => ({
    message: `${refused.server} refuses ${refused.access === 'change' ? 'the change' : 'access'}`,
    why: `${signIn.user ?? 'Whoever is signed in'}${found(signIn)} may not ${verb} this repository, or it does not exist${outcome(signIn)}${says(refused)}`,
    next: `Check the repository name; then have whoever runs the registry permit it, or sign in as somebody who may ${verb} it.`,
  }),
  'token-not-accepted': (refused, signIn) => ({
    message: `${refused.server} does not accept the token that its token service gave`,
    why: `Service, issuer, certificate or clock of the two differ${outcome(signIn)}${says(refused)}`,
    next: 'Check that this is the right server. Signing in again does not help: whoever runs it compares what it expects of tokens with what the token service puts into them.',
  }),
};

function plainRefusal({ server, message, access }: Refused, verb: string): Words {
  return {
    message: `${server} refuses ${access === 'change' ? 'the change' : 'access'}`,
    why: message ?? `The server does not let you ${verb} this repository, or it does not exist.`,
    next: `Check the repository name, and sign in as somebody who may ${verb} it.`,
  };
}

function ofUser(signIn: SignInFacts): string {
  return `${signIn.user === null ? '' : ` of ${signIn.user}`}${found(signIn)}`;
}

function found({ from }: SignInFacts): string {
  return from === null ? '' : ` (from ${from})`;
}

function outcome({ asked, granted }: SignInFacts): string {
  const given = granted === null ? null : granted.length === 0 ? 'nothing' : granted.join(' and ');
  return asked === null ? '' : `: asked for ${asked}${given === null ? '' : `, granted ${given}`}`;
}

/** The end of a sentence. */
function says({ message }: Refused): string {
  return message === null ? '.' : `. It says: ${message.replace(/\.$/, '')}.`;
}
