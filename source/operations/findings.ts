import type { KeyId, RoleName } from '../tuf/index.ts';
import type { ChangeRequest } from './changes/change-request.ts';
import type { PlannedKey, PlanTask } from './changes/plan.ts';

export type FindingLevel = 'error' | 'warning' | 'notice';
export type HealthLevel = 'ok' | FindingLevel;

/** Everything that the doctor can find, by stable codes: the order is that of what to do first within a level. */
export const FINDING_CODES = [
  'server-not-configured',
  'tls-untrusted',
  'server-unreachable',
  'authentication-required',
  'not-authorised',
  /** The server answers, but not as a Notary server does. */
  'server-failure',
  'clock-skew',
  'rollback-detected',
  'cache-stale',
  /** Base metadata is damaged, forged, or its root is not the one that was trusted. */
  'repository-not-trusted',
  'repository-not-initialised',
  'certificate-expired',
  'role-expired',
  'weak-key',
  'releases-keys-below-threshold',
  'releases-signatures-below-threshold',
  'delegation-keys-below-threshold',
  'delegation-signatures-below-threshold',
  /** A delegation that is broken in another way: its file is missing, damaged or older than it was. */
  'role-unusable',
  'private-key-permissions',
  'tag-disagrees',
  'releases-missing',
  'signer-not-in-releases',
  'releases-key-without-signer',
  'role-expiring',
  'certificate-expiring',
  'root-key-missing',
  'root-key-not-backed-up',
  'snapshot-key-local',
  'pending-changes',
  /** A signer has an old key beside the new one, which alone has signed everything. */
  'rotation-unfinished',
  'private-key-unused',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** One thing that makes a finding certain: a sentence, and what it is about for programs. */
export interface Evidence {
  /** Complete by itself: `signed by ben 9513b98, whose key is no longer in this role`. Not yet safe to draw. */
  readonly text: string;
  readonly role?: RoleName;
  readonly version?: number;
  /** Canonical ID. */
  readonly keyId?: string;
  /** Whose key: a signer's name, or `root`, `repository`, `server`. */
  readonly owner?: string;
  readonly at?: Date;
}

/** Something that is wrong, in words and as data. Texts may quote servers and files: they are not yet safe to draw. */
export interface Finding {
  readonly code: FindingCode;
  readonly level: FindingLevel;
  /** The role it is about; null where it is about none, or several. */
  readonly role: RoleName | null;
  /** When something ends or ended. */
  readonly at: Date | null;
  /** What it is about where a role is not enough: names of tags or signers, or canonical key IDs. */
  readonly subjects: readonly string[];
  /** One or two words for the list of repositories. */
  readonly short: string;
  /** What is wrong, in one sentence. */
  readonly summary: string;
  /** What it means, in one sentence each; null where it means nothing to them. */
  readonly meaning: { readonly pulls: string | null; readonly signs: string | null };
  readonly evidence: readonly Evidence[];
}

export interface Health {
  readonly level: HealthLevel;
  /** Worst first, and within a level what to do first. */
  readonly findings: readonly Finding[];
}

/** What a fix does, ready to be begun; what it still lacks is asked for then. */
export type FixAction =
  /** Planned, shown, carried out and verified like any other change. */
  | { readonly kind: 'change'; readonly request: ChangeRequest }
  /** `signer-rotate` to a key that is made, or read from a file, when it is begun. */
  | { readonly kind: 'rotate-signer'; readonly signer: string; readonly oldKeys: readonly KeyId[] }
  /** Makes a signer of a key that the repository lists; the name is asked for. */
  | { readonly kind: 'name-key'; readonly keyId: KeyId }
  | { readonly kind: 'reset-staged' }
  /** Makes files of private keys readable to their owner alone. */
  | { readonly kind: 'tighten-keys'; readonly keyIds: readonly KeyId[] }
  | { readonly kind: 'remove-key'; readonly keyId: KeyId }
  /** The file to write is asked for. */
  | { readonly kind: 'back-up-keys'; readonly keyIds: readonly KeyId[] }
  /** The file to read is asked for. */
  | { readonly kind: 'restore-keys'; readonly keyIds: readonly KeyId[] }
  /** Nothing that trustdeck does: `steps` say what to do. */
  | { readonly kind: 'outside' };

/** One of the ways to put a finding right. */
export interface FixWay {
  /** Unique within the fix, such as the name of the signer who would sign. */
  readonly id: string;
  /** Such as `as jeff, whose key 5570b88 is here`. */
  readonly label: string;
  readonly action: FixAction;
  /** It can be done on this machine, with the keys that are here. */
  readonly here: boolean;
  /** Who could do it instead, any of them; empty where it can be done here, or nobody is known. */
  readonly who: readonly PlannedKey[];
  /** Command lines that do it, trustdeck's first; for somebody else to run where it cannot be done here. */
  readonly commands: PlanTask['commands'];
  /** What to do by hand, in order, where commands do not say all. */
  readonly steps: readonly string[];
  /** Why it cannot be done here, in a sentence; null when it can. */
  readonly hindrance: string | null;
}

export interface Fix {
  /** What is done, as a verb phrase: `Re-sign targets/releases`. */
  readonly label: string;
  /** At least one, the best first: those that can be done here come before the others, and what gives something up last. */
  readonly ways: readonly FixWay[];
  /** The first way can be done here, is the only sensible one, and asks nobody to vouch for anything unseen. */
  readonly automatic: boolean;
  /** What a person has to decide, in a sentence; null exactly when nothing has to be. */
  readonly judgement: string | null;
}

/**
 * A finding with what can be done about it; null where nothing can but waiting, and behind a hundred others, which are to
 * be put right first.
 */
export interface Diagnosed {
  readonly finding: Finding;
  readonly fix: Fix | null;
}

/** What a message of docker or notary means. */
export interface Explanation {
  readonly tool: 'docker' | 'notary' | 'either';
  /** As the tool prints it, with `<role>` and the like where something is filled in. */
  readonly message: string;
  /** What was filled in, by name. */
  readonly values: ReadonlyMap<string, string>;
  readonly means: string;
  /** Why it appears: usual causes, the most likely first. */
  readonly because: readonly string[];
  /** What to do, in order. May name commands of trustdeck. */
  readonly next: readonly string[];
  /** Findings that the doctor reports for the same cause. */
  readonly codes: readonly FindingCode[];
}
