import type {
  Edit,
  Gun,
  KeyId,
  RepositoryDraft,
  RepositoryState,
  RoleName,
  TufKey,
} from '../../tuf/index.ts';
import type { ErrorReport } from '../error-report.ts';
import type { KeyOwner } from '../report.ts';
import type { ChangeRequest } from './change-request.ts';
import type { JournalRun } from './journal-port.ts';

/** A key in a plan, with whom it belongs to and whether it can sign here. */
export interface PlannedKey {
  /** As documents name it; equal to `canonicalId` while a root certificate is still to be issued. */
  readonly id: KeyId;
  readonly canonicalId: KeyId;
  readonly algorithm: string;
  readonly owner: KeyOwner | null;
  /** The private half: in the trust directory, made for this plan and not saved yet, at the server, or elsewhere. */
  readonly place: 'here' | 'new' | 'server' | 'elsewhere';
}

export interface KeyChange {
  readonly action: 'added' | 'removed';
  readonly key: PlannedKey;
}

export interface TargetChange {
  readonly action: 'added' | 'removed' | 'changed';
  readonly name: string;
  /** Lower-case hexadecimal SHA-256 before and after; null where there is none. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Everything that a role holds, for whoever is about to vouch for it. */
export interface PlannedContent {
  readonly targets: readonly {
    readonly name: string;
    readonly length: number;
    /** Lower-case hexadecimal; null where the role lists none. */
    readonly sha256: string | null;
    readonly sha512: string | null;
  }[];
  readonly delegations: readonly {
    readonly role: RoleName;
    readonly keys: readonly PlannedKey[];
    readonly threshold: number;
    readonly paths: readonly string[];
  }[];
}

/** How content differs from what is known to have been vouched for; empty lists where it is the same. */
export interface PlannedComparison {
  readonly with: /** The last version of the role that verified here, from the cache. */
    | { readonly kind: 'last-verified'; readonly version: number }
    /** What the own roles of signers hold now who may release. */
    | { readonly kind: 'signers' };
  readonly targetChanges: readonly TargetChange[];
  /** Delegations below the role whose keys, threshold or paths differ, or that one of both lacks. */
  readonly delegations: readonly RoleName[];
}

/** What becomes of one role. */
export interface PlannedRole {
  readonly role: RoleName;
  readonly action: 'created' | 'changed' | 're-signed' | 'removed' | 'server-signed';
  readonly fromVersion: number | null;
  /** null when the role is removed, has no document of its own, or the server decides. */
  readonly toVersion: number | null;
  readonly expires: { readonly from: Date | null; readonly to: Date | null };
  /** Changes to the keys that may sign this role. */
  readonly keyChanges: readonly KeyChange[];
  readonly threshold: { readonly from: number | null; readonly to: number | null };
  readonly paths: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly targetChanges: readonly TargetChange[];
  /** Targets that the role holds after the change, without those that `targetChanges` adds or changes. */
  readonly unchangedTargets: number;
  /** Where content is signed that not enough of the role's keys vouch for now, or for a witness: all of it. */
  readonly content?: PlannedContent;
  /** Beside `content`: what it is known to differ from, or to be equal to; empty where nothing is known. */
  readonly comparisons?: readonly PlannedComparison[];
  /** Keys here (or new) that will sign this version; empty when the document does not change or the server signs. */
  readonly signedBy: readonly PlannedKey[];
}

/** What a change means for people. */
export type PlanEffect =
  | { readonly kind: 'repository-created' }
  | { readonly kind: 'tags-stay-released'; readonly count: number }
  | { readonly kind: 'tags-gain-signature'; readonly tags: readonly string[]; readonly signer: string }
  | { readonly kind: 'tags-lose-signature'; readonly tags: readonly string[]; readonly signer: string }
  /** A signer signs them, and nobody can pull them: there is no releases that they could be in. */
  | { readonly kind: 'tags-not-released'; readonly tags: readonly string[] }
  /** These can be pulled no more. */
  | { readonly kind: 'tags-no-longer-released'; readonly tags: readonly string[] }
  | { readonly kind: 'tags-released-again'; readonly tags: readonly string[] }
  /** A role is made anew under a name whose last file the server still has: what that holds counts again (facts 6.2). */
  | { readonly kind: 'old-content-returns'; readonly role: RoleName }
  /** Pulls find another digest under these names than before. */
  | { readonly kind: 'tags-change-content'; readonly tags: readonly string[] }
  | { readonly kind: 'signer-added'; readonly signer: string }
  | { readonly kind: 'signer-removed'; readonly signer: string }
  | { readonly kind: 'releases-unusable'; readonly why: 'no-keys' | 'not-signed' }
  | { readonly kind: 'role-unusable'; readonly role: RoleName; readonly why: 'no-keys' | 'not-signed' }
  | { readonly kind: 'role-usable-again'; readonly role: RoleName }
  /** The retired key still counts in these repositories. */
  | { readonly kind: 'key-still-used'; readonly key: PlannedKey; readonly repositories: readonly Gun[] }
  /** It is another signer's key too, so it stays in releases. */
  | { readonly kind: 'key-kept'; readonly key: PlannedKey; readonly signer: string }
  /** Witness: content that no key ever valid for the role is known to have signed. */
  | { readonly kind: 'content-unverified'; readonly role: RoleName }
  /** Who signed the content that is about to be signed again. */
  | {
      readonly kind: 'content-signed-before-by';
      readonly role: RoleName;
      readonly keys: readonly PlannedKey[];
    }
  | { readonly kind: 'staged-changes-kept'; readonly count: number }
  /** Root near its expiry is signed again on the way, which needs the root key (facts 10.1). */
  | { readonly kind: 'root-renewed' }
  | { readonly kind: 'trust-data-deleted'; readonly remote: boolean; readonly tags: number }
  /** There is none of this name, on the server or else here: it may be misspelt. */
  | { readonly kind: 'nothing-to-delete'; readonly remote: boolean };

/** What has to be agreed to beyond a plain yes, because it cannot be had back or breaks something. */
export type PlanRisk =
  | 'releases-unusable'
  | 'role-unusable'
  | 'root-rotation'
  | 'unverified-content'
  | 'trust-data-deleted'
  | 'last-signer';

/** Something that only somebody else can do, or that is to be done later. */
export interface PlanTask {
  readonly when: 'before' | 'after';
  /** Any one of them can; empty when nobody is known. */
  readonly who: readonly PlannedKey[];
  readonly role: RoleName;
  readonly what: 'sign' | 'make-change' | 'finish';
  /** Command lines to hand over, as with trustdeck, notary or docker. */
  readonly commands: readonly { readonly tool: 'trustdeck' | 'notary' | 'docker'; readonly line: string }[];
}

/** An edit whose base keys are only known while it is carried out: certificates to issue, keys of the server. */
export type PlannedEdit =
  | Edit
  /** Root role: a certificate over this plain key, issued when it is unlocked (facts 2.5). */
  | { readonly kind: 'certify-root-key'; readonly key: TufKey }
  /** `rotate` asks the server for another key than the one it has (facts 6). */
  | { readonly kind: 'use-server-key'; readonly role: 'snapshot' | 'timestamp'; readonly rotate: boolean };

/** What the change comes to in one repository. */
export interface RepositoryPlan {
  readonly gun: Gun;
  readonly request: ChangeRequest;
  readonly outcome: 'ready' | 'nothing-to-do' | 'needs-others';
  /** The first of two safe halves, or the second one; null when it is done in one. */
  readonly half: 1 | 2 | null;
  /** Root first, parents before children; those that stay as they are are not listed. */
  readonly roles: readonly PlannedRole[];
  readonly effects: readonly PlanEffect[];
  readonly risks: readonly PlanRisk[];
  readonly tasks: readonly PlanTask[];
  /** Canonical IDs of the keys that will be unlocked here, each with the roles that it signs. */
  readonly unlocks: readonly { readonly keyId: KeyId; readonly roles: readonly RoleName[] }[];
  /** New keys that this repository needs saved, with the headers of their files (facts 8.1). */
  readonly newKeys: readonly { readonly keyId: KeyId; readonly role: string; readonly gun: Gun | null }[];
  readonly edits: readonly PlannedEdit[];
  /** The state that was planned against; null for a repository that does not exist yet. */
  readonly base: RepositoryState | null;
  /** The documents to sign, root certificates and server keys apart; null when nothing is published. */
  readonly draft: RepositoryDraft | null;
  /** The same with trustdeck's command line. */
  readonly commandLine: string;
}

/** A plan for every repository asked for, or why there is none. */
export type PlanResult =
  | {
      readonly gun: Gun;
      readonly plan: RepositoryPlan;
      readonly error: null;
      /** Files of the changelist that the plan publishes; they are removed once that is verified. */
      readonly staged?: readonly string[];
    }
  | { readonly gun: Gun; readonly plan: null; readonly error: unknown };

export interface ChangePlan {
  readonly request: ChangeRequest;
  /** The unfinished run that carrying this out goes on with. */
  readonly resumes?: JournalRun;
  readonly repositories: readonly PlanResult[];
}

/** How one repository came out. */
export interface ChangeResult {
  readonly gun: Gun;
  readonly plan: RepositoryPlan | null;
  readonly result: 'published' | 'planned' | 'nothing-to-do' | 'failed';
  /** Downloaded again and verified from scratch, and found to be what was planned. */
  readonly verified: boolean;
  readonly error: unknown;
}

/** Where a repository is while a change is carried out. */
export interface ChangeProgress {
  readonly gun: Gun;
  readonly step:
    | 'planning'
    | 'unlocking'
    | 'signing'
    | 'publishing'
    | 'verifying'
    | 'planning-again'
    | 'done'
    | 'failed';
  /** Set with `failed`. */
  readonly error: ErrorReport | null;
}
