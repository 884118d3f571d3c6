import type { PlanEffect, PlannedRole, PlanRisk, PlanTask } from '../../../operations/index.ts';

type EffectOf<Kind extends PlanEffect['kind']> = Extract<PlanEffect, { readonly kind: Kind }>;

/** How sentences about a plan name what they are about; safe to draw. */
export interface PlanPhrases {
  readonly key: (key: EffectOf<'key-kept'>['key']) => string;
  readonly keys: (keys: readonly EffectOf<'key-kept'>['key'][]) => string;
  readonly list: (items: readonly string[]) => string;
  readonly repositories: (items: EffectOf<'key-still-used'>['repositories']) => string;
  readonly role: (role: PlannedRole['role']) => string;
  readonly name: (text: string) => string;
}

export type EffectWords = {
  readonly [Kind in PlanEffect['kind']]: (effect: EffectOf<Kind>, phrases: PlanPhrases) => string;
};

/** The review of a plan. */
export interface ReviewMessages {
  readonly whatChanges: string;
  readonly atomic: string;
  readonly localOnly: string;
  readonly whatItMeans: string;
  readonly others: string;
  readonly risk: string;
  readonly sameAs: string;
  readonly several: (ready: number, total: number) => string;
  readonly outcome: Readonly<Record<'nothing-to-do' | 'needs-others', string>>;
  readonly half: Readonly<Record<1 | 2, string>>;
  readonly removed: string;
  readonly versions: (from: number | null, to: number | null) => string;
  readonly signedBy: (keys: string) => string;
  readonly signedByServer: string;
  readonly place: Readonly<Record<'here' | 'new' | 'server' | 'elsewhere', string>>;
  readonly threshold: (from: number, to: number) => string;
  readonly path: (path: string) => string;
  readonly tagsUnchanged: (count: number) => string;
  readonly moreTags: (count: number) => string;
  readonly holdsTag: (name: string, digest: string | null) => string;
  readonly holdsRole: (
    role: string,
    rule: { readonly threshold: number; readonly keys: readonly string[]; readonly paths: readonly string[] },
  ) => string;
  /** Heads of what differs, and what is said where nothing does. */
  readonly comparisons: {
    readonly sameAsVerified: (version: number) => string;
    readonly sinceVerified: (version: number) => string;
    readonly allBySigners: string;
    readonly notBySigners: string;
    readonly role: (role: string) => string;
  };
  readonly expires: (date: string) => string;
  readonly effects: EffectWords;
  readonly risks: Readonly<Record<PlanRisk, string>>;
  readonly tasks: {
    readonly what: Readonly<Record<PlanTask['what'], (role: string, who: string) => string>>;
    readonly when: Readonly<Record<PlanTask['when'], string>>;
    readonly nobody: string;
    readonly anyOf: (keys: string) => string;
  };
  readonly newUnlocked: string;
  /** A key that was made for a plan that cannot be carried out here. */
  readonly keyNotSaved: string;
  readonly nothingToAdd: string;
  readonly add: string;
  readonly newPlan: {
    readonly title: string;
    readonly text: string;
    /** Tags and delegations of roles that are signed again, where they are not what they were. */
    readonly content: string;
  };
}
