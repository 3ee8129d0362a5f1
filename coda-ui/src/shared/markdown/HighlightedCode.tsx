import { type CSSProperties, memo, useEffect, useMemo, useRef, useState } from 'react';
import './markdown.css';
import { cx } from '../ui/cx';
import { codePieces } from './code-pieces';
import type { HighlightedLine, State } from './highlighter';

/** Some lines in colours, and how the highlighter began and left them. */
type Coloured = { text: string; lines: HighlightedLine[]; before: State; after: State };

/** Waits for a pause in the stream rather than colouring every half-written word. */
const SETTLE_MS = 120;

/** Above this number of characters, colours would cost the page more than they help the reader. */
const LONGEST = 50_000;

/** Code in colours; what was written since the last colouring follows in plain. */
export function HighlightedCode({ code, language }: { code: string; language: string }) {
  const pieces = useMemo(() => codePieces(code), [code]);
  return <HighlightedPieces pieces={pieces} language={language} />;
}

type HighlightedPiecesProps = { pieces: readonly string[]; language: string };

/** The same of code that is in pieces already. */
export function HighlightedPieces({ pieces, language }: HighlightedPiecesProps) {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const coloured = useColours(pieces, language, length > LONGEST);
  return (
    <code className={cx(coloured.length > 0 && coloured.length === pieces.length && 'highlighted')}>
      {pieces.map((text, index) => (
        <CodePiece
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever appended
          key={index}
          text={text}
          coloured={coloured[index]}
          isOneOfMany={pieces.length > 1}
        />
      ))}
    </code>
  );
}

/** The pieces that are in colours so far. Each takes a task of its own, since it may take long. */
function useColours(pieces: readonly string[], language: string, isTooLong: boolean) {
  const [coloured, setColoured] = useState<readonly Coloured[]>([]);
  const latest = useRef(coloured);
  useEffect(() => {
    if (isTooLong) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const { highlighterOf } = await import('./highlighter');
      const highlight = await highlighterOf(language);
      let before: State;
      for (const [index, piece] of pieces.entries()) {
        if (stale || highlight === undefined) return;
        const text = piece.replace(/\n$/, '');
        const known = latest.current[index];
        if (known?.text !== text || known.before !== before) {
          const { lines, after } = highlight(text, before);
          latest.current = [...latest.current.slice(0, index), { text, lines, before, after }];
          setColoured(latest.current);
          await new Promise((resolve) => setTimeout(resolve));
        }
        before = latest.current[index]?.after;
      }
    }, SETTLE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [pieces, language, isTooLong]);
  return coloured;
}

type CodePieceProps = { text: string; coloured: Coloured | undefined; isOneOfMany: boolean };

const CodePiece = memo(function CodePiece({ text, coloured, isOneOfMany }: CodePieceProps) {
  const isKnown = coloured !== undefined && text.startsWith(coloured.text);
  const words = isKnown ? (
    <>
      <Words lines={coloured.lines} />
      {text.slice(coloured.text.length)}
    </>
  ) : (
    text
  );
  return isOneOfMany ? <span className="code-piece">{words}</span> : words;
});

const Words = memo(function Words({ lines }: { lines: readonly HighlightedLine[] }) {
  return lines.map((line, number) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their number
    <span key={number}>
      {number > 0 && '\n'}
      {line.map(({ text, light, dark }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: neither have the words in them
        <span key={index} style={{ '--light': light, '--dark': dark } as CSSProperties}>
          {text}
        </span>
      ))}
    </span>
  ));
});
