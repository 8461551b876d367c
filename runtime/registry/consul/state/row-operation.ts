export const ROW_VERBS: readonly string[] = ['get', 'set', 'cas', 'delete', 'delete-cas'];

/**
 * Does one of the verbs that nodes, services and checks have in common in a transaction. `name` is
 * the row as error texts have it; the row that there is afterwards is given, if it was asked for.
 */
export function applyToRow<Row extends { readonly ModifyIndex: number }>(
  { verb, index }: { readonly verb: string; readonly index: number | bigint },
  name: string,
  find: () => Row | undefined,
  write: { readonly put: () => void; readonly remove: () => void },
): Row[] {
  const isStale = verb.endsWith('cas') && (find()?.ModifyIndex ?? 0) !== index;
  if (verb === 'get' && find() === undefined) throw new Error(`${name} doesn't exist`);
  if (verb.startsWith('delete')) {
    if (isStale) throw new Error(`failed to delete ${name}, index is stale`);
    write.remove();
    return [];
  }
  if (isStale) throw new Error(`failed to set ${name}, index is stale`);
  if (verb !== 'get') write.put();
  return [find() as Row];
}
