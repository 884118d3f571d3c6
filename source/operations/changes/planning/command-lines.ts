import { shellLine } from '../../../base/index.ts';
import { describeKey, type Gun, type KeyId, type RoleName, type TufKey } from '../../../tuf/index.ts';
import type { ChangeKind, ChangeRequest } from '../change-request.ts';
import type { PlanTask } from '../plan.ts';
import type { CommandLines, KnownKeys, Words } from './command-words.ts';
import { REVOKE_COMMANDS, SIGN_COMMANDS, tagByTag } from './tag-commands.ts';

type Command = PlanTask['commands'][number];

const NOTHING_KNOWN: KnownKeys = { paths: new Map(), fresh: new Set() };

const nothingElse = () => [];
const PUBLISH = '-p';

const COMMAND_LINES: { readonly [Kind in ChangeKind]: CommandLines<Kind> } = {
  init: {
    trustdeck: ({ rootKey, rootCertificate }, gun, { paths }) => [
      'init',
      gun,
      ...(rootKey === null ? [] : ['--root-key', paths.get(rootKey.id) ?? 'root-key.pem']),
      ...(rootCertificate === null ? [] : ['--root-cert', 'root.crt']),
    ],
    others: (_, gun) => [['notary', ['init', gun, PUBLISH]]],
  },
  'signer-add': {
    trustdeck: ({ signer, keys }, gun, known) => [
      'signer',
      'add',
      signer,
      gun,
      ...keyFlags(signer, keys, known),
    ],
    others: ({ signer, keys }, gun) => [
      ['docker', ['trust', 'signer', 'add', ...keyFlags(signer, keys, NOTHING_KNOWN), signer, gun]],
    ],
  },
  // docker's own `signer remove` removes nobody since 26.0 (facts 11.4).
  'signer-remove': {
    trustdeck: ({ signer, resignAs }, gun) => [
      'signer',
      'remove',
      signer,
      gun,
      ...(resignAs === null ? [] : ['--resign-as', resignAs]),
    ],
    others: nothingElse,
  },
  'signer-rotate': {
    trustdeck: ({ signer, newKey, oldKeys, keepOld }, gun, known) => [
      'signer',
      'rotate',
      signer,
      gun,
      ...(known.fresh.has(newKey.canonicalId) ? algorithmFlag(newKey) : keyFlags(signer, [newKey], known)),
      ...(oldKeys ?? []).flatMap((keyId) => ['--old', keyId]),
      ...(keepOld ? ['--keep-old'] : []),
    ],
    others: nothingElse,
  },
  'delegation-add': {
    trustdeck: ({ role, keys, keyIds, paths, threshold, resign }, gun, known) => [
      'delegation',
      'add',
      gun,
      role,
      ...keyFiles(role, keys, known),
      ...keyIds.flatMap((keyId) => ['--key-id', keyId]),
      ...pathFlags(paths),
      ...(threshold === null ? [] : ['--threshold', String(threshold)]),
      ...(resign ? ['--resign'] : []),
    ],
    // notary reads keys from files alone, makes roles with a threshold of 1, and signs content in another publish.
    others: ({ role, keys, keyIds, paths, threshold, resign }, gun) =>
      (threshold ?? 1) > 1 || keyIds.length > 0 || resign
        ? []
        : [
            [
              'notary',
              [
                'delegation',
                'add',
                gun,
                role,
                ...keyFiles(role, keys, NOTHING_KNOWN),
                ...pathFlags(paths),
                PUBLISH,
              ],
            ],
          ],
  },
  'delegation-remove': {
    trustdeck: ({ role, keys, paths }, gun) => [
      'delegation',
      'remove',
      gun,
      role,
      ...keys,
      ...(paths === 'all' ? ['--all-paths'] : pathFlags(paths)),
    ],
    others: ({ role, keys, paths }, gun) => [
      [
        'notary',
        [
          'delegation',
          'remove',
          gun,
          role,
          ...keys,
          ...(paths === 'all' ? ['--all-paths'] : pathFlags(paths)),
          PUBLISH,
        ],
      ],
    ],
  },
  'delegation-purge': {
    trustdeck: ({ keys }, gun) => ['delegation', 'purge', gun, ...purgeFlags(keys)],
    others: ({ keys }, gun) => [['notary', ['delegation', 'purge', gun, ...purgeFlags(keys), PUBLISH]]],
  },
  witness: {
    trustdeck: ({ roles, as }, gun) => ['witness', gun, ...roles, ...(as === null ? [] : ['--as', as])],
    // On the machine of the one signer that this is for, notary has no other key to choose.
    others: ({ roles }, gun) => [['notary', ['witness', gun, ...roles, PUBLISH]]],
  },
  sign: SIGN_COMMANDS,
  revoke: REVOKE_COMMANDS,
  'key-rotate': {
    trustdeck: ({ role, serverManaged, newKey }, gun) => [
      'key',
      'rotate',
      gun,
      '--role',
      role,
      ...(newKey === null || serverManaged ? [] : ['--algorithm', algorithmChoice(newKey)]),
      ...(serverManaged ? ['--server-managed'] : []),
    ],
    others: ({ role, serverManaged }, gun) => [
      ['notary', ['key', 'rotate', gun, role, ...(serverManaged ? ['-r'] : [])]],
    ],
  },
  publish: {
    trustdeck: (_, gun) => ['publish', gun],
    others: (_, gun) => [['notary', ['publish', gun]]],
  },
  delete: {
    trustdeck: ({ remote }, gun) => ['delete', gun, ...(remote ? ['--remote'] : [])],
    others: ({ remote }, gun) => [['notary', ['delete', gun, ...(remote ? ['--remote'] : [])]]],
  },
};

