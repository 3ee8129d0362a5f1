import type { SharedMessage } from '@/api/schema';
import { defined } from '@/shared/defined';
import { t } from '@/shared/i18n/translate';
import { type Block, blockKey, type MessageView } from '../run/view';

type SharedPart = SharedMessage['parts'][number];

/** A shared message as the chat would show it, without what its owner alone has. */
export const sharedView = ({ id, role, status, parts }: SharedMessage): MessageView => ({
  id,
  role: role === 'assistant' ? 'assistant' : 'user',
  status,
  blocks: parts.flatMap((part, index) => blockOf(part, { key: blockKey(id, index), part: index })),
  thoughts: [],
});

function blockOf(part: SharedPart, at: { key: string; part: number }): Block[] {
  switch (part.type) {
    case 'text':
      return [{ kind: 'text', ...at, text: part.text ?? '' }];
    case 'tool':
      return [
        {
          kind: 'tool',
          ...at,
          callId: at.key,
          toolName: part.tool_name ?? '',
          status: endOf(part.tool_status),
          ...defined({ input: part.input, output: part.output, error: part.error }),
        },
      ];
    case 'file':
      return [
        {
          kind: 'media',
          ...at,
          mimeType: part.media_type ?? '',
          name: t('A file that is not shared ({type})', { type: part.media_type ?? '' }),
        },
      ];
    default:
      return []; // a kind of part that this client does not know yet
  }
}

/** Nobody waits here for a call. */
const endOf = (status: SharedPart['tool_status']) =>
  status === undefined || status === 'pending' || status === 'running' ? 'unknown' : status;
