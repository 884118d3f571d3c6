import type { Examination, Finding, RoleReport } from '../../operations/index.ts';
import { type KeyId, ROOT, signerNameOf } from '../../tuf/index.ts';
import type { Remedy } from '../check.ts';
import { type EndingCertificate, endingCertificates } from '../endings.ts';
import { keyName } from '../evidence.ts';
import { beginAnew } from './begin-anew.ts';
import { keyMadeFirst } from './new-key.ts';
import { outside, trustdeck } from './outside.ts';

/** A key with a new certificate in the place of one whose certificate has ended, or is about to. */
export function replaceCertificate({ subjects }: Finding, examination: Examination): Remedy | null {
  const ending = endingCertificates(examination).find(({ key }) => subjects.includes(key.canonicalId));
  if (ending === undefined) {
    return null;
  }
  const { role, key } = ending;
  if (role.role === ROOT) {
    return rotateRoot(ending, examination);
  }
  const signer = signerNameOf(role.role);
  return signer === null ? exchangeByHand(role, key.canonicalId, examination) : rotateSigner(ending, signer);
}

/** The new root is signed by the old key as well, whatever the date of its certificate (facts 5.3). */
function rotateRoot({ ending, at }: EndingCertificate, examination: Examination): Remedy {
  return ending === 'expired'
    ? beginAnew(at, examination)
    : {
        label: 'Rotate the root key to one with a new certificate',
        ways: [
          {
            id: 'new-key',
            label: 'to a new key and certificate, made here',
            action: {
              kind: 'change',
              request: { kind: 'key-rotate', role: 'root', serverManaged: false, newKey: null },
            },
            steps: ['Back up the new root key right after it.'],
          },
        ],
        judgement:
          'The root key of the repository is replaced by a new one: have the place for its backup ready.',
      };
}

function rotateSigner({ key }: EndingCertificate, signer: string): Remedy {
  const name = keyName(key.owner, key.canonicalId);
  return {
    label: `Rotate ${signer}'s key to one with a new certificate, or without`,
    ways: [
      {
        id: 'rotate',
        label: `${name} goes out, a new key comes in, and everything is signed again`,
        action: { kind: 'rotate-signer', signer, oldKeys: [key.canonicalId] },
        steps: keyMadeFirst(signer),
      },
    ],
    judgement: `Which key takes the place of ${name} is for ${signer} to decide.`,
  };
}

/** A role that is no signer's has no rotation: the new key comes in before the old one goes out. */
function exchangeByHand({ role }: RoleReport, keyId: KeyId, { gun }: Examination): Remedy {
  return outside({
    label: `Exchange the key in ${role}`,
    way: 'add the new certificate, have the role signed with it, then take the old one out',
    steps: [
      'Get a new certificate from the holder of the key, of another key than the old one.',
      `Add it to ${role}, have its holder sign the role again, and only then remove the old one: in between, both count.`,
    ],
    commands: [
      trustdeck('delegation', 'add', gun, role, 'new.crt'),
      trustdeck('witness', gun, role),
      trustdeck('delegation', 'remove', gun, role, keyId),
    ],
  });
}
