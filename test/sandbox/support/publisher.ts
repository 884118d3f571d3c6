import { utf8 } from '../../../source/base/index.ts';
import { issueCertificate, type PrivateKeyHandle, signBytes } from '../../../source/crypto/private.ts';
import { seededKey } from '../../../source/crypto/seeded.ts';
import {
  buildRoot,
  buildSnapshot,
  buildTargets,
  type Delegation,
  fileMetaOf,
  formatExpiry,
  type Gun,
  makeTufKey,
  type RoleName,
  type Signer,
  signDocument,
  type TufKey,
} from '../../../source/tuf/index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A key with its private half, named by its seed. */
export function testKey(seed: string): Signer & { readonly handle: PrivateKeyHandle } {
  const handle = seededKey('ecdsa-p256', utf8(seed));
  const key = makeTufKey(handle.keyType, handle.publicBytes);
  return { key, handle, sign: (message) => signBytes(handle, message) };
}

/** A root key in a certificate for `commonName`. */
export function rootKey(options: {
  readonly commonName: string;
  readonly now: Date;
  readonly seed?: string;
  readonly endsInDays?: number;
}): Signer {
  const { handle, sign } = testKey(options.seed ?? 'root');
  const pem = issueCertificate({
    commonName: options.commonName,
    notBefore: new Date(options.now.getTime() - 30 * DAY_MS),
    notAfter: new Date(options.now.getTime() + (options.endsInDays ?? 3650) * DAY_MS),
    serial: Uint8Array.of(1, 2, 3),
    profile: 'signing',
    key: handle,
  });
  return { key: makeTufKey('ecdsa-x509', utf8(pem)), sign };
}

export interface RootOptions {
  readonly version?: number;
  readonly root: readonly Signer[];
  readonly targets: TufKey;
  readonly snapshot: TufKey;
  readonly timestamp: TufKey;
  readonly signedBy?: readonly Signer[];
  readonly days?: number;
}

/** A client that signs whatever it is told to, dated around `now`. */
export class Publisher {
  readonly gun: Gun;
  readonly #now: Date;

  constructor(gun: Gun, now: Date) {
    this.gun = gun;
    this.#now = now;
  }

  root(options: RootOptions): Uint8Array {
    const { root, targets, snapshot, timestamp } = options;
    const only = (key: TufKey) => ({ keyIds: [key.id], threshold: 1 });
    const signed = buildRoot({
      version: options.version ?? 1,
      expires: this.#expires(options.days),
      keys: [...root.map(({ key }) => key), targets, snapshot, timestamp],
      roles: {
        root: { keyIds: root.map(({ key }) => key.id), threshold: 1 },
        targets: only(targets),
        snapshot: only(snapshot),
        timestamp: only(timestamp),
      },
    });
    return signDocument(signed, options.signedBy ?? root);
  }

  targets(options: {
    readonly version?: number;
    readonly signedBy: readonly Signer[];
    readonly delegations?: readonly { readonly name: RoleName; readonly keys: readonly TufKey[] }[];
    readonly tags?: readonly string[];
    readonly days?: number;
  }): Uint8Array {
    const delegations = options.delegations ?? [];
    const keys = new Map(delegations.flatMap((delegation) => delegation.keys.map((key) => [key.id, key])));
    const roles = delegations.map(
      ({ name, keys: own }): Delegation => ({
        name,
        keyIds: own.map(({ id }) => id),
        threshold: 1,
        paths: [''],
      }),
    );
    const signed = buildTargets({
      version: options.version ?? 1,
      expires: this.#expires(options.days),
      targets: (options.tags ?? []).map((name) => ({ name, custom: undefined, ...fileMetaOf(utf8(name)) })),
      delegations: { keys: [...keys.values()], roles },
    });
    return signDocument(signed, options.signedBy);
  }

  snapshot(options: {
    readonly version?: number;
    readonly signedBy: readonly Signer[];
    readonly files: Readonly<Record<string, Uint8Array>>;
    readonly days?: number;
  }): Uint8Array {
    const meta = new Map(Object.entries(options.files).map(([role, bytes]) => [role, fileMetaOf(bytes)]));
    const signed = buildSnapshot({
      version: options.version ?? 1,
      expires: this.#expires(options.days),
      meta,
    });
    return signDocument(signed, options.signedBy);
  }

  #expires(days = 1000): string {
    return formatExpiry(new Date(this.#now.getTime() + days * DAY_MS));
  }
}
