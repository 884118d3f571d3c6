import type { PageWords } from './wizards.ts';

/** Wizards about private keys on this machine. */
export interface KeyWizardMessages {
  readonly generateKey: {
    readonly title: (name: string | null) => string;
    readonly name: PageWords;
    readonly algorithm: PageWords;
    readonly certificate: PageWords;
    readonly plain: string;
    readonly plainNote: string;
    readonly request: string;
    readonly requestNote: string;
    readonly selfSigned: string;
    readonly selfSignedNote: string;
    readonly subject: PageWords;
    readonly days: PageWords;
    readonly file: PageWords;
    readonly certificateFile: PageWords;
    readonly requestFile: PageWords;
  };
  readonly loadKey: {
    readonly title: string;
    readonly file: PageWords;
    readonly name: PageWords;
  };
  readonly backup: {
    readonly title: string;
    readonly keys: PageWords;
    readonly file: PageWords;
  };
  readonly restore: {
    readonly title: string;
    readonly file: PageWords;
  };
  readonly exportKeys: {
    readonly title: string;
    readonly keys: PageWords;
    readonly file: PageWords;
  };
  readonly removeKey: {
    readonly title: (key: string | null) => string;
    readonly key: PageWords;
    readonly confirm: PageWords;
    readonly signs: (uses: string) => string;
    readonly signsNothing: string;
    readonly unknownUse: string;
  };
}