/** The trustdeck command that makes a request of one repository; files that are not known have the names people use. */
export function commandLine(request: ChangeRequest, gun: Gun, known: KnownKeys = NOTHING_KNOWN): string {
  return inTurn(tagByTag(request), (one) => ['trustdeck', linesOf(one).trustdeck(one, gun, known)]);
}

/** What to hand over to somebody who is to make the same change. */
export function commandsFor(request: ChangeRequest, gun: Gun): readonly Command[] {
  const steps = tagByTag(request);
  const [tools = []] = steps.map((one) => linesOf(one).others(one, gun));
  return [
    { tool: 'trustdeck', line: commandLine(request, gun) },
    ...tools.map(([tool, words], index) => ({
      tool,
      line: inTurn(steps, (one) => linesOf(one).others(one, gun)[index] ?? [tool, words]),
    })),
  ];
}

function inTurn(
  steps: readonly ChangeRequest[],
  typed: (one: ChangeRequest) => readonly [Command['tool'], Words],
): string {
  return steps.map((one) => shellLine(typed(one).flat())).join(' && ');
}

export function witnessCommands(roles: readonly RoleName[], gun: Gun): readonly Command[] {
  return commandsFor({ kind: 'witness', roles, as: null }, gun);
}

function linesOf(request: ChangeRequest): CommandLines<ChangeKind> {
  return COMMAND_LINES[request.kind] as CommandLines<ChangeKind>;
}

function keyFlags(signer: string, keys: readonly TufKey[], known: KnownKeys): Words {
  return fileNames(signer, keys, known).flatMap((file) => ['--key', file]);
}

/** The usual one goes without saying. */
function algorithmFlag(key: TufKey): Words {
  const choice = algorithmChoice(key);
  return choice === 'ecdsa' ? [] : ['--algorithm', choice];
}

/** As `KeyAlgorithmChoice` names it. */
function algorithmChoice(key: TufKey): string {
  const { algorithm } = describeKey(key);
  return algorithm === 'ecdsa-p256' ? 'ecdsa' : algorithm;
}

function keyFiles(role: RoleName, keys: readonly TufKey[], known: KnownKeys): Words {
  return fileNames(role.slice(role.lastIndexOf('/') + 1), keys, known);
}

function fileNames(name: string, keys: readonly TufKey[], { paths }: KnownKeys): Words {
  return keys.map(
    ({ id }, index) => paths.get(id) ?? (index === 0 ? `${name}.pub` : `${name}-${index + 1}.pub`),
  );
}

function pathFlags(paths: readonly string[]): Words {
  if (paths.includes('')) {
    return ['--all-paths'];
  }
  return paths.length === 0 ? [] : ['--paths', paths.join(',')];
}

function purgeFlags(keys: readonly KeyId[]): Words {
  return keys.flatMap((keyId) => ['--key', keyId]);
}
