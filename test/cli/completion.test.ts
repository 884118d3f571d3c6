import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bashCompletion } from '../../source/cli/completion/bash.ts';
import { fishCompletion } from '../../source/cli/completion/fish.ts';
import { completionWords } from '../../source/cli/completion/words.ts';
import { zshCompletion } from '../../source/cli/completion/zsh.ts';

const states = completionWords();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustdeck-completion-'));
  writeFileSync(join(folder, 'a file.pem'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ['--version']).status === 0;
}

function inShell(shell: string, argv: readonly string[], script: string): readonly string[] {
  const file = join(folder, `try.${shell}`);
  writeFileSync(file, script);
  const env = { ...process.env, HOME: folder };
  return execFileSync(shell, [...argv, file], { cwd: folder, env, encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
}

/** What bash would offer; words as readline splits them, at colons too. */
function bash(line: string): readonly string[] {
  const words = line.split(/(?<=:)|(?=:)| /).map((word) => `'${word}'`);
  return inShell(
    'bash',
    ['--norc'],
    `${bashCompletion(states)}
COMP_LINE='${line}' COMP_POINT=${line.length} COMP_WORDS=(${words.join(' ')}) COMP_CWORD=${words.length - 1}
_trustdeck
printf '%s\\n' "\${COMPREPLY[@]}"`,
  );
}

function fish(line: string): readonly string[] {
  const offered = inShell('fish', ['--no-config'], `${fishCompletion(states)}\ncomplete -C'${line}'`);
  return offered.map((candidate) => candidate.split('\t')[0] ?? '');
}

describe.each([
  ['bash', bash],
  ['fish', fish],
])('completion in %s', (shell, offered) => {
  it.runIf(isInstalled(shell)).each([
    ['trustdeck del', ['delegation', 'delete']],
    ['trustdeck key backup -o a', ['a file.pem']],
    ['trustdeck key backup -o x --quie', ['--quiet']],
    ['trustdeck key load a', ['a file.pem']],
    ['trustdeck delegation l', ['list']],
    ['trustdeck --server https://127.0.0.1:4443 delegation l', ['list']],
    ['trustdeck list --ro', ['--role']],
    ['trustdeck list registry.example.com:5000/a --ro', ['--role']],
    ['trustdeck inspect --ro', []],
    ['trustdeck completion z', ['zsh']],
    ['trustdeck key rotate --role s', ['snapshot']],
    ['trustdeck key rotate registry.example.com/a --accept-risk la', ['last-signer']],
    ['trustdeck key remove 0123456 --accept-risk r', ['root-key']],
    ['trustdeck key generate jeff --algorithm ed', ['ed25519']],
    ['trustdeck key list --role ', []],
    ['trustdeck signer rotate --fo', ['--forget']],
    ['trustdeck key export --pu', ['--public']],
    ['trustdeck --ver', ['--version']],
    ['trustdeck key list --he', ['--help']],
    ['trustdeck --server ', []],
    ['trustdeck --tlscacert a', ['a file.pem']],
  ])('of %j offers %j', (line, expected) => {
    expect(offered(line).map((candidate) => candidate.replaceAll('\\', ''))).toEqual(expected);
  });
});

describe('completion in zsh', () => {
  it.runIf(isInstalled('zsh'))('is a script that zsh can read', () => {
    expect(inShell('zsh', ['-f', '-n'], zshCompletion(states))).toEqual([]);
  });
});
