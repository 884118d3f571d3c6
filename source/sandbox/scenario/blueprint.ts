import type { Gun, RoleName } from '../../tuf/index.ts';

/** A key of the scenario, by its owner: the same name always gives the same key, hence the same key ID. */
export interface KeyRef {
  /** Whose key it is, such as `jeff`. */
  readonly owner: string;
  readonly form:
    | { readonly kind: 'ecdsa' }
    /** Only the public half exists. */
    | { readonly kind: 'rsa' }
    /** The certificate ends that many days from now. */
    | { readonly kind: 'certificate'; readonly daysLeft: number };
}

export interface TagBlueprint {
  readonly name: string;
  /** What its digest is made from, besides the GUN and the name. */
  readonly content?: string;
}

/** A published targets file. */
export interface TargetsFileBlueprint {
  readonly tags: readonly TagBlueprint[];
  readonly signedBy: readonly KeyRef[];
  /** Until it expires; negative when it has. Three years when left out. */
  readonly daysLeft?: number;
  readonly version?: number;
}

export interface DelegationBlueprint {
  readonly role: RoleName;
  /** The keys that its parent lists. */
  readonly keys: readonly KeyRef[];
  /** All paths when left out. */
  readonly paths?: readonly string[];
  readonly threshold?: number;
  /** null when nothing has been published in it yet. */
  readonly file: TargetsFileBlueprint | null;
}

/** A repository to be built: what differs from one that `docker trust` has set up. */
export interface RepositoryBlueprint {
  readonly gun: Gun;
  /** What it is there to show, in a few words. */
  readonly shows: string;
  readonly delegations: readonly DelegationBlueprint[];
}
