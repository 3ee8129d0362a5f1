import { TextQuote } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { t } from '@/shared/i18n/translate';

type QuoteButtonProps = {
  /** The element whose text can be quoted. */
  within: RefObject<HTMLElement | null>;
  onQuote: (text: string) => void;
};

type Selected = { text: string; top: number; left: number };

/** Offers to quote the text that is selected, beside its end. */
export function QuoteButton({ within, onQuote }: QuoteButtonProps) {
  const [selected, setSelected] = useState<Selected>();
  useEffect(() => {
    const look = () => setSelected(selectedIn(within.current));
    document.addEventListener('selectionchange', look);
    const element = within.current;
    element?.addEventListener('scroll', look, { passive: true });
    return () => {
      document.removeEventListener('selectionchange', look);
      element?.removeEventListener('scroll', look);
    };
  }, [within]);
  if (selected === undefined) return null;
  return (
    <button
      type="button"
      // A press would take the selection away before the click.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => {
        onQuote(selected.text);
        document.getSelection()?.removeAllRanges();
      }}
      style={{ top: selected.top, left: selected.left }}
      className="fixed z-20 flex min-h-9 -translate-x-1/2 animate-appear items-center gap-1.5 rounded-full border border-line bg-raised px-3 font-medium text-sm shadow-float hover:bg-hover pointer-coarse:min-h-11 print:hidden"
    >
      <TextQuote size={14} aria-hidden /> {t('Quote')}
    </button>
  );
}

/** What is selected in an element, and a place under it that is in view. */
function selectedIn(element: HTMLElement | null): Selected | undefined {
  const selection = document.getSelection();
  if (element === null || selection === null || selection.isCollapsed) return undefined;
  const text = selection.toString().trim();
  const range = selection.getRangeAt(0);
  if (text === '' || !element.contains(range.commonAncestorContainer)) return undefined;
  const place = range.getBoundingClientRect();
  const view = element.getBoundingClientRect();
  if (place.bottom < view.top || place.top > view.bottom) return undefined;
  return {
    text,
    top: Math.min(place.bottom + 6, view.bottom - 48),
    left: Math.min(Math.max(place.left + place.width / 2, view.left + 56), view.right - 56),
  };
}
