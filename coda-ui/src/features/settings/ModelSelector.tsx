import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import type { Model } from '@/api/schema';
import { t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';

export type ModelSelectorProps = {
  models: readonly Model[];
  selectedId: string | undefined;
  onChoose: (id: string) => void;
};

const ModelMenu = later(
  () => import('./ModelMenu').then((module) => module.ModelMenu),
  ({ button }) => <ClosedButton {...button} />,
);

/** The model that the next message is sent to, and a list of all to choose another one. */
export function ModelSelector(props: ModelSelectorProps) {
  const { selectedId } = props;
  const [isWanted, setWanted] = useState(false);
  if (selectedId === undefined) return null;
  const button: ComponentProps<'button'> = {
    'aria-label': t('Model: {name}', { name: selectedId }),
    className:
      'flex min-h-8 max-w-full items-center gap-1 rounded-lg px-2 text-soft text-xs hover:bg-hover hover:text-ink pointer-coarse:min-h-11',
    children: (
      <>
        <span className="truncate">{selectedId}</span>
        <ChevronDown size={13} aria-hidden className="shrink-0" />
      </>
    ),
  };
  if (isWanted) return <ModelMenu {...props} button={button} />;
  return (
    <ClosedButton
      {...button}
      onPointerEnter={ModelMenu.load}
      onFocus={ModelMenu.load}
      onClick={() => setWanted(true)}
    />
  );
}

const ClosedButton = (props: ComponentProps<'button'>) => (
  <button type="button" aria-haspopup="dialog" aria-expanded={false} {...props} />
);
