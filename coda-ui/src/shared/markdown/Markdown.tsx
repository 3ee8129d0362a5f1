import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { useThrottled } from '../hooks/useThrottled';
import { cx } from '../ui/cx';
import { type Block, blockReader, type Part } from './blocks';
import { CodeBlock } from './CodeBlock';
import { ROWS_IN_PIECE } from './drafts';
import './markdown.css';
import { ITEMS_ALONE, ITEMS_OF_PIECE, Parsed, PIECE_OF_TABLE, ROWS, TableFrame } from './Parsed';
import { useGradually } from './useGradually';

type MarkdownProps = {
  text: string;
  /** The text is still being written. */
  growing?: boolean;
};

/** Renders Markdown from a source that is not trusted: no script, no remote content. */
export const Markdown = memo(function Markdown({ text, growing = false }: MarkdownProps) {
  const [read] = useState(blockReader);
  const everyMs = useRef(0);
  const shown = useThrottled(text, growing ? everyMs.current : 0);
  const parts = useMemo(() => read(shown, growing), [read, shown, growing]);
  everyMs.current = pauseFor(parts.at(-1)?.at(-1));
  const first = useGradually(parts.length);
  const hasGrown = useRef(growing);
  hasGrown.current ||= growing;
  return (
    <div className="markdown">
      {parts.map((part, index) => {
        const isLast = index === parts.length - 1;
        return (
          <MarkdownPart
            // Parts are only ever appended, before the notes.
            key={part[0]?.kind === 'notes' ? 'notes' : index}
            blocks={part}
            isAwaited={index < first}
            canRest={hasGrown.current && !isLast}
          />
        );
      })}
    </div>
  );
});

/** How long to wait before a growing block is parsed again: the longer it is, the longer. */
function pauseFor(block: Block | undefined): number {
  const length = block?.kind === 'markdown' ? block.text.length : 0;
  return length < 3000 ? 0 : Math.min(500, length / 50);
}

type PartProps = {
  blocks: Part;
  /** It is not made yet; its place is kept. */
  isAwaited: boolean;
  /** While it is out of view, it is neither laid out nor painted. */
  canRest: boolean;
};

const MarkdownPart = memo(function MarkdownPart({ blocks, isAwaited, canRest }: PartProps) {
  const isLaidOut = useLaidOut(!isAwaited);
  if (isAwaited) return <div style={{ height: heightOf(blocks) }} />;
  return (
    <div className={cx('markdown-part', canRest && isLaidOut && 'can-rest')}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: so are blocks
        <MarkdownBlock key={index} block={block} />
      ))}
    </div>
  );
});

/** About how high a row of a table is. */
const ROW_PX = 38;

/** Whether something that is shown has been laid out, so that the browser remembers its height. */
function useLaidOut(isShown: boolean): boolean {
  const [isLaidOut, setLaidOut] = useState(false);
  useEffect(() => {
    if (!isShown) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setLaidOut(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [isShown]);
  return isLaidOut;
}

/** Roughly, in pixels. */
const heightOf = (blocks: Part) =>
  blocks.reduce((sum, block) => sum + 12 + 25 * Math.ceil(lengthOf(block) / 80), 0);

function lengthOf(block: Block): number {
  if (block.kind === 'markdown') return block.text.length;
  return block.pieces.reduce((sum, { length }) => sum + length, 0);
}

const MarkdownBlock = memo(function MarkdownBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'markdown':
      return <Parsed text={block.text} />;
    case 'code':
      return <CodeBlock pieces={block.pieces} language={block.language} />;
    case 'table':
      return <Table pieces={block.pieces} />;
    case 'list':
      return <List pieces={block.pieces} start={block.start} />;
    case 'notes':
      return <List pieces={block.pieces} start={1} />;
  }
});

function Table({ pieces }: { pieces: readonly string[] }) {
  const first = useGradually(pieces.length);
  return (
    <TableFrame>
      {first > 0 && <Parsed text={headOf(pieces[0] ?? '')} components={PIECE_OF_TABLE} />}
      {first > 0 && <tbody style={{ height: ROW_PX * ROWS_IN_PIECE * first }} />}
      {pieces.slice(first).map((piece, index) => (
        <Parsed
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever appended
          key={first + index}
          text={piece}
          components={first + index === 0 ? PIECE_OF_TABLE : ROWS}
        />
      ))}
    </TableFrame>
  );
}

/** The names of the columns, without rows. */
const headOf = (piece: string) => piece.split('\n', 2).join('\n');

/**
 * Each piece is a list for the browser, which would otherwise look at all items whenever one is added;
 * for readers they are one list.
 */
function List({ pieces, start }: { pieces: readonly string[]; start: number | undefined }) {
  const first = useGradually(pieces.length);
  const isOne = pieces.length === 1;
  const Piece = start === undefined ? 'ul' : 'ol';
  const lists = pieces.slice(first).map((piece, index) => (
    <Piece
      // biome-ignore lint/suspicious/noArrayIndexKey: items are only ever appended
      key={first + index}
      dir="auto"
      {...(start === undefined ? {} : { start: start + (first + index) * ROWS_IN_PIECE })}
      {...(isOne ? {} : { role: 'presentation', className: 'list-piece' })}
    >
      <Parsed text={piece} rehypePlugins={isOne ? ITEMS_ALONE : ITEMS_OF_PIECE} />
    </Piece>
  ));
  if (isOne) return lists;
  // biome-ignore lint/a11y/useSemanticElements: the elements for that are within
  return <div role="list">{lists}</div>;
}
