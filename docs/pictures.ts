/**
 * Makes the pictures of docs/ from the real app: runs the built `trustdeck --demo` in a pseudo-terminal, presses the
 * keys of each picture, and draws the visible screen as SVG. `npm run pictures`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { screenToSvg } from './screen-to-svg.ts';

interface Picture {
  readonly file: string;
  readonly columns: number;
  readonly rows: number;
  /** Each step types keys and waits until the screen holds the text. */
  readonly steps: readonly { readonly keys: string; readonly until: string }[];
}

const PICTURES: readonly Picture[] = [
  {
    file: 'delegations.svg',
    columns: 116,
    rows: 32,
    steps: [
      { keys: '', until: 'team/tools' },
      { keys: 'jj', until: 'registry.example.com/admin/demo' },
      { keys: ']', until: '0 of 1 signatures' },
    ],
  },
  {
    file: 'doctor.svg',
    columns: 116,
    rows: 32,
    steps: [
      { keys: '', until: 'team/tools' },
      { keys: 'jj', until: 'registry.example.com/admin/demo' },
      { keys: '6', until: 'can be done here' },
    ],
  },
];

const STEP_LIMIT_MS = 20_000;
const top = resolve(import.meta.dirname, '..');

for (const picture of PICTURES) {
  writeFileSync(join(top, 'docs', picture.file), await take(picture));
}

async function take(picture: Picture): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'trustdeck-picture-'));
  const terminal = new xterm.Terminal({ cols: picture.columns, rows: picture.rows, allowProposedApi: true });
  const app = spawn(process.execPath, [join(top, 'bin/trustdeck.js'), '--demo'], {
    cols: picture.columns,
    rows: picture.rows,
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
  });
  app.onData((data) => terminal.write(data));
  try {
    for (const step of picture.steps) {
      app.write(step.keys);
      await settled(terminal, step.until);
    }
    return screenToSvg(terminal);
  } finally {
    app.kill();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Resolves once the screen holds `text` and has not changed for a moment. */
async function settled(terminal: xterm.Terminal, text: string): Promise<void> {
  const deadline = Date.now() + STEP_LIMIT_MS;
  let last = '';
  let quietSince = Date.now();
  while (Date.now() < deadline) {
    const now = visibleText(terminal);
    if (now !== last) {
      last = now;
      quietSince = Date.now();
    } else if (now.includes(text) && Date.now() - quietSince > 700) {
      return;
    }
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`the screen never settled with "${text}":\n${last}`);
}

function visibleText(terminal: xterm.Terminal): string {
  const buffer = terminal.buffer.active;
  return Array.from({ length: terminal.rows }, (_, row) =>
    buffer.getLine(buffer.viewportY + row)?.translateToString(true),
  ).join('\n');
}
