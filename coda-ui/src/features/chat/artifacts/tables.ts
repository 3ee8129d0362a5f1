/** The first row holds the names of the columns. */
export type Rows = readonly (readonly string[])[];

/** Reads comma- or tab-separated values; quoted ones may hold separators, quotes and line breaks. */
export function separatedValues(text: string, separator: ',' | '\t'): Rows {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let isQuoted = false;
  const endRow = () => {
    row.push(value);
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    value = '';
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (isQuoted) {
      if (char !== '"') value += char;
      else if (text[i + 1] === '"') {
        value += '"';
        i++;
      } else isQuoted = false;
    } else if (char === '"' && value === '') isQuoted = true;
    else if (char === separator) {
      row.push(value);
      value = '';
    } else if (char === '\n') endRow();
    else if (char !== '\r') value += char;
  }
  endRow();
  return rows;
}

const RULE = /^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$/;

/** The tables of a Markdown text, without what is in blocks of code. */
export function markdownTables(text: string): readonly Rows[] {
  const lines = text.split('\n');
  const tables: Rows[] = [];
  for (let i = 1; i < lines.length; i++) {
    const head = lines[i - 1] ?? '';
    if (!RULE.test(lines[i] ?? '') || !head.includes('|')) continue;
    const rows = [cellsOf(head)];
    while ((lines[i + 1] ?? '').includes('|')) rows.push(cellsOf(lines[++i] ?? ''));
    tables.push(rows);
  }
  return tables;
}

const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

/** The rows as they are downloaded. */
export const csvOf = (rows: Rows): string =>
  rows
    .map((row) =>
      row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','),
    )
    .join('\n');
