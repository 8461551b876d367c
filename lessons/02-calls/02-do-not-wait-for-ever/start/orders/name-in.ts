/** The name in an answer of users; null where it knows nobody of that id. Rejects at any other answer. */
export async function nameIn(reply: Response): Promise<string | null> {
  if (reply.status === 404) return null;
  if (!reply.ok) throw new Error(`users answered ${reply.status}`);
  const { name } = (await reply.json()) as { name?: unknown };
  if (typeof name !== 'string') throw new Error('users answered without a name');
  return name;
}
