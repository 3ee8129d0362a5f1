export const LINES_IN_PIECE = 60;

/** Lines of code, each piece with the break at its end. */
export function codePieces(code: string): readonly string[] {
  const pieces: string[] = [];
  let begin = 0;
  let lines = 0;
  for (let end = code.indexOf('\n'); end >= 0; end = code.indexOf('\n', end + 1)) {
    if (++lines % LINES_IN_PIECE > 0) continue;
    pieces.push(code.slice(begin, end + 1));
    begin = end + 1;
  }
  return [...pieces, code.slice(begin)];
}
