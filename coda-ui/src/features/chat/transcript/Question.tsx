import { Pencil } from 'lucide-react';
import { use, useEffect, useRef, useState } from 'react';
import { formatTime } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { LazyMarkdown } from '@/shared/markdown/LazyMarkdown';
import { CopyButton } from '@/shared/ui/CopyButton';
import { cx } from '@/shared/ui/cx';
import { IconButton } from '@/shared/ui/IconButton';
import { type MessageView, textOf } from '../run/view';
import { EditForm } from './EditForm';
import { Media } from './Media';
import { MessageActionsContext } from './message-actions';
import { SiblingSwitch } from './SiblingSwitch';

/** Longer questions are folded. */
const LONG = { characters: 1500, lines: 20 };

type QuestionProps = {
  message: MessageView;
  /** Who said it, for screen readers. */
  author?: string;
};

/** What the user said, and what can be done with it. */
export function Question({ message, author = t('You') }: QuestionProps) {
  const { isBusy, editing, setEditing, edit } = use(MessageActionsContext);
  const pencil = useRef<HTMLButtonElement>(null);
  const isEditing = editing === message.id;
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !isEditing) pencil.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  const text = textOf(message);
  const isStored = message.siblingIds !== undefined;

  if (isEditing) {
    return (
      <article aria-label={author} data-message={message.id} className="space-y-2 py-2">
        <Files message={message} />
        <EditForm
          text={text}
          onCancel={() => setEditing(undefined)}
          onSubmit={(content) => edit(message.id, content)}
        />
      </article>
    );
  }
  return (
    <article
      aria-label={author}
      data-message={message.id}
      className="group flex flex-col items-end justify-end gap-x-1 py-2 sm:flex-row"
    >
      {isStored && (
        <div className="order-2 flex shrink-0 items-center opacity-60 transition-opacity sm:order-none pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100 print:hidden">
          <SiblingSwitch message={message} />
          <IconButton
            ref={pencil}
            label={t('Edit message')}
            icon={<Pencil size={14} />}
            disabled={isBusy}
            onClick={() => setEditing(message.id)}
          />
          <CopyButton label={t('Copy message')} text={() => text} />
        </div>
      )}
      <div className="flex min-w-0 max-w-full flex-col items-end gap-2 sm:max-w-[85%]">
        <Files message={message} />
        {text !== '' && <Bubble text={text} time={message.createdAt} />}
      </div>
    </article>
  );
}

/** What goes with the words; an edit of the words keeps it. */
function Files({ message }: { message: MessageView }) {
  const files = message.blocks.filter((block) => block.kind === 'media');
  if (files.length === 0) return null;
  return (
    <div className="flex max-w-full flex-wrap justify-end gap-2">
      {files.map((block) => (
        <Media key={block.key} block={block} />
      ))}
    </div>
  );
}

function Bubble({ text, time }: { text: string; time: number | undefined }) {
  const [open, setOpen] = useState(false);
  const isLong = text.length > LONG.characters || text.split('\n').length > LONG.lines;
  return (
    <div
      title={time === undefined ? undefined : formatTime(time)}
      className="min-w-0 max-w-full rounded-2xl rounded-ee-md bg-hover px-4 py-2.5 [overflow-wrap:anywhere]"
    >
      <div className={cx(isLong && !open && 'fold-away max-h-72 overflow-hidden print:max-h-none')}>
        {/^ {0,3}(?:```|~~~)/m.test(text) ? (
          <LazyMarkdown text={text} />
        ) : (
          <p dir="auto" className="whitespace-pre-wrap">
            {text}
          </p>
        )}
      </div>
      {isLong && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="touch-target mt-1 font-medium text-accent text-sm print:hidden"
        >
          {open ? t('Show less') : t('Show more')}
        </button>
      )}
    </div>
  );
}
