/** Reads the tables that `notary` prints. */

export interface TargetRow {
  readonly name: string;
  readonly sha256: string;
  readonly length: number;
  readonly role: string;
}

export interface DelegationRow {
  readonly role: string;
  /** `''` where notary prints `"" <all paths>`. */
  readonly paths: readonly string[];
  /** Canonical IDs. */
  readonly keyIds: readonly string[];
  readonly threshold: number;
}

const TARGET_ROW = /^([^\n]*?) {4,}([0-9a-f]{64}) {4,}(\d+) {4,}(\S+) *$/;

/** Rows of `notary list`, in its order. */
export function parseTargetTable(stdout: string): readonly TargetRow[] {
  return bodyOf(stdout).rows.map((line) => {
    const [, name, sha256, length, role] = TARGET_ROW.exec(line) ?? [];
    if (name === undefined || sha256 === undefined || role === undefined) {
      throw new Error(`not a row of notary list: ${line}`);
    }
    return { name, sha256, length: Number(length), role };
  });
}

/** Rows of `notary delegation list`, in its order. A role's further paths and keys stand in lines of their own. */
export function parseDelegationTable(stdout: string): readonly DelegationRow[] {
  const { rows, columns } = bodyOf(stdout);
  const table: { role: string; paths: string[]; keyIds: string[]; threshold: number }[] = [];
  for (const line of rows) {
    const [role = '', path = '', keyId = '', threshold = ''] = columns.map((start, index) =>
      line.slice(start, columns[index + 1]).trim(),
    );
    if (role !== '') {
      table.push({ role, paths: [], keyIds: [], threshold: Number(threshold) });
    }
    const current = table.at(-1);
    if (path !== '') {
      current?.paths.push(path === ALL_PATHS ? '' : path);
    }
    if (keyId !== '') {
      current?.keyIds.push(keyId);
    }
  }
  return table;
}

const ALL_PATHS = '"" <all paths>';

/** Canonical IDs of one role's keys; empty when the role is not listed. */
export function delegationKeyIds(stdout: string, role: string): readonly string[] {
  return parseDelegationTable(stdout).find((row) => row.role === role)?.keyIds ?? [];
}

export interface KeyRow {
  readonly role: string;
  /** Cut to its last 25 characters by notary when longer. */
  readonly gun: string;
  readonly id: string;
}

/** Rows of `notary key list`, in its order, without the location, which notary cuts short. */
export function parseKeyTable(stdout: string): readonly KeyRow[] {
  const { rows, columns } = bodyOf(stdout);
  return rows.map((line) => {
    const [role = '', gun = '', id = ''] = columns.map((start, index) =>
      line.slice(start, columns[index + 1]).trim(),
    );
    return { role, gun, id };
  });
}

/** The lines below the ruler of dashes, and where the ruler says that each column starts. */
function bodyOf(stdout: string): { readonly rows: readonly string[]; readonly columns: readonly number[] } {
  const lines = stdout.split('\n');
  const ruler = lines.findIndex((line) => /^-+(?: +-+)+ *$/.test(line));
  if (ruler < 0) {
    return { rows: [], columns: [] };
  }
  const columns = [...(lines[ruler] ?? '').matchAll(/-+/g)].map((dashes) => dashes.index);
  return { rows: lines.slice(ruler + 1).filter((line) => line.trim() !== ''), columns };
}
