import { memo } from 'react';
import { type MessageView, onlyCompacts } from '../run/view';
import { AnswerFooter } from './AnswerFooter';
import { CompactedNote } from './CompactedNote';
import { Question } from './Question';
import { StreamingMessage } from './StreamingMessage';
import { useDetail } from './useDetail';

type MessageItemProps = { message: MessageView; isLast: boolean };

export const MessageItem = memo(function MessageItem({ message, isLast }: MessageItemProps) {
  if (onlyCompacts(message)) return <CompactedNote message={message} />;
  if (message.role === 'assistant') return <Answer message={message} isLast={isLast} />;
  // Results of a client's own tools come as a message in which nobody says anything.
  return message.blocks.some(({ kind }) => kind !== 'tool') ? <Question message={message} /> : null;
});

function Answer({ message, isLast }: MessageItemProps) {
  const detailed = useDetail(message, isLast);
  return (
    <article aria-label="Coda" data-message={message.id} className="group py-2">
      <StreamingMessage message={detailed} />
      {message.status !== 'partial' && <AnswerFooter message={detailed} isLast={isLast} />}
    </article>
  );
}
