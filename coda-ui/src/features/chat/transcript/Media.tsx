import { t } from '@/shared/i18n/translate';
import type { MediaBlock } from '../run/view';

/** A picture of a message, or the name of another attachment. */
export function Media({ block }: { block: MediaBlock }) {
  const name = block.name ?? block.mimeType;
  return block.picture === undefined ? (
    <p className="text-sm text-soft">{t('Attachment: {name}', { name })}</p>
  ) : (
    <img src={block.picture} alt={name} className="max-h-96 max-w-full rounded-lg" />
  );
}
