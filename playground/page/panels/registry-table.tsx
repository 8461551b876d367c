import type { ComponentChild } from 'preact';

export interface RegistryTableProps {
  /** What it is a table of: it names the first column as well. */
  readonly title: string;
  /** The columns after the first. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ComponentChild[])[];
}

/** One kind of what the registry has; nothing at all while there is none of it. */
export function RegistryTable({ title, columns, rows }: RegistryTableProps) {
  if (rows.length === 0) return null;
  return (
    <table class="registry-table">
      <caption class="visually-hidden">{title}</caption>
      <thead>
        <tr>
          {[title, ...columns].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, column) => (
              <td key={column} title={typeof cell === 'string' ? cell : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
