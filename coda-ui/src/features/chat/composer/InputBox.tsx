import { ArrowUp, ListPlus, Square } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { isComposing } from '@/shared/composing';
import { t } from '@/shared/i18n/translate';
import { Spinner } from '@/shared/ui/Spinner';
import { useChatStore } from '@/store/chatStore';
import { draftOf, restoreDraft, writeDraft } from './drafts';
import { usePromptMenu } from './usePromptMenu';

type InputBoxProps = {
  /** What the draft is kept under, see `drafts.ts`. */
  draftKeys: readonly string[];
  isStreaming: boolean;
  isSending: boolean;
  isStopping: boolean;
  onSend: (content: string) => Promise<unknown>;
  /** Keeps a message until the answer is complete, or stops the answer for it; absent where none can wait. */
  onQueue?: ((content: string, now: boolean) => void) | undefined;
  onStop: () => void;
  /** The arrow up in an empty box: the last question is to be edited. */
  onEditLast: () => void;
  /** Saved prompts are to be changed. */
  onManagePrompts: () => void;
  tools: ReactNode;
};

/**
 * Where the next message is written. Enter sends, Shift+Enter breaks the line, Esc stops the answer.
 * While an answer is written, Enter puts the message in the queue, Ctrl+Enter stops the answer for it.
 */
export function InputBox(props: InputBoxProps) {
  const { draftKeys, isStreaming, isSending, isStopping, onSend, onQueue, onStop, tools } = props;
  const draft = useChatStore((state) => draftOf(state.drafts, draftKeys));
  const write = (text: string) => writeDraft(draftKeys, text);
  const box = useRef<HTMLTextAreaElement>(null);
  const hasText = draft.trim() !== '';
  const canSend = !isStreaming && hasText;
  const canQueue = isStreaming && hasText && onQueue !== undefined;

  const prompts = usePromptMenu({
    draft,
    onInsert: (text) => {
      write(text);
      box.current?.focus();
    },
    onManage: props.onManagePrompts,
  });

  const chat = draftKeys.at(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chat is about to be written in
  useEffect(() => focusWithMouse(box.current), [chat]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [draft]);

  const send = () => {
    if (!canSend) return;
    write('');
    focusWithMouse(box.current);
    // What could not be sent goes back where it was written.
    onSend(draft.trim()).catch(() => restoreDraft(draftKeys, draft));
  };

  const queue = (now: boolean) => {
    write('');
    focusWithMouse(box.current);
    onQueue?.(draft.trim(), now);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (prompts.onKeyDown(event)) return;
    if (event.key === 'ArrowUp' && draft === '') {
      event.preventDefault();
      props.onEditLast();
    }
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    if (canQueue) queue(event.ctrlKey || event.metaKey);
    else send();
  };

  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canQueue) queue(false);
          else send();
        }}
        className="relative rounded-2xl border border-edge bg-raised shadow-float focus-within:border-accent"
      >
        {prompts.list}
        <textarea
          ref={box}
          data-shortcuts
          data-composer
          dir="auto"
          rows={1}
          value={draft}
          aria-label={t('Message')}
          placeholder={
            isStreaming && onQueue !== undefined ? t('Write what comes next…') : t('Ask Coda…')
          }
          enterKeyHint="send"
          onChange={(event) => write(event.target.value)}
          {...prompts.aria}
          onKeyDown={onKeyDown}
          className="block max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-4 pt-3 pb-1 placeholder:text-soft focus-visible:outline-none"
        />
        <div className="flex items-center justify-between gap-2 p-2 ps-3">
          <div className="min-w-0">{tools}</div>
          <div className="flex shrink-0 items-center gap-2">
            {canQueue && (
              <button
                type="button"
                onClick={() => queue(true)}
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
        </div>
      </form>
      {prompts.dialog}
    </>
  );
}

/** Goes to where the next message is written. */
export const focusComposer = () =>
  document.querySelector<HTMLElement>('textarea[data-composer]')?.focus();

/** On a touch screen, focus would bring up the keyboard. */
function focusWithMouse(element: HTMLElement | null): void {
  if (matchMedia('(pointer: fine)').matches) element?.focus();
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
