const NOBODY = 65_534;

/** Runs `work` as a user whom file permissions bind: root, as whom CI runs, may read and write everything. */
export async function withoutRoot<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) {
    return work();
  }
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
