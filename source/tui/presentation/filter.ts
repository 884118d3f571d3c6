/** Whether any of the texts contains what is looked for, whatever the case. An empty filter matches everything. */
export function matches(filter: string, texts: readonly string[]): boolean {
  if (filter === '') {
    return true;
  }
  const wanted = filter.toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
