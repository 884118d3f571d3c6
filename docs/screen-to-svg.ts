import type { IBufferCell, Terminal } from '@xterm/headless';

const CELL = { width: 8.4, height: 18 };
const MARGIN = 14;
const BACKGROUND = '#14171c';
const FOREGROUND = '#d5d9e0';

/** The 16 ANSI colours as the picture shows them. */
const PALETTE = [
  '#2b303b',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#abb2bf',
  '#5c6370',
  '#f4838d',
  '#b5e08f',
  '#f0d399',
  '#82c4ff',
  '#dba0ee',
  '#7fd6e0',
  '#ffffff',
];

interface Style {
  readonly fill: string;
  readonly background: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
}

interface Run {
  readonly column: number;
  readonly style: Style;
  text: string;
  width: number;
}

/** Draws the visible screen of a terminal as an SVG document. */
export function screenToSvg(terminal: Terminal): string {
  const width = terminal.cols * CELL.width + 2 * MARGIN;
  const height = terminal.rows * CELL.height + 2 * MARGIN;
  const buffer = terminal.buffer.active;
  const rows = Array.from({ length: terminal.rows }, (_, row) => {
    const line = buffer.getLine(buffer.viewportY + row);
    const cells = Array.from({ length: terminal.cols }, (_, column) => line?.getCell(column));
    return drawRow(runsOf(cells), row);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-size="14"`,
    ` font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace">`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    ...rows,
    '</svg>\n',
  ].join('\n');
}

function runsOf(cells: readonly (IBufferCell | undefined)[]): Run[] {
  const runs: Run[] = [];
  for (const [column, cell] of cells.entries()) {
    if (cell === undefined || cell.getWidth() === 0) {
      continue;
    }
    const style = styleOf(cell);
    const last = runs.at(-1);
    if (last !== undefined && sameStyle(last.style, style)) {
      last.text += cell.getChars() || ' ';
      last.width += cell.getWidth();
    } else {
      runs.push({ column, style, text: cell.getChars() || ' ', width: cell.getWidth() });
    }
  }
  return runs;
}

function styleOf(cell: IBufferCell): Style {
  const fill = cell.isFgPalette() ? (PALETTE[cell.getFgColor()] ?? FOREGROUND) : FOREGROUND;
  const background = cell.isBgPalette() ? (PALETTE[cell.getBgColor()] ?? null) : null;
  const inverse = cell.isInverse() !== 0;
  return {
    fill: inverse ? (background ?? BACKGROUND) : fill,
    background: inverse ? fill : background,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
  };
}

function sameStyle(left: Style, right: Style): boolean {
  return (
    left.fill === right.fill &&
    left.background === right.background &&
    left.bold === right.bold &&
    left.dim === right.dim
  );
}

function drawRow(runs: readonly Run[], row: number): string {
  const top = MARGIN + row * CELL.height;
  return runs
    .map(({ column, style, text, width }) => {
      const x = (MARGIN + column * CELL.width).toFixed(1);
      const length = (width * CELL.width).toFixed(1);
      const box = style.background
        ? `<rect x="${x}" y="${top}" width="${length}" height="${CELL.height}" fill="${style.background}"/>`
        : '';
      if (text.trim() === '') {
        return box;
      }
      const weight = style.bold ? ' font-weight="bold"' : '';
      const opacity = style.dim ? ' opacity="0.6"' : '';
      const attributes = `x="${x}" y="${top + 13}" textLength="${length}" fill="${style.fill}"${weight}${opacity}`;
      return `${box}<text xml:space="preserve" ${attributes}>${escapeXml(text)}</text>`;
    })
    .join('');
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
