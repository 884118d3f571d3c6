import type { Examination, Finding, RoleReport } from '../../operations/index.ts';
import { type Gun, type KeyId, RELEASES, ROOT, signerNameOf } from '../../tuf/index.ts';
import type { Remedy } from '../check.ts';
import { clockJudgement } from '../clock.ts';
import { type EndingCertificate, endingCertificates } from '../endings.ts';
import { keyName } from '../evidence.ts';
import { count, day } from '../words.ts';
import { outside, trustdeck } from './outside.ts';

/** A repository with more has its own list of what to sign. */
const MOST_TAGS = 50;

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
  return signer === null
    ? exchangeByHand(role, key.canonicalId, examination)
    : rotateSigner(ending, signer, examination);
}

/** The new root is signed by the old key as well, whatever the date of its certificate (facts 5.3). */
function rotateRoot({ ending, at }: EndingCertificate, examination: Examination): Remedy {
  return ending === 'expired'
    ? afterTheEnd(at, examination)
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
          clockJudgement(examination) ??
          'The root key of the repository is replaced by a new one: have the place for its backup ready.',
      };
}

/**
 * notary-server judges the root that it has by the date of its certificate before it takes any other file: once that
 * has ended it rejects every change, a rotation as well. Measured with 0.7.0.
 */
function afterTheEnd(at: Date, { gun, facts }: Examination): Remedy {
  const { commands, left } = signingAgain(gun, facts);
  return {
    label: 'Begin the repository anew, or go back to before the certificate ended',
    ways: [
      {
        id: 'begin-anew',
        label: 'delete it at the server, initialise it again, and sign its tags again',
        action: { kind: 'outside' },
        steps: [
          'Nothing can be published any more: notary-server refuses its own root before it looks at another one.',
          'Keep the commands below before anything is deleted: they name what was signed, by its digest.',
          'Delete it at the server, initialise it, add its signers, and have each of them sign again.',
          ...(left > 0 ? [`Another ${count(left, 'tag')} were signed beside those that are listed.`] : []),
          ...forgetOldRoot(gun),
        ],
        commands: [
          trustdeck('delete', gun, '--remote'),
          trustdeck('init', gun),
          ...(facts?.signers ?? []).map(({ name }) =>
            trustdeck('signer', 'add', name, gun, '--key', `${name}.pub`),
          ),
          ...commands,
        ],
      },
      {
        id: 'turn-back',
        label: 'rotate the root key while the clocks of server and client stand before the end',
        action: { kind: 'outside' },
        steps: [
          `Whoever runs the server sets its clock to before ${day(at)}, and you that of the machine with the root key: the server judges the new certificate by its own clock.`,
          'Rotate the root key, then set both clocks right. Nothing has to be signed again.',
          'Back up the new root key.',
          ...forgetOldRoot(gun),
        ],
        commands: [trustdeck('key', 'rotate', gun, '--role', 'root')],
      },
    ],
    judgement:
      'Either way needs whoever runs the server, and everybody who pulls; which it is to be, you decide with them.',
  };
}

/** A cached root is judged by the date of its certificate too, so that docker cannot get from there to the new one. */
function forgetOldRoot(gun: Gun): readonly string[] {
  return [
    `Tell everybody who pulls to forget the old root once: trustdeck delete ${gun}, notary delete ${gun}, or remove tuf/${gun} from the folder trust of docker (~/.docker/trust).`,
    'Tell them the ID of the new root key, so that they can compare it with what they then trust on first use.',
  ];
}

/** Signs again what is released, by everybody who signed it; that its signatures hold still is known, only the root has ended. */
function signingAgain(gun: Gun, facts: Examination['facts']) {
  const state = facts?.state;
  const releasing = [state?.targets.document, state?.delegations.get(RELEASES)?.document];
  const tags = new Map(releasing.flatMap((document) => [...(document?.body.targets ?? [])]));
  const signed = [...tags].flatMap(([name, { sha256, length }]) =>
    sha256 === null ? [] : [{ name, sha256, length }],
  );
  const shown = signed.slice(0, MOST_TAGS);
  const commands = shown.flatMap(({ name, sha256, length }) => {
    const words = ['sign', `${gun}:${name}`, '--digest', `sha256:${sha256}`, '--size', String(length)];
    const signers = (facts?.signers ?? []).filter(
      ({ role }) => state?.delegations.get(role)?.document?.body.targets.get(name)?.sha256 === sha256,
    );
    return signers.length === 0
      ? [trustdeck(...words)]
      : signers.map((signer) => trustdeck(...words, '--signer', signer.name));
  });
  return { commands, left: tags.size - shown.length };
}

function rotateSigner({ key }: EndingCertificate, signer: string, examination: Examination): Remedy {
  const name = keyName(key.owner, key.canonicalId);
  return {
    label: `Rotate ${signer}'s key to one with a new certificate, or without`,
    ways: [
      {
        id: 'rotate',
        label: `${name} goes out, a new key comes in, and everything is signed again`,
        action: { kind: 'rotate-signer', signer, oldKeys: [key.canonicalId] },
      },
    ],
    judgement:
      clockJudgement(examination) ?? `Which key takes the place of ${name} is for ${signer} to decide.`,
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
