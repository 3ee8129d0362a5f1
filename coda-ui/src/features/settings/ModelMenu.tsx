import { Popover } from 'radix-ui';
import { type ComponentProps, useState } from 'react';
import type { Model } from '@/api/schema';
import { formatDollars } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { Picker } from '@/shared/ui/Picker';
import type { ModelSelectorProps } from './ModelSelector';
import { idOf } from './useModels';

type ModelMenuProps = ModelSelectorProps & { button: ComponentProps<'button'> };

/** The models to choose from, which were just opened and can be opened again. */
export function ModelMenu({ models, selectedId, onChoose, button }: ModelMenuProps) {
  const [open, setOpen] = useState(true);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger {...button} />
      <Popover.Content
        align="start"
        side="top"
        sideOffset={6}
        collisionPadding={12}
        aria-label={t('Models')}
        className="z-30 flex max-h-[min(24rem,60dvh)] w-[min(26rem,calc(100vw-2rem))] animate-appear flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-float"
      >
        <Picker
          label={t('Models')}
          placeholder={t('Search models')}
          items={models.map(itemOf)}
          selectedId={selectedId}
          onPick={(id) => {
            onChoose(id);
            setOpen(false);
          }}
        />
      </Popover.Content>
    </Popover.Root>
  );
}

function itemOf(model: Model) {
  const { capabilities = [], available } = model;
  return {
    id: idOf(model),
    label: idOf(model),
    detail: available ? <Facts model={model} /> : t('needs a key'),
    isDisabled: !available,
    words: capabilities.join(' '),
  };
}

/** How much it reads, what it costs and what it can do. */
function Facts({ model }: { model: Model }) {
  const { capabilities = [], context_window: context } = model;
  const size = context === undefined ? undefined : `${Math.round(context / 1000)}k`;
  return (
    <span className="block text-end leading-tight">
      <span className="block tabular-nums" title={t('Prices of a million tokens')}>
        {[size, pricesOf(model)].filter(Boolean).join(' · ')}
      </span>
      <span className="block text-2xs max-sm:hidden">
        {capabilities.join(' · ').replaceAll('_', ' ')}
      </span>
    </span>
  );
}

const pricesOf = ({ input_price: input, output_price: output }: Model) =>
  input === undefined || output === undefined
    ? undefined
    : t('{input} in, {output} out', {
        input: formatDollars(Number(input)),
        output: formatDollars(Number(output)),
      });
