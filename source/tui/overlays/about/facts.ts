import type { Line, Token } from '../../line.ts';
import { fitLine, textWidth, wrapText } from '../../widgets/text-layout.ts';

/** Something to know, under a name. */
export interface Fact {
  readonly label: string;
  /** Safe to draw; one paragraph each. */
  readonly values: readonly string[];
  readonly token?: Token;
}

const GAP = 2;
/** A digest with its algorithm still fits on the narrowest screen. */
const INDENT = 1;

/** Facts in two columns; values too long for theirs stand below their name, whole, over as many lines as they need. */
export function factLines(facts: readonly Fact[], width: number): readonly Line[] {
  const told = facts.filter(({ values }) => values.length > 0);
  const column = Math.max(0, ...told.map(({ label }) => textWidth(label))) + GAP;
  return told.flatMap((fact) =>
    fact.values.every((value) => column + textWidth(value) <= width)
      ? beside(fact, column)
      : below(fact, width),
  );
}

function beside({ label, values, token = 'text' }: Fact, column: number): readonly Line[] {
  return values.map((text, index) => [
    ...fitLine([{ text: index === 0 ? label : '', token: 'dim' }], column),
    { text, token },
  ]);
}

function below({ label, values, token = 'text' }: Fact, width: number): readonly Line[] {
  const lines = values.flatMap((value) => wrapText(value, width - INDENT));
  return [
    [{ text: label, token: 'dim' }],
    ...lines.map((text): Line => [{ text: ' '.repeat(INDENT) }, { text, token }]),
  ];
}
