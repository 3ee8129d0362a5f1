import { memo } from 'react';
import type { MessageView } from '../run/view';
import { AnswerFooter } from './AnswerFooter';
import { Question } from './Question';
import { StreamingMessage } from './StreamingMessage';
import { useDetail } from './useDetail';

type MessageItemProps = { message: MessageView; isLast: boolean };

export const MessageItem = memo(function MessageItem({ message, isLast }: MessageItemProps) {
  return message.role === 'user' ? (
    <Question message={message} />
  ) : (
    <Answer message={message} isLast={isLast} />
  );
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
