import { Markdown } from '@/shared/markdown/Markdown';
import { ReasoningBlock } from './ReasoningBlock';
import { ToolCallDisplay } from './ToolCallDisplay';
import type { Block, MessageView } from './view';

/** An answer's blocks in order, finished or still being written. */
export function StreamingMessage({ message }: { message: MessageView }) {
  const streaming = message.status === 'partial';
  const last = message.blocks.length - 1;
  return (
    <div className="space-y-3">
      {message.blocks.map((block, index) => (
        <BlockView key={block.key} block={block} growing={streaming && index === last} />
      ))}
    </div>
  );
}

function BlockView({ block, growing }: { block: Block; growing: boolean }) {
  switch (block.kind) {
    case 'text':
      return <Markdown text={block.text} growing={growing} />;
    case 'reasoning':
      return <ReasoningBlock block={block} growing={growing} />;
    case 'tool':
      return <ToolCallDisplay tool={block} />;
    case 'media':
      return <p className="text-sm text-soft">{`Attachment: ${block.name ?? block.mimeType}`}</p>;
  }
}
