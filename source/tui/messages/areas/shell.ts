/** The frame around the panels: header, footer, help, palette, welcome page and notices. */
export interface ShellMessages {
  readonly tabs: Readonly<
    Record<'overview' | 'delegations' | 'tags' | 'roles' | 'metadata' | 'doctor' | 'activity', string>
  >;
  readonly tooSmall: (
    has: { readonly columns: number; readonly rows: number },
    needs: { readonly columns: number; readonly rows: number },
  ) => string;
  readonly errorWhy: string;
  readonly errorNext: string;
}
