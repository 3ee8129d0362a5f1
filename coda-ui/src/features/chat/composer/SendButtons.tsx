import { ArrowUp, ListPlus, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '@/shared/i18n/translate';
import { Spinner } from '@/shared/ui/Spinner';

type SendButtonsProps = {
  isStreaming: boolean;
  isSending: boolean;
  isStopping: boolean;
  canSend: boolean;
  canQueue: boolean;
  onStop: () => void;
  /** The answer is to be stopped for the message. */
  onSendNow: () => void;
};

/** Sends, queues or stops, whichever can be done. */
export function SendButtons(props: SendButtonsProps) {
  const { isStreaming, isSending, isStopping, canSend, canQueue, onStop, onSendNow } = props;
  return (
    <div className="flex shrink-0 items-center gap-2">
      {canQueue && (
        <button
          type="button"
          onClick={onSendNow}
          title={t('Stop the answer and send this instead (Ctrl+Enter)')}
          className="touch-target min-h-8 rounded-lg px-2 text-soft text-xs hover:bg-hover hover:text-ink"
        >
          {t('Stop and send')}
        </button>
      )}
      {isStreaming && (
        <RoundButton
          type="button"
          label={isStopping ? t('Stopping…') : t('Stop (Esc)')}
          onClick={onStop}
          disabled={isSending || isStopping}
        >
          {isSending || isStopping ? (
            <Spinner />
          ) : (
            <Square size={13} fill="currentColor" aria-hidden />
          )}
        </RoundButton>
      )}
      {canQueue && (
        <RoundButton
          type="submit"
          label={t('Send when this answer is complete (Enter)')}
          disabled={false}
        >
          <ListPlus size={17} aria-hidden />
        </RoundButton>
      )}
      {!isStreaming && (
        <RoundButton type="submit" label={t('Send')} disabled={!canSend}>
          <ArrowUp size={18} aria-hidden />
        </RoundButton>
      )}
    </div>
  );
}

type RoundButtonProps = {
  type: 'button' | 'submit';
  label: string;
  disabled: boolean;
  onClick?: () => void;
  children: ReactNode;
};

function RoundButton({ type, label, disabled, onClick, children }: RoundButtonProps) {
  return (
    <button
      type={type}
      title={label}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
      className="touch-target flex size-8 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-strong disabled:bg-hover disabled:text-soft"
    >
      {children}
    </button>
  );
}
