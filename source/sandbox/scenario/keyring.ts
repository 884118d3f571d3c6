import { utf8 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import { issueCertificate, type PrivateKeyHandle } from '../../crypto/private.ts';
import { seededKey } from '../../crypto/seeded.ts';
import { type Gun, makeTufKey, type Signer, type TufKey } from '../../tuf/index.ts';
import { makeServerKey, publicKeyOf, signerFor } from '../generated/signing-key.ts';
import type { ServerRole } from '../http/router.ts';
import type { ServerKey } from '../storage/record.ts';
import type { KeyRef } from './blueprint.ts';
import { RSA_PUBLIC_KEY } from './rsa-public-key.ts';

/** A key of the scenario with its private half. */
export interface ScenarioKey {
  readonly key: TufKey;
  readonly signer: Signer;
  readonly handle: PrivateKeyHandle;
}

/** The keys of a scenario. Each is made once, from its name: IDs never change, as screenshots and tests want it. */
export interface Keyring {
  /** The public key of a person. */
  key(ref: KeyRef): TufKey;
  /** A person's key; throws where only the public half exists. */
  person(ref: KeyRef): ScenarioKey;
  /** The one root key, in the certificate that a repository's root names. */
  root(gun: Gun): ScenarioKey;
  /** The targets key of a repository. */
  repository(gun: Gun): ScenarioKey;
  server(gun: Gun, role: ServerRole): ServerKey;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** As Notary makes root certificates (facts 2.5), a while ago. */
const ROOT_CERTIFICATE_DAYS = 10 * 365;
const ROOT_CERTIFICATE_AGE_DAYS = 40;
const PERSON_CERTIFICATE_DAYS = 2 * 365;
const SERIAL_BYTES = 16;

/** Makes the keyring of a scenario that takes place at `now`. */
export function createKeyring(now: Date): Keyring {
  const handles = new Map<string, PrivateKeyHandle>();
  const people = new Map<string, ScenarioKey>();

  function handle(name: string): PrivateKeyHandle {
    const known = handles.get(name) ?? seededKey('ecdsa-p256', seedOf(name));
    handles.set(name, known);
    return known;
  }

  function person({ owner, form }: KeyRef): ScenarioKey {
    const name = `${owner} ${form.kind}`;
    const known = people.get(name) ?? make();
    people.set(name, known);
    return known;

    function make(): ScenarioKey {
      switch (form.kind) {
        case 'ecdsa':
          return plain(handle(name));
        case 'certificate': {
          const end = daysAfter(now, form.daysLeft);
          return certified(handle(name), { name: owner, end, days: PERSON_CERTIFICATE_DAYS });
        }
        case 'rsa':
          throw new TypeError(`nobody holds the private half of ${name}`);
      }
    }
  }

  return {
    person,
    key: (ref) => (ref.form.kind === 'rsa' ? rsaKey() : person(ref).key),
    root: (gun) => {
      const end = daysAfter(now, ROOT_CERTIFICATE_DAYS - ROOT_CERTIFICATE_AGE_DAYS);
      return certified(handle('root'), { name: gun, end, days: ROOT_CERTIFICATE_DAYS });
    },
    repository: (gun) => plain(handle(`${gun} targets`)),
    server: (gun, role) => makeServerKey(role, 'ed25519', seedOf(`${gun} ${role}`)),
  };
}

function plain(handle: PrivateKeyHandle): ScenarioKey {
  return { key: publicKeyOf(handle), signer: signerFor(handle), handle };
}

function certified(
  handle: PrivateKeyHandle,
  options: { readonly name: string; readonly end: Date; readonly days: number },
): ScenarioKey {
  const { name, end, days } = options;
  const pem = issueCertificate({
    commonName: name,
    notBefore: daysAfter(end, -days),
    notAfter: end,
    serial: seedOf(`serial ${name}`).subarray(0, SERIAL_BYTES),
    profile: 'signing',
    key: handle,
  });
  const key = makeTufKey('ecdsa-x509', utf8(pem));
  return { key, signer: signerFor(handle, key), handle };
}

function rsaKey(): TufKey {
  return makeTufKey('rsa', RSA_PUBLIC_KEY);
}

/** These keys guard nothing: whoever has this file has them all. */
function seedOf(name: string): Uint8Array {
  return utf8(sha256Hex(utf8(`trustdeck sandbox ${name}`)));
}

function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY_MS);
}
