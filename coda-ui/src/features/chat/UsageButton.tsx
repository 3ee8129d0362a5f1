import { Gauge } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ComponentProps, useState } from 'react';
import type { Model } from '@/api/schema';
import { formatPercent } from '@/shared/figures';
import { formatCost, formatCount, formatDuration } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { popoverClass } from '@/shared/ui/menu';
import { CompactButton } from './CompactButton';
import {
  type Composition,
  type Context,
  compositionOf,
  costOfSending,
  type Totals,
} from './run/metrics';
import type { MessageView } from './run/view';
import { type Earlier, useWholeChat } from './useEarlier';

const UNKNOWN = '–';

type UsageButtonProps = {
  messages: readonly MessageView[];
  earlier: Earlier;
  totals: Totals;
  context: Context | undefined;
  /** The model that the next message goes to. */
  model: Model | undefined;
  compaction: ComponentProps<typeof CompactButton>;
};

/** What the conversation has taken so far: its tokens on the button, the rest on a click. */
export function UsageButton(props: UsageButtonProps) {
  const { messages, earlier, totals, context, model } = props;
  const [open, setOpen] = useState(false);
  useWholeChat(earlier, open);
  if (totals.tokens === 0) return null;
  const tokens = `${formatCount(totals.tokens)}${earlier.hasMore ? '+' : ''}`;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={t('Usage of this conversation: {n} tokens', { n: tokens })}
        className="touch-target flex h-8 items-center gap-1.5 rounded-lg px-2 text-soft text-xs tabular-nums hover:bg-hover hover:text-ink"
      >
        <Gauge size={15} aria-hidden />
        <span className="max-sm:hidden">{t('{n} tokens', { n: tokens })}</span>
      </Popover.Trigger>
      <Popover.Content
        aria-label={t('Usage of this conversation')}
        align="end"
        sideOffset={6}
        className={`${popoverClass} w-72`}
      >
        <h2 className="mb-2 font-medium">{t('Usage of this conversation')}</h2>
        <dl className="space-y-1 text-xs tabular-nums">
          <Metric name={t('Tokens')} value={tokens} />
          <Metric name={t('Sent to the model')} value={formatCount(totals.input)} />
          <Metric name={t('From its cache')} value={shareOf(totals.cachedShare)} />
          <Metric name={t('Written by the model')} value={formatCount(totals.output)} />
          <Metric name={t('Cost')} value={costOf(totals)} />
          <Metric name={t('Next message')} value={costOfNext(context, model)} />
          <Metric name={t('Model time')} value={formatDuration(totals.timeMs)} />
        </dl>
        <ContextWindow
          context={context}
          limit={context?.limit ?? model?.context_window}
          composition={compositionOf(messages)}
        />
        <CompactButton {...props.compaction} />
      </Popover.Content>
    </Popover.Root>
  );
}

type ContextProps = {
  context: Context | undefined;
  limit: number | undefined;
  composition: Composition | undefined;
};

/** How full the model's window is, and of what. */
function ContextWindow({ context, limit, composition }: ContextProps) {
  const fill = context === undefined || !limit ? undefined : context.tokens / limit;
  return (
    <section className="mt-3 border-line border-t pt-2 text-xs tabular-nums">
      <h3 className="mb-1 font-medium">{t('Context window')}</h3>
      {fill !== undefined && (
        <meter
          aria-label={t('Context window')}
          max={100}
          value={Math.min(100, Math.ceil(fill * 100))}
          className="mb-2 block h-2 w-full"
        />
      )}
      <dl className="space-y-1">
        <Metric name={t('In use')} value={fillOf(context, limit, fill)} />
        {composition !== undefined && (
          <>
            <Metric name={t('Your messages')} value={`≈ ${shareOf(composition.questions)}`} />
            <Metric name={t('Answers')} value={`≈ ${shareOf(composition.answers)}`} />
            <Metric name={t('Tool calls')} value={`≈ ${shareOf(composition.tools)}`} />
          </>
        )}
      </dl>
    </section>
  );
}

function fillOf(
  context: Context | undefined,
  limit: number | undefined,
  fill: number | undefined,
): string {
  if (context === undefined) return UNKNOWN;
  const tokens = t('{n} tokens', { n: formatCount(context.tokens) });
  return fill === undefined || limit === undefined
    ? tokens
    : t('{share} of {n}', { share: shareOf(fill), n: formatCount(limit) });
}

const shareOf = (share: number | undefined) =>
  share === undefined ? UNKNOWN : formatPercent(Math.ceil(share * 100) / 100);

function Metric({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex justify-between gap-6">
      <dt className="text-soft">{name}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}

/** What is in the window is sent again; how long the answer will be, nobody knows. */
function costOfNext(context: Context | undefined, model: Model | undefined): string {
  const cost = costOfSending(context?.tokens, model);
  return cost === undefined
    ? UNKNOWN
    : t('{cost} and its answer', { cost: `≈ ${formatCost(cost)}` });
}

function costOf({ costUsd, costIsPartial }: Totals): string {
  if (costUsd === undefined) return UNKNOWN;
  return costIsPartial ? t('at least {cost}', { cost: formatCost(costUsd) }) : formatCost(costUsd);
}
