import { useMutation } from '@tanstack/react-query';
import { Scissors } from 'lucide-react';
import { useId } from 'react';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';

type CompactButtonProps = {
  /** Has all turns but the last summarised. */
  onCompact: () => Promise<unknown>;
  /** A run is under way. */
  isRunning: boolean;
};

/** Makes room in the model's window before it fills by itself. */
export function CompactButton({ onCompact, isRunning }: CompactButtonProps) {
  const compact = useMutation({ mutationFn: onCompact });
  const note = useId();
  return (
    <div className="mt-3">
      <Button
        busy={compact.isPending}
        disabled={isRunning}
        aria-describedby={note}
        className="w-full"
        onClick={() => compact.mutate()}
      >
        <Scissors size={14} aria-hidden /> {t('Compact now')}
      </Button>
      <p id={note} className="mt-1.5 text-soft text-xs">
        {isRunning
          ? t('Possible once the answer is complete.')
          : t('A summary takes the place of all turns but the last, for the model alone.')}
      </p>
      {compact.error !== null && (
        <p role="alert" className="mt-1.5 text-bad text-xs">
          {compact.error.message}
        </p>
      )}
    </div>
  );
}
