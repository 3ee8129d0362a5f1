import { artifactIn, artifactUrl } from '@/api/artifacts';
import type { Attachment, Part } from '@/api/schema';
import { defined } from '@/shared/defined';
import { type Block, blockKey, isSettled, type ToolBlock } from './view';

/** The blocks of a whole message: each call and its result become one. */
export function blocksOf(messageId: string, parts: readonly Part[]): Block[] {
  let blocks: readonly Block[] = [];
  parts.forEach((part, index) => {
    blocks = withPart(blocks, messageId, index, part);
  });
  return [...blocks];
}

function withPart(blocks: readonly Block[], messageId: string, index: number, part: Part) {
  const at = { key: blockKey(messageId, index), part: index };
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return part.text === ''
        ? blocks
        : placed(blocks, { kind: part.type, ...at, text: part.text });
    case 'tool_call':
      return withTool(blocks, part.call_id, index, part.tool_name, (tool) => ({
        ...tool,
        status: 'waiting',
        input: part.input,
      }));
    case 'tool_result':
      return withTool(blocks, part.call_id, index, part.tool_name, (tool) =>
        withResult(tool, part),
      );
    case 'media':
      return placed(blocks, {
        kind: 'media',
        ...at,
        mimeType: part.mime_type,
        ...defined({ name: part.name, artifactId: artifactIn(part.uri) }),
        ...pictureOf(part),
      });
    default:
      return blocks; // a kind of part that this client does not know yet
  }
}

const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;

/**
 * Only what came with the message, or is kept at the server, is shown; another address would tell
 * its host who reads this.
 */
function pictureOf({ mime_type, data, uri }: Part & { type: 'media' }): { picture?: string } {
  if (!PICTURE.test(mime_type)) return {};
  const id = artifactIn(uri);
  if (id !== undefined) return { picture: artifactUrl(id) };
  return data === undefined ? {} : { picture: `data:${mime_type};base64,${data}` };
}

/** The files of a message that are kept at the server. */
export const attachmentsOf = (blocks: readonly Block[]): Attachment[] =>
  blocks.flatMap((block) =>
    block.kind === 'media' && block.artifactId !== undefined
      ? [{ id: block.artifactId, name: block.name ?? '', media_type: block.mimeType, size: 0 }]
      : [],
  );

/** Replaces the block with the same key, or inserts it where its part index belongs. */
export function placed(blocks: readonly Block[], block: Block): readonly Block[] {
  const same = blocks.findIndex((b) => b.key === block.key);
  if (same >= 0) return blocks.with(same, block);
  const next = blocks.findIndex((b) => b.part > block.part);
  return next < 0 ? [...blocks, block] : blocks.toSpliced(next, 0, block);
}

/** Changes the block of a call, which is made if this is the first that arrives of it. */
export function withTool(
  blocks: readonly Block[],
  callId: string,
  part: number,
  toolName: string,
  change: (tool: ToolBlock) => ToolBlock,
): readonly Block[] {
  const known = blocks.find((b) => b.kind === 'tool' && b.callId === callId);
  return placed(
    blocks,
    change(
      known?.kind === 'tool'
        ? known
        : { kind: 'tool', key: callId, part, callId, toolName, status: 'writing' },
    ),
  );
}

export function withResult(
  { live: _, ...tool }: ToolBlock,
  result: Pick<ToolBlock, 'output' | 'error'> & { status: ToolBlock['status'] },
  executionTimeMs?: number,
): ToolBlock {
  return {
    ...tool,
    status: result.status,
    ...defined({ output: result.output, error: result.error, executionTimeMs }),
  };
}

/** In a message that has ended, a call without a result will not get one any more. */
export function settled(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) =>
    block.kind === 'tool' && !isSettled(block) ? withResult(block, { status: 'unknown' }) : block,
  );
}

/** Adds a piece of text at its offset; what is there already is not added twice. */
export function spliced(text: string, offset: number, delta: string): string {
  const known = text.length - offset;
  return known <= 0 ? text + delta : text + delta.slice(known);
}
