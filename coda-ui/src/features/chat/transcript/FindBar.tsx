import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { t } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';
import { showMessage } from '@/store/chatStore';
import type { MessageView } from '../run/view';
import { type Earlier, useWholeChat } from '../useEarlier';
import { matchesIn } from './find';

type FindBarProps = {
  messages: readonly MessageView[];
  earlier: Earlier;
  query: string;
  /** The message to begin at; otherwise the latest that is found. */
  start: string | undefined;
  onQuery: (query: string) => void;
  onClose: () => void;
};

/** Finds words in the whole chat, of which the browser itself only knows what is near the view. */
export function FindBar({ messages, earlier, query, start, onQuery, onClose }: FindBarProps) {
  const matches = useMemo(() => matchesIn(messages, query), [messages, query]);
  const [current, setCurrent] = useState(start);
  const [opener] = useState(() => document.activeElement);
  const at = matches.indexOf(current ?? '');
  useWholeChat(earlier, true);

  const show = (id: string | undefined) => {
    setCurrent(id);
    if (id !== undefined) showMessage(id);
  };
  const latest = matches.at(-1);
  useEffect(() => {
    if (current !== undefined || latest === undefined) return;
    setCurrent(latest);
    showMessage(latest);
  }, [current, latest]);

  const step = (by: number) =>
    show(matches.at(at < 0 ? -1 : (at + by + matches.length) % matches.length));
  const close = () => {
    onClose();
    if (opener instanceof HTMLElement) opener.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <search className="flex shrink-0 items-center justify-end gap-1 border-line border-b bg-sunken py-1 ps-4 pe-2 print:hidden">
      <input
        // biome-ignore lint/a11y/noAutofocus: a user who opens the bar wants to type here
        autoFocus
        aria-label={t('Find in this chat')}
        placeholder={t('Find in this chat')}
        value={query}
        onChange={(event) => {
          setCurrent(undefined);
          onQuery(event.target.value);
        }}
        onKeyDown={onKeyDown}
        className="h-8 min-w-0 flex-1 bg-transparent text-sm placeholder:text-soft focus-visible:outline-none"
      />
      <span aria-live="polite" className="min-w-14 text-end text-soft text-xs tabular-nums">
        {query.trim() !== '' &&
          (matches.length === 0
            ? t('Not found')
            : t('{n} of {all}', { n: at < 0 ? '–' : at + 1, all: matches.length }))}
      </span>
      <IconButton
        label={t('Previous match')}
        icon={<ChevronUp size={15} />}
        disabled={matches.length === 0}
        onClick={() => step(-1)}
      />
      <IconButton
        label={t('Next match')}
        icon={<ChevronDown size={15} />}
        disabled={matches.length === 0}
        onClick={() => step(1)}
      />
      <IconButton label={t('Close search')} icon={<X size={15} />} onClick={close} />
    </search>
  );
}
