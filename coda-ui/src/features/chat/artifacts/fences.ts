/** A block of code in a Markdown text. */
export type Fence = { info: string; code: string };

const OPEN = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;

/** The closed blocks of code of a text, and the text between them. */
export function fencesIn(text: string): { fences: readonly Fence[]; rest: string } {
  const fences: Fence[] = [];
  const rest: string[] = [];
  let open: { marks: string; info: string; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    if (open === undefined) {
      const [, marks, info = ''] = OPEN.exec(line) ?? [];
      if (marks === undefined) rest.push(line);
      else open = { marks, info: info.trim(), lines: [] };
    } else if (closes(line, open.marks)) {
      fences.push({ info: open.info, code: open.lines.join('\n') });
      // What comes before and after does not belong together.
      rest.push('');
      open = undefined;
    } else open.lines.push(line);
  }
  return { fences, rest: rest.join('\n') };
}

function closes(line: string, marks: string): boolean {
  const text = line.trim();
  return text.startsWith(marks) && text === (marks[0] ?? '').repeat(text.length);
}
