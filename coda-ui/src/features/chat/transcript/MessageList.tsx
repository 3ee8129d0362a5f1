import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useInView } from '@/shared/hooks/useInView';
import { usePrinting } from '@/shared/hooks/usePrinting';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Spinner } from '@/shared/ui/Spinner';
import { useChatStore } from '@/store/chatStore';
import { waitsForPerson } from '../run/approval';
import { isSettled, type MessageView } from '../run/view';
import type { Earlier } from '../useEarlier';
import { MessageItem } from './MessageItem';
import { QuoteButton } from './QuoteButton';
import { useFollowScroll } from './useFollowScroll';
import { revealWords, useHighlight } from './useHighlight';
import { WaitingDots } from './WaitingDots';

type MessageListProps = {
  messages: readonly MessageView[];
  /** Those before them, which are read as their place comes into view. */
  earlier: Earlier;
  isStreaming: boolean;
  /** Words to mark. */
  found: string;
  onQuote: (text: string) => void;
};

/** The log. Only what is near the view is mounted; it follows the newest line until you scroll away. */
export function MessageList(props: MessageListProps) {
  const { messages, earlier, isStreaming, found, onQuote } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const { atEnd, jumpToEnd, letGo } = useFollowScroll(scroller, messages.findLast(isQuestion)?.id);
  const printing = usePrinting();
  useHighlight(scroller, found);

  const shown = useChatStore((state) => state.shown);
  const words = useRef(found);
  words.current = found;
  useEffect(() => {
    if (shown === undefined) return;
    const index = messages.findIndex(({ id }) => id === shown.messageId);
    if (index < 0) return;
    letGo();
    list.current?.scrollToIndex(index, { align: 'start', offset: -16 });
    if (scroller.current !== null) revealWords(scroller.current, shown.messageId, words.current);
    // What was shown once is not shown again when the list comes back.
    useChatStore.setState({ shown: undefined });
  }, [shown, messages, letGo]);
  const last = messages.at(-1);
  const isWaiting = isStreaming && !isMoving(last) && !waitsForPerson(last);

  const isPrepended = useIsPrepended(messages);
  const items = messages.map((message, index) => (
    <MessageItem key={message.id} message={message} isLast={index === messages.length - 1} />
  ));

  return (
    <div className="group/list relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('Messages')}
        aria-busy={isStreaming}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain px-4 [overflow-anchor:none] print:h-auto print:overflow-visible"
      >
        <div className="mx-auto max-w-answer py-4">
          {earlier.hasMore && <EarlierMessages earlier={earlier} />}
          {printing ? (
            items
          ) : (
            <Virtualizer ref={list} scrollRef={scroller} bufferSize={800} shift={isPrepended}>
              {items}
            </Virtualizer>
          )}
          {isWaiting && <WaitingDots />}
        </div>
      </div>
      <QuoteButton within={scroller} onQuote={onQuote} />
      {!atEnd && (
        <button
          type="button"
          onClick={jumpToEnd}
          // An edit has buttons of its own at this place.
          className="absolute inset-x-0 group-has-[[data-editing]]/list:hidden bottom-3 mx-auto flex print:hidden min-h-9 w-fit animate-appear items-center gap-1.5 rounded-full border border-line bg-raised px-3.5 font-medium text-sm shadow-float hover:bg-hover pointer-coarse:min-h-11"
        >
          <ArrowDown size={15} aria-hidden /> {t('Jump to latest')}
        </button>
      )}
    </div>
  );
}

/** The place of messages that were not read yet. */
function EarlierMessages({ earlier }: { earlier: Earlier }) {
  const { isReading, hasFailed, readPage } = earlier;
  const place = useRef<HTMLDivElement>(null);
  useInView(place, () => !isReading && !hasFailed && readPage());
  return (
    <div ref={place} className="flex h-12 items-center justify-center text-soft">
      {hasFailed ? (
        <Button busy={isReading} onClick={readPage}>
          {t('Show earlier messages')}
        </Button>
      ) : (
        <>
          <Spinner />
          <span className="sr-only">{t('Reading earlier messages…')}</span>
        </>
      )}
    </div>
  );
}

/** Whether messages were added before the first one, which is to stay where it is. */
function useIsPrepended(messages: readonly MessageView[]): boolean {
  const first = messages[0]?.id;
  const before = useRef(first);
  useLayoutEffect(() => {
    before.current = first;
  }, [first]);
  return before.current !== first && messages.some(({ id }) => id === before.current);
}

/** Something at the end of the list shows by itself that work is continuing. */
function isMoving(last: MessageView | undefined): boolean {
  const block = last?.role === 'assistant' ? last.blocks.at(-1) : undefined;
  return block !== undefined && (block.kind !== 'tool' || !isSettled(block));
}

const isQuestion = (message: MessageView) => message.role === 'user';
