/**
 * Reads the format in which n8n hands out execution data (npm's `flatted`): a table whose first row is the value, and in
 * whose rows every string stands for the number of another row.
 *
 * @throws SyntaxError when it isn't JSON
 */
export function parseFlatted(text: string): unknown {
  const rows: unknown[] = JSON.parse(text);
  const done = new Set<unknown>();

  const fill = (row: unknown): unknown => {
    // Rows are filled in place and once, which keeps the identity of shared and circular parts.
    if (typeof row !== 'object' || row === null || done.has(row)) return row;
    done.add(row);
    const fields = row as Record<string, unknown>;
    for (const [key, value] of Object.entries(fields)) {
      if (typeof value === 'string') fields[key] = fill(rows[Number(value)]);
    }
    return row;
  };
  return fill(rows[0]);
}
