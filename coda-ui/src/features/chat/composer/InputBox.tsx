import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import type { Attachment } from '@/api/schema';
import { isComposing } from '@/shared/composing';
import { t } from '@/shared/i18n/translate';
import { useChatStore } from '@/store/chatStore';
import { AttachButton } from './AttachButton';
import { AttachmentList } from './AttachmentList';
import { draftOf, restoreDraft, writeDraft } from './drafts';
import { SendButtons } from './SendButtons';
import type { Attachments } from './useAttachments';
import { usePromptMenu } from './usePromptMenu';

type InputBoxProps = {
  /** What the draft is kept under, see `drafts.ts`. */
  draftKeys: readonly string[];
  isStreaming: boolean;
  isSending: boolean;
  isStopping: boolean;
  attachments: Attachments;
  onSend: (content: string, files: readonly Attachment[]) => Promise<unknown>;
  /** Keeps a message until the answer is complete, or stops the answer for it; absent where none can wait. */
  onQueue?:
    | ((content: string, files: readonly Attachment[], now: boolean) => Promise<unknown>)
    | undefined;
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
  const { attachments } = props;
  const draft = useChatStore((state) => draftOf(state.drafts, draftKeys));
  const write = (text: string) => writeDraft(draftKeys, text);
  const box = useRef<HTMLTextAreaElement>(null);
  const isEmpty = draft.trim() === '' && attachments.files.length === 0;
  const canSend = !isStreaming && !isEmpty && attachments.isReady;
  const canQueue = isStreaming && !isEmpty && attachments.isReady && onQueue !== undefined;

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

  const takeOut = (send: InputBoxProps['onSend']) => {
    const files = attachments.take();
    write('');
    focusWithMouse(box.current);
    send(draft.trim(), files.uploaded).then(files.forget, () => {
      // What could not be sent goes back where it was written.
      if (draft !== '') restoreDraft(draftKeys, draft);
      files.putBack();
    });
  };
  const send = () => {
    if (canSend) takeOut(onSend);
  };
  const queue = (now: boolean) => {
    if (canQueue) takeOut((content, files) => onQueue(content, files, now));
  };

  const onPaste = (event: ClipboardEvent) => {
    // Office programs put a picture of a text beside it.
    const files = event.clipboardData.getData('text/plain') === '' && event.clipboardData.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    attachments.add([...files]);
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
        <AttachmentList {...attachments} />
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
          onPaste={onPaste}
          className="block max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-4 pt-3 pb-1 placeholder:text-soft focus-visible:outline-none"
        />
        <div className="flex items-center justify-between gap-2 p-2">
          <div className="flex min-w-0 items-center">
            <AttachButton onFiles={attachments.add} />
            {tools}
          </div>
          <SendButtons
            isStreaming={isStreaming}
            isSending={isSending}
            isStopping={isStopping}
            canSend={canSend}
            canQueue={canQueue}
            onStop={onStop}
            onSendNow={() => queue(true)}
          />
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
