import { FileText } from 'lucide-react';
import { useState } from 'react';
import { artifactUrl } from '@/api/artifacts';
import { t } from '@/shared/i18n/translate';
import type { MediaBlock } from '../run/view';

/** A picture of a message, or the name of another attachment; either leads to the file. */
export function Media({ block }: { block: MediaBlock }) {
  const [isGone, setIsGone] = useState(false);
  const name = block.name ?? block.mimeType;
  const shown =
    block.picture === undefined || isGone ? (
      <span className="inline-flex min-h-11 max-w-full items-center gap-2 rounded-xl border border-line bg-raised px-3 text-sm">
        <FileText size={16} aria-hidden className="shrink-0 text-soft" />
        <span dir="auto" className="truncate">
          {name}
        </span>
      </span>
    ) : (
      <img
        src={block.picture}
        alt={name}
        onError={() => setIsGone(true)}
        className="max-h-72 max-w-full rounded-xl border border-line object-contain"
      />
    );
  return block.artifactId === undefined ? (
    shown
  ) : (
    <a
      href={artifactUrl(block.artifactId)}
      download
      title={t('Download {name}', { name })}
      aria-label={t('Attachment: {name}', { name })}
      className="block max-w-full"
    >
      {shown}
    </a>
  );
}
