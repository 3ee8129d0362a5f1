import { type CSSProperties, useEffect, useState } from 'react';
import './markdown.css';
import type { HighlightedLine } from './highlighter';

type Highlight = { code: string; lines: HighlightedLine[] };

/** Waits for a pause in the stream rather than colouring every half-written word. */
const SETTLE_MS = 120;

/** Above this number of characters, colours would cost the page more than they help the reader. */
const LONGEST = 50_000;

/** Code in colours; what was written since the last colouring follows in plain. */
export function HighlightedCode({ code, language }: { code: string; language: string }) {
  const [highlight, setHighlight] = useState<Highlight>();

  useEffect(() => {
    if (code.length > LONGEST) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const { highlightCode } = await import('./highlighter');
      const lines = await highlightCode(code, language);
      if (!stale && lines !== undefined) setHighlight({ code, lines });
    }, SETTLE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [code, language]);

  if (highlight === undefined || code.length > LONGEST || !code.startsWith(highlight.code))
    return <code>{code}</code>;
  return (
    <code className="highlighted">
      {highlight.lines.map((line, number) => (
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
      ))}
      {code.slice(highlight.code.length)}
    </code>
  );
}
