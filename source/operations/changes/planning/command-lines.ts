import type { Gun, KeyId, RoleName, TufKey } from '../../../tuf/index.ts';
import type { ChangeKind, ChangeRequest } from '../change-request.ts';
import type { PlanTask } from '../plan.ts';

type Command = PlanTask['commands'][number];
type RequestOf<Kind extends ChangeKind> = Extract<ChangeRequest, { readonly kind: Kind }>;
type Words = readonly string[];

interface CommandLines<Kind extends ChangeKind> {
  readonly trustdeck: (request: RequestOf<Kind>, gun: Gun) => Words;
  /** The same with the tool that people may have, where it has such a command and that works. */
  readonly others: (request: RequestOf<Kind>, gun: Gun) => readonly (readonly [Command['tool'], Words])[];
}

const nothingElse = () => [];
const PUBLISH = '-p';

const COMMAND_LINES: { readonly [Kind in ChangeKind]: CommandLines<Kind> } = {
  init: {
    trustdeck: ({ rootKey, rootCertificate }, gun) => [
      'init',
      gun,
      ...(rootKey === null ? [] : ['--root-key', 'root-key.pem']),
      ...(rootCertificate === null ? [] : ['--root-cert', 'root.crt']),
    ],
    others: (_, gun) => [['notary', ['init', gun, PUBLISH]]],
  },
  'signer-add': {
    trustdeck: ({ signer, keys }, gun) => ['signer', 'add', signer, gun, ...keyFlags(signer, keys)],
    others: ({ signer, keys }, gun) => [
      ['docker', ['trust', 'signer', 'add', ...keyFlags(signer, keys), signer, gun]],
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
    trustdeck: ({ signer, newKey, oldKeys, keepOld }, gun) => [
      'signer',
      'rotate',
      signer,
      gun,
      ...keyFlags(signer, [newKey]),
      ...(oldKeys ?? []).flatMap((keyId) => ['--old', keyId]),
      ...(keepOld ? ['--keep-old'] : []),
    ],
    others: nothingElse,
  },
  'delegation-add': {
    trustdeck: ({ role, keys, paths, threshold }, gun) => [
      'delegation',
      'add',
      gun,
      role,
      ...keyFiles(role, keys),
      ...pathFlags(paths),
      ...(threshold === null ? [] : ['--threshold', String(threshold)]),
    ],
    others: ({ role, keys, paths, threshold }, gun) =>
      (threshold ?? 1) > 1
        ? []
        : [
            [
              'notary',
              ['delegation', 'add', gun, role, ...keyFiles(role, keys), ...pathFlags(paths), PUBLISH],
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
    trustdeck: ({ roles }, gun) => ['witness', gun, ...roles],
    others: ({ roles }, gun) => [['notary', ['witness', gun, ...roles, PUBLISH]]],
  },
  'key-rotate': {
    trustdeck: ({ role, serverManaged }, gun) => [
      'key',
      'rotate',
      gun,
      '--role',
      role,
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
export function commandLine(request: ChangeRequest, gun: Gun): string {
  return line('trustdeck', linesOf(request).trustdeck(request, gun));
}

/** The same for a rotation whose new key is made on the way, so that there is no file of it. */
export function commandMakingKey(request: RequestOf<'signer-rotate'>, gun: Gun): string {
  const { signer, newKey } = request;
  const flags = keyFlags(signer, [newKey]);
  const words = COMMAND_LINES['signer-rotate'].trustdeck(request, gun);
  return line(
    'trustdeck',
    words.filter((word) => !flags.includes(word)),
  );
}

/** What to hand over to somebody who is to make the same change. */
export function commandsFor(request: ChangeRequest, gun: Gun): readonly Command[] {
  const others = linesOf(request).others(request, gun);
  return [
    { tool: 'trustdeck', line: commandLine(request, gun) },
    ...others.map(([tool, words]) => ({ tool, line: line(tool, words) })),
  ];
}

export function witnessCommands(roles: readonly RoleName[], gun: Gun): readonly Command[] {
  return commandsFor({ kind: 'witness', roles }, gun);
}

function linesOf(request: ChangeRequest): CommandLines<ChangeKind> {
  return COMMAND_LINES[request.kind] as CommandLines<ChangeKind>;
}

function line(tool: string, words: Words): string {
  return [tool, ...words].map(quoted).join(' ');
}

/** As a POSIX shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function keyFlags(signer: string, keys: readonly TufKey[]): Words {
  return fileNames(signer, keys).flatMap((file) => ['--key', file]);
}

function keyFiles(role: RoleName, keys: readonly TufKey[]): Words {
  return fileNames(role.slice(role.lastIndexOf('/') + 1), keys);
}

function fileNames(name: string, keys: readonly TufKey[]): Words {
  return keys.map((_, index) => (index === 0 ? `${name}.pub` : `${name}-${index + 1}.pub`));
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
