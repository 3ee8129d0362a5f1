import { ListTree } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { t } from '@/shared/i18n/translate';
import { Picker } from '@/shared/ui/Picker';
import { showMessage } from '@/store/chatStore';
import { type MessageView, textOf } from '../run/view';
import { type Earlier, useWholeChat } from '../useEarlier';

/** With fewer questions there is nothing to find one's way in. */
const WORTHWHILE = 3;

/** The files of a question, which may be all of it. */
const namesOf = ({ blocks }: MessageView) =>
  blocks
    .flatMap((block) => (block.kind === 'media' ? [block.name ?? block.mimeType] : []))
    .join(', ');

type OutlineButtonProps = { messages: readonly MessageView[]; earlier: Earlier };

/** The questions of a chat, to go to one of them. */
export function OutlineButton({ messages, earlier }: OutlineButtonProps) {
  const [open, setOpen] = useState(false);
  const isChosen = useRef(false);
  useWholeChat(earlier, open);
  const questions = messages.filter(({ role }) => role === 'user');
  if (questions.length < WORTHWHILE) return null;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={t('Outline of this chat')}
        className="touch-target flex h-8 items-center gap-1.5 rounded-lg px-2 text-soft text-xs hover:bg-hover hover:text-ink"
      >
        <ListTree size={15} aria-hidden />
        <span className="max-sm:hidden">{t('Outline')}</span>
      </Popover.Trigger>
      <Popover.Content
        align="end"
        sideOffset={6}
        aria-label={t('Outline of this chat')}
        onCloseAutoFocus={(event) => {
          // The message that was chosen stays in view.
          if (isChosen.current) event.preventDefault();
          isChosen.current = false;
        }}
        className="z-30 flex max-h-[min(28rem,70dvh)] w-[min(24rem,calc(100vw-2rem))] animate-appear flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-float"
      >
        <Picker
          label={t('Outline of this chat')}
          placeholder={t('Search questions')}
          items={questions.map((question) => ({
            id: question.id,
            label: textOf(question).split('\n', 1)[0] || namesOf(question),
            words: `${textOf(question)} ${namesOf(question)}`,
          }))}
          onPick={(id) => {
            showMessage(id);
            isChosen.current = true;
            setOpen(false);
          }}
        />
      </Popover.Content>
    </Popover.Root>
  );
}
