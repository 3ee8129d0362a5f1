import { ChevronLeft, ChevronRight } from 'lucide-react';
import { use } from 'react';
import { msg, t } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';
import type { MessageView } from '../run/view';
import { MessageActionsContext } from './message-actions';

const QUESTION = {
  versions: msg('Versions of this question'),
  previous: msg('Previous question'),
  next: msg('Next question'),
};
const ANSWER = {
  versions: msg('Versions of this answer'),
  previous: msg('Previous answer'),
  next: msg('Next answer'),
};

/** Goes through the messages that are in the same place; nothing where there is but one. */
export function SiblingSwitch({ message }: { message: MessageView }) {
  const { isBusy, select } = use(MessageActionsContext);
  const siblings = message.siblingIds ?? [];
  const index = siblings.indexOf(message.id);
  if (siblings.length < 2 || index < 0) return null;
  const texts = message.role === 'user' ? QUESTION : ANSWER;
  const step = (to: number, label: string, icon: React.ReactNode) => {
    const target = siblings[to];
    return (
      <IconButton
        label={label}
        icon={icon}
        disabled={isBusy || target === undefined}
        onClick={() => target !== undefined && select(target)}
      />
    );
  };
  return (
    <fieldset className="flex items-center" aria-label={t(texts.versions)}>
      {step(index - 1, t(texts.previous), <ChevronLeft size={15} className="rtl:-scale-x-100" />)}
      <span className="text-soft text-xs tabular-nums">{`${index + 1} / ${siblings.length}`}</span>
      {step(index + 1, t(texts.next), <ChevronRight size={15} className="rtl:-scale-x-100" />)}
    </fieldset>
  );
}
