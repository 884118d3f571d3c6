import { Text } from 'ink';
import * as inkTable from 'ink-table';
import type { ComponentType, ReactNode } from 'react';
import { useTheme } from '../theme/theme-context.ts';

type Cells = Readonly<Record<string, string>>;

interface InkTableProps {
  readonly data: readonly Cells[];
  readonly columns: readonly string[];
  readonly header: ComponentType<{ readonly children?: ReactNode }>;
  readonly skeleton: ComponentType<{ readonly children?: ReactNode }>;
}

/** ink-table is CommonJS with types of its own time: what is imported is its exports, and those hold the component. */
const InkTable = componentOf(inkTable);

/**
 * A small table that is only looked at: it takes two lines for each row, counts characters instead of columns, and is
 * never cut, so that it is for a few rows of plain ASCII. Lists are drawn by `Frame`.
 */
export function StaticTable({
  columns,
  rows,
}: {
  readonly columns: readonly string[];
  readonly rows: readonly Cells[];
}) {
  return <InkTable data={rows} columns={columns} header={Heading} skeleton={Rule} />;
}

function Heading({ children }: { readonly children?: ReactNode }) {
  return <Text {...useTheme().tokens.title}>{children}</Text>;
}

function Rule({ children }: { readonly children?: ReactNode }) {
  return <Text {...useTheme().tokens.dim}>{children}</Text>;
}

function componentOf(exported: unknown): ComponentType<InkTableProps> {
  const inner = (exported as { readonly default?: unknown }).default;
  return typeof inner === 'function' ? (inner as ComponentType<InkTableProps>) : componentOf(inner);
}
