const accounts = process.env.ACCOUNTS_URL ?? 'http://127.0.0.1:8081';

/** The orders that are paid, as accounts has them. */
export async function readBook(): Promise<string[]> {
  const response = await fetch(`${accounts}/book`);
  if (!response.ok) throw new Error(`accounts answered ${response.status}`);
  return (await response.json()) as string[];
}

/** Puts these in place of whatever stood in the book. */
export async function writeBook(orders: string[]): Promise<void> {
  const response = await fetch(`${accounts}/book`, { method: 'PUT', body: JSON.stringify(orders) });
  if (!response.ok) throw new Error(`accounts answered ${response.status}`);
}
