/** A cell: numbers and decimals of ours are written as they are, everything that came from outside is made harmless first. */
export type Cell = { readonly plain: string } | string | null;

/**
 * A row of RFC 4180, with its line end. Spreadsheets run what begins like a formula, so such a text gets an apostrophe before it (F91).
 */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(written).join(',')}\r\n`;

function written(cell: Cell): string {
  if (cell === null) return '';
  return quoted(typeof cell === 'string' ? harmless(cell) : cell.plain);
}

const harmless = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
