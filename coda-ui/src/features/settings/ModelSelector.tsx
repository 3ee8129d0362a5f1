import { ChevronDown } from 'lucide-react';
import { useSettings } from '@/store/settingsStore';
import { useModels } from './useModels';

/** The model that the next message is sent to. */
export function ModelSelector() {
  const { models, selected } = useModels();
  if (selected === undefined) return null;
  return (
    <label className="relative inline-flex max-w-full items-center text-soft text-xs hover:text-ink">
      <span className="sr-only">Model</span>
      <select
        value={selected.id}
        onChange={(event) => useSettings.setState({ model: event.target.value })}
        className="field-sizing-content min-h-8 max-w-full cursor-pointer appearance-none truncate rounded-lg bg-transparent py-1 ps-2 pe-6 hover:bg-hover pointer-coarse:min-h-11"
      >
        {models.map(({ id, available }) => (
          <option key={id} value={id} disabled={!available} className="bg-raised text-ink">
            {available ? id : `${id} (needs a key)`}
          </option>
        ))}
      </select>
      <ChevronDown size={13} aria-hidden className="pointer-events-none absolute end-2" />
    </label>
  );
}
