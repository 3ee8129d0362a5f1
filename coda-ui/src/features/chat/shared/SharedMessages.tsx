import { t } from '@/shared/i18n/translate';
import { Banner } from '@/shared/ui/Banner';
import { CopyButton } from '@/shared/ui/CopyButton';
import { type MessageView, textOf } from '../run/view';
import { MessageActionsContext, READ_ONLY } from '../transcript/message-actions';
import { Question } from '../transcript/Question';
import { StreamingMessage } from '../transcript/StreamingMessage';

/** Messages for people who can only read them. */
export function SharedMessages({ messages }: { messages: readonly MessageView[] }) {
  return (
    <MessageActionsContext value={READ_ONLY}>
      {messages.map((message) =>
        message.role === 'user' ? (
          <Question key={message.id} message={message} author={t('Question')} />
        ) : (
          <Answer key={message.id} message={message} />
        ),
      )}
    </MessageActionsContext>
  );
}

function Answer({ message }: { message: MessageView }) {
  const text = textOf(message);
  return (
    <article aria-label="Coda" data-message={message.id} className="py-2">
      <StreamingMessage message={message} />
      <footer className="mt-1.5">
        {message.status === 'failed' && <Banner tone="bad">{t('This answer failed.')}</Banner>}
        {message.status === 'cancelled' && (
          <p className="text-soft text-sm">{t('This answer was stopped.')}</p>
        )}
        {text !== '' && (
          <div className="-ms-2 print:hidden">
            <CopyButton label={t('Copy answer')} text={() => text} />
          </div>
        )}
      </footer>
    </article>
  );
}
