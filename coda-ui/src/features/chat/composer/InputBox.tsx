import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { isComposing } from '@/shared/composing';
import { Spinner } from '@/shared/ui/Spinner';
import { restoreDraft, setDraft, useChatStore } from '@/store/chatStore';

type InputBoxProps = {
  draftKey: string;
  isStreaming: boolean;
  isSending: boolean;
  isStopping: boolean;
  onSend: (content: string) => Promise<unknown>;
  onStop: () => void;
  /** The arrow up in an empty box: the last question is to be edited. */
  onEditLast: () => void;
  tools: ReactNode;
};

/** Where the next message is written. Enter sends, Shift+Enter breaks the line, Esc stops the answer. */
export function InputBox(props: InputBoxProps) {
  const { draftKey, isStreaming, isSending, isStopping, onSend, onStop, onEditLast, tools } = props;
  const draft = useChatStore((state) => state.drafts[draftKey] ?? '');
  const box = useRef<HTMLTextAreaElement>(null);
  const canSend = !isStreaming && draft.trim() !== '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: another chat is about to be written in
  useEffect(() => focusWithMouse(box.current), [draftKey]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [draft]);

  const send = () => {
    if (!canSend) return;
    setDraft(draftKey, '');
    focusWithMouse(box.current);
    // What could not be sent goes back where it was written.
    onSend(draft.trim()).catch(() => restoreDraft(draftKey, draft));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' && draft === '') {
      event.preventDefault();
      onEditLast();
    }
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="rounded-2xl border border-edge bg-raised shadow-float focus-within:border-accent"
    >
      <textarea
        ref={box}
        data-shortcuts
        rows={1}
        value={draft}
        aria-label="Message"
        placeholder="Ask Coda…"
        enterKeyHint="send"
        onChange={(event) => setDraft(draftKey, event.target.value)}
        onKeyDown={onKeyDown}
        className="block max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-4 pt-3 pb-1 placeholder:text-soft focus-visible:outline-none"
      />
      <div className="flex items-center justify-between gap-2 p-2 ps-3">
        <div className="min-w-0">{tools}</div>
        {isStreaming ? (
          <RoundButton
            type="button"
            label={isStopping ? 'Stopping…' : 'Stop (Esc)'}
            onClick={onStop}
            disabled={isSending || isStopping}
          >
            {isSending || isStopping ? (
              <Spinner />
            ) : (
              <Square size={13} fill="currentColor" aria-hidden />
            )}
          </RoundButton>
        ) : (
          <RoundButton type="submit" label="Send" disabled={!canSend}>
            <ArrowUp size={18} aria-hidden />
          </RoundButton>
        )}
      </div>
    </form>
  );
}

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
