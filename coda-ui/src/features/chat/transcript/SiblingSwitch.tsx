import { ChevronLeft, ChevronRight } from 'lucide-react';
import { use } from 'react';
import { IconButton } from '@/shared/ui/IconButton';
import type { MessageView } from '../run/view';
import { MessageActionsContext } from './message-actions';

/** Goes through the messages that stand in the same place; nothing where there is but one. */
export function SiblingSwitch({ message }: { message: MessageView }) {
  const { isBusy, select } = use(MessageActionsContext);
  const siblings = message.siblingIds ?? [];
  const index = siblings.indexOf(message.id);
  if (siblings.length < 2 || index < 0) return null;
  const name = message.role === 'user' ? 'question' : 'answer';
  const step = (to: number, label: string, icon: React.ReactNode) => {
    const target = siblings[to];
    return (
      <IconButton
        label={`${label} ${name}`}
        icon={icon}
        disabled={isBusy || target === undefined}
        onClick={() => target !== undefined && select(target)}
      />
    );
  };
  return (
    <fieldset className="flex items-center" aria-label={`Versions of this ${name}`}>
      {step(index - 1, 'Previous', <ChevronLeft size={15} />)}
      <span className="text-soft text-xs tabular-nums">{`${index + 1} / ${siblings.length}`}</span>
      {step(index + 1, 'Next', <ChevronRight size={15} />)}
    </fieldset>
  );
}
