import type { PageWords } from './wizards.ts';

/** Wizards that change a repository. */
export interface TrustWizardMessages {
  readonly initialise: {
    readonly title: string;
    readonly repository: PageWords;
    readonly repositoryKnown: (repository: string) => string;
    readonly rootKey: PageWords;
    readonly useHere: string;
    readonly useHereNote: string;
    readonly makeRoot: (algorithm: string) => string;
    readonly noneHere: string;
    readonly keyHere: (count: number) => string;
  };
  readonly addSigner: {
    readonly title: (signer: string | null) => string;
    readonly name: PageWords;
    readonly key: PageWords;
    readonly adding: (signer: string, keys: number) => string;
  };
  readonly removeSigner: {
    readonly title: (signer: string | null) => string;
    readonly signer: PageWords;
    readonly tags: PageWords;
    readonly losing: (signer: string, tags: number) => string;
    readonly resign: (signer: string) => string;
    readonly leave: string;
    readonly leaveNote: string;
  };
  readonly rotateSigner: {
    readonly title: (signer: string | null) => string;
    readonly signer: PageWords;
    readonly key: PageWords;
    readonly old: PageWords;
    readonly afterwards: PageWords;
    readonly keep: string;
    readonly keepNote: string;
    readonly remove: (keys: string) => string;
    readonly removeNote: string;
    readonly elsewhere: (repositories: string) => string;
  };
  readonly rotateKey: {
    readonly title: (role: string | null) => string;
    readonly role: PageWords;
    readonly roles: Readonly<Record<'root' | 'targets' | 'snapshot' | 'timestamp', string>>;
    readonly key: PageWords;
    readonly manager: PageWords;
    readonly server: string;
    readonly serverNote: string;
    readonly local: string;
    readonly localNote: string;
  };
  readonly addDelegation: {
    readonly title: (role: string | null) => string;
    readonly role: PageWords;
    readonly key: PageWords;
    readonly paths: PageWords;
  };
  readonly removeDelegation: {
    readonly title: (role: string | null) => string;
    readonly role: PageWords;
    readonly what: PageWords;
    readonly whole: string;
    readonly wholeNote: (tags: number) => string;
    readonly keysOnly: string;
    readonly keysOnlyNote: string;
    readonly keys: PageWords;
  };
  readonly witness: {
    readonly title: string;
    readonly roles: PageWords;
    readonly signer: PageWords;
    readonly broken: string;
    readonly notHere: string;
    readonly keyNotHere: string;
    readonly expires: (when: string) => string;
    readonly content: (role: string, tags: string) => string;
    readonly empty: (role: string) => string;
  };
  readonly resume: {
    readonly title: string;
    readonly run: PageWords;
    readonly started: (
      when: string,
      left: { readonly count: number; readonly names: string },
      total: number,
    ) => string;
    readonly kinds: Readonly<Record<string, string>>;
    readonly what: PageWords;
    readonly goOn: string;
    readonly goOnNote: string;
    readonly forget: string;
    readonly forgetNote: string;
    readonly forgotten: string;
  };
}
