/** The names in an option's flags: `-o` and `--output` of `-o, --output <file>`. */
export function flagNames(flags: string): readonly string[] {
  return flags.match(/(?<=^|[ ,])--?[a-z-]+/g) ?? [];
}
