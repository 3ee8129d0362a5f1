import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { t } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';

/** Opens the browser's choice of files. */
export function AttachButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('Files to attach')}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file can be chosen again after it was removed.
          target.value = '';
        }}
      />
      <IconButton
        label={t('Attach files')}
        icon={<Paperclip size={16} aria-hidden />}
        onClick={() => input.current?.click()}
      />
    </>
  );
}
