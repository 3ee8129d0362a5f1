import { LazyMarkdown } from '@/shared/markdown/LazyMarkdown';
import type { Block, MessageView, ToolBlock } from '../run/view';
import { ToolCallDisplay } from '../tools/ToolCallDisplay';
import { ToolGroup } from '../tools/ToolGroup';
import { Media } from './Media';
import { ReasoningBlock } from './ReasoningBlock';

/** An answer's blocks in order, finished or still being written. */
export function StreamingMessage({ message }: { message: MessageView }) {
  const streaming = message.status === 'partial';
  const last = message.blocks.length - 1;
  return (
    <div className="space-y-3">
      {rowsOf(message.blocks).map((row) => {
        const [block] = row;
        if (block === undefined) return null;
        return row.length > 1 ? (
          <ToolGroup key={block.key} tools={row.filter(isTool)} />
        ) : (
          <BlockView
            key={block.key}
            block={block}
            growing={streaming && block === message.blocks[last]}
            begun={block === message.blocks[0] ? message.createdAt : undefined}
          />
        );
      })}
    </div>
  );
}

const isTool = (block: Block | undefined): block is ToolBlock => block?.kind === 'tool';

/** Each block for itself, but calls that follow each other together. */
function rowsOf(blocks: readonly Block[]): Block[][] {
  const rows: Block[][] = [];
  for (const block of blocks) {
    const row = rows.at(-1);
    if (row !== undefined && isTool(block) && isTool(row[0])) row.push(block);
    else rows.push([block]);
  }
  return rows;
}

type BlockViewProps = { block: Block; growing: boolean; begun: number | undefined };

function BlockView({ block, growing, begun }: BlockViewProps) {
  switch (block.kind) {
    case 'text':
      return <LazyMarkdown text={block.text} growing={growing} />;
    case 'reasoning':
      return <ReasoningBlock block={block} growing={growing} begun={begun} />;
    case 'tool':
      return <ToolCallDisplay tool={block} />;
    case 'media':
      return <Media block={block} />;
  }
}
