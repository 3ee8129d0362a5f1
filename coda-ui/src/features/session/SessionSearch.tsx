import { ListChecks, Search, X } from 'lucide-react';
import { t } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';

type SessionSearchProps = {
  value: string;
  onChange: (value: string) => void;
  /** Several chats are to be chosen. */
  onSelect: () => void;
};

/** The box that chats are searched with. */
export function SessionSearch({ value, onChange, onSelect }: SessionSearchProps) {
  return (
    <div className="flex items-center gap-1 px-3 pb-2">
      <div className="relative min-w-0 flex-1">
        <Search
          size={14}
          aria-hidden
          className="absolute start-3 top-2.5 text-soft pointer-coarse:top-3.5"
        />
        <input
          type="search"
          dir="auto"
          aria-label={t('Search chats')}
          placeholder={t('Search chats')}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="h-9 w-full rounded-lg border border-line bg-raised ps-8 pe-8 text-sm [&::-webkit-search-cancel-button]:appearance-none placeholder:text-soft pointer-coarse:h-11"
        />
        {value !== '' && (
          <IconButton
            label={t('Clear the search')}
            icon={<X size={14} />}
            onClick={() => onChange('')}
            className="absolute end-0.5 top-0.5 pointer-coarse:top-1.5"
          />
        )}
      </div>
      <IconButton
        label={t('Select several chats')}
        icon={<ListChecks size={15} />}
        onClick={onSelect}
      />
    </div>
  );
}
