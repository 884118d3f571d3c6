import type { Examination, RepositoryFacts } from '../../operations/index.ts';
import { type Gun, RELEASES } from '../../tuf/index.ts';
import type { Remedy } from '../check.ts';
import { count, day } from '../words.ts';
import { trustdeck } from './outside.ts';

/** A repository with more has its own list of what to sign. */
const MOST_TAGS = 50;

/**
 * notary-server judges the root that it has by the date of its certificate before it takes any other file: once that
 * has ended it rejects every change, a rotation as well. Measured with 0.7.0.
 */
export function beginAnew(at: Date, { gun, facts }: Examination): Remedy {
  const { commands, elsewhere, left } = signingAgain(gun, facts);
  return {
    label: 'Go back to before the certificate ended, or begin the repository anew',
    ways: [
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
      {
        id: 'begin-anew',
        label: 'delete it at the server, initialise it again, and sign its tags again',
        action: { kind: 'outside' },
        isLastResort: true,
        steps: [
          'Nothing can be published any more: notary-server refuses its own root before it looks at another one.',
          'Keep the commands below before anything is deleted: they name what was signed, by its digest.',
          'Delete it at the server, initialise it, add its signers, and have each of them sign again.',
          ...elsewhere,
          ...(left > 0 ? [`Signed beside those that are listed: ${count(left, 'tag')}.`] : []),
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

interface SigningAgain {
  /** What can be signed on this machine. */
  readonly commands: readonly Command[];
  /** What has to be signed on others, by whom. */
  readonly elsewhere: readonly string[];
  /** Tags that are not listed. */
  readonly left: number;
}

type Command = ReturnType<typeof trustdeck>;

/** Everybody signs again what they signed: that these signatures hold still is known, only the root has ended. */
function signingAgain(gun: Gun, facts: RepositoryFacts | null): SigningAgain {
  const state = facts?.state;
  const releasing = [state?.targets.document, state?.delegations.get(RELEASES)?.document];
  const tags = new Map(releasing.flatMap((document) => [...(document?.body.targets ?? [])]));
  const listed = [...tags]
    .flatMap(([name, { sha256, length }]) => (sha256 === null ? [] : [{ name, sha256, length }]))
    .slice(0, MOST_TAGS);
  const commands: Command[] = [];
  const elsewhere: string[] = [];
  for (const { name, sha256, length } of listed) {
    const words = ['sign', `${gun}:${name}`, '--digest', `sha256:${sha256}`, '--size', String(length)];
    const signers = (facts?.signers ?? []).filter(({ role }) => {
      const targets = state?.delegations.get(role)?.document?.body.targets;
      return targets?.get(name)?.sha256 === sha256;
    });
    if (signers.length === 0) {
      commands.push(trustdeck(...words));
    }
    for (const signer of signers) {
      const command = trustdeck(...words, '--signer', signer.name);
      if (signer.keys.some(({ onThisMachine }) => onThisMachine)) {
        commands.push(command);
      } else {
        elsewhere.push(`${signer.name}, whose key is not here, signs ${name} again: ${command.line}`);
      }
    }
  }
  return { commands, elsewhere, left: tags.size - listed.length };
}
