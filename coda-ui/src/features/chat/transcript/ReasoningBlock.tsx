import { ChevronRight, Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '@/shared/hooks/useNow';
import { t } from '@/shared/i18n/translate';
import { serverNow } from '@/shared/server-time';
import { cx } from '@/shared/ui/cx';
import { setExpanded, useChatStore } from '@/store/chatStore';
import type { ReasoningBlock as Reasoning } from '../run/view';

type ReasoningBlockProps = {
  block: Reasoning;
  growing: boolean;
  /** When the model began, if that is known; otherwise it is when this came into view. */
  begun: number | undefined;
};

/** The model's own reasoning: folded until a reader opens it. */
export function ReasoningBlock({ block, growing, begun }: ReasoningBlockProps) {
  const open = useChatStore((state) => state.expanded[block.key] ?? false);
  const [since] = useState(() => begun ?? serverNow());
  const seconds = Math.max(0, Math.floor((useNow(growing, 1000) - since) / 1000));
  return (
    <div className="text-sm">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setExpanded(block.key, !open)}
        className="touch-target -ms-1.5 flex items-center gap-1.5 rounded-md px-1.5 py-0.5 text-soft hover:bg-hover hover:text-ink"
      >
        <Lightbulb size={14} aria-hidden />
        {growing ? t('Thinking… {n} s', { n: seconds }) : t('Reasoning')}
        <ChevronRight
          size={14}
          aria-hidden
          className={cx('transition-transform', open && 'rotate-90')}
        />
      </button>
      {open && (
        <p
          dir="auto"
          className="mt-1.5 max-w-[72ch] whitespace-pre-wrap break-words border-line border-s-2 ps-3 text-soft"
        >
          {block.text}
        </p>
      )}
    </div>
  );
}
