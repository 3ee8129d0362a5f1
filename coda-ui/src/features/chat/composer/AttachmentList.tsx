import { FileText, ImageOff, X } from 'lucide-react';
import { artifactUrl } from '@/api/artifacts';
import { formatBytes } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { cx } from '@/shared/ui/cx';
import { IconButton } from '@/shared/ui/IconButton';
import type { DraftFile } from '@/store/attachmentStore';
import type { Attachments } from './useAttachments';

/** The files that go with the next message: what they are, how far they are, and what is wrong. */
export function AttachmentList({ files, problem, remove }: Attachments) {
  const waiting = files.filter(({ progress }) => progress !== undefined);
  return (
    <>
      {files.length > 0 && (
        <ul
          aria-label={t('Attached files')}
          className="flex max-h-[30dvh] flex-wrap gap-2 overflow-y-auto px-3 pt-3"
        >
          {files.map((file) => (
            <AttachedFile key={file.key} file={file} onRemove={() => remove(file.key)} />
          ))}
        </ul>
      )}
      {problem !== undefined && (
        <p role="alert" className="px-4 pt-2 text-warn text-xs">
          {problem}
        </p>
      )}
      <p role="status" className="sr-only">
        {waiting.length > 0
          ? t('Uploading {names}', { names: waiting.map(({ name }) => name).join(', ') })
          : files.length > 0
            ? t('The files are uploaded.')
            : ''}
      </p>
    </>
  );
}

function AttachedFile({ file, onRemove }: { file: DraftFile; onRemove: () => void }) {
  const { name, progress, error } = file;
  return (
    <li
      className={cx(
        'flex max-w-full items-center gap-2.5 rounded-xl border p-1.5 text-xs sm:max-w-72',
        error === undefined ? 'border-line bg-sunken' : 'border-bad bg-bad-tint',
      )}
    >
      <Thumbnail file={file} />
      <div className="min-w-0 flex-1">
        <p dir="auto" title={name} className="truncate font-medium">
          {name}
        </p>
        {error !== undefined ? (
          <p role="alert" className="text-bad">
            {error}
          </p>
        ) : progress === undefined ? (
          <p className="text-soft">{formatBytes(file.size)}</p>
        ) : (
          <progress
            aria-label={t('Uploading {names}', { names: name })}
            value={progress}
            className="block h-1.5 w-24 accent-accent"
          />
        )}
      </div>
      <IconButton
        label={t('Remove {name}', { name })}
        icon={<X size={14} aria-hidden />}
        onClick={onRemove}
      />
    </li>
  );
}

function Thumbnail({ file: { type, picture, uploaded, error } }: { file: DraftFile }) {
  const source = picture ?? (uploaded === undefined ? undefined : artifactUrl(uploaded.id));
  const Icon = error !== undefined && type.startsWith('image/') ? ImageOff : FileText;
  return type.startsWith('image/') && source !== undefined && error === undefined ? (
    // Its name accompanies it.
    <img src={source} alt="" className="size-10 shrink-0 rounded-lg object-cover" />
  ) : (
    <span className="flex size-10 shrink-0 items-center justify-center rounded-lg bg-hover text-soft">
      <Icon size={18} aria-hidden />
    </span>
  );
}
