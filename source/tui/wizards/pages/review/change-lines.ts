import type { TargetChange } from '../../../../operations/index.ts';
import type { Line, Token } from '../../../line.ts';
import { lineWidth } from '../../../widgets/text-layout.ts';
import type { Asked } from '../../definition.ts';
import { bodyColumns } from '../frame.ts';
import { sentence } from '../text.ts';

/** Below the row of a role. */
const INDENT = 4;

const SIGNS = {
  added: { sign: '+', token: 'added' },
  removed: { sign: '-', token: 'removed' },
  changed: { sign: '~', token: 'warning' },
} as const satisfies Record<TargetChange['action'], { readonly sign: string; readonly token: Token }>;

export interface Change {
  readonly action: TargetChange['action'];
  readonly text: string;
  readonly note?: string;
}

/** One line as far as it fits; with `full` as many as it takes. */
export function changeLines(
  asked: Asked,
  { action, text, note = '' }: Change,
  full: boolean,
): readonly Line[] {
  const { sign, token } = SIGNS[action];
  const line: Line = [
    { text: ' '.repeat(INDENT) },
    { text: `${sign} ${text}`, token },
    ...(note === '' ? [] : [{ text: `  ${note}`, token: 'dim' } as const]),
  ];
  const width = bodyColumns(asked.app);
  return full && lineWidth(line) > width
    ? sentence(`${text} ${note}`.trim(), width, { token, indent: INDENT, mark: `${sign} ` })
    : [line];
}
