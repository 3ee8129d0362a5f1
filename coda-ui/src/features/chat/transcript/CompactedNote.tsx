import { Scissors } from 'lucide-react';
import { formatCount } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import type { Compaction, MessageView } from '../run/view';

type CompactedNoteProps = { message: MessageView & { compaction: Compaction } };

/** Where a person had the conversation compacted, and what that has saved. */
export function CompactedNote({ message }: CompactedNoteProps) {
  return (
    <p
      data-message={message.id}
      className="flex items-center justify-center gap-2 py-3 text-center text-soft text-xs tabular-nums"
    >
      <Scissors size={13} aria-hidden className="shrink-0" />
      {textOf(message.compaction)}
    </p>
  );
}

function textOf({ tokensBefore, tokensAfter }: Compaction): string {
  return tokensBefore === undefined || tokensAfter === undefined
    ? t('What came before was summarised for the model.')
    : t('What came before was summarised for the model: {before} became {after} tokens.', {
        before: formatCount(tokensBefore),
        after: formatCount(tokensAfter),
      });
}
