import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import type { Share } from '@/api/schema';
import { sessionQuery } from '@/api/sessions';
import {
  createShare,
  revokeShare,
  shareNote,
  sharesQuery,
  shareTitle,
  shareUrl,
} from '@/api/shares';
import { msg, t } from '@/shared/i18n/translate';
import { serverNow } from '@/shared/server-time';
import { Button } from '@/shared/ui/Button';
import { Check } from '@/shared/ui/Check';
import { CopyButton } from '@/shared/ui/CopyButton';
import { Field } from '@/shared/ui/Field';
import { Modal } from '@/shared/ui/Modal';
import { Select } from '@/shared/ui/Select';

const DAY = 86_400_000;
const LIFETIMES = [
  { value: '7', label: msg('7 days') },
  { value: '30', label: msg('30 days') },
  { value: '365', label: msg('A year') },
  { value: '', label: msg('Until it is revoked') },
] as const;

type ShareDialogProps = {
  sessionId: string;
  /** The last message that is shown; absent, it is the last one of the chat. */
  messageId?: string;
  onClose: () => void;
};

/** Makes a link with which anyone reads a chat, and lists those there are. */
export function ShareDialog({ sessionId, messageId, onClose }: ShareDialogProps) {
  const client = useQueryClient();
  const session = useQuery(sessionQuery(sessionId));
  const links = useQuery(sharesQuery(sessionId));
  const [written, setWritten] = useState<string>();
  const [includeTools, setIncludeTools] = useState(false);
  const [days, setDays] = useState<string>('30');
  const [isCopied, setIsCopied] = useState(false);
  const title = written ?? session.data?.title ?? '';
  const last = messageId ?? session.data?.head_message_id;
  const changed = () => client.invalidateQueries({ queryKey: ['shares'] });
  const create = useMutation({
    mutationFn: (upTo: string) =>
      createShare(sessionId, {
        messageId: upTo,
        title: title.trim(),
        includeTools,
        expiresAt:
          days === '' ? undefined : new Date(serverNow() + Number(days) * DAY).toISOString(),
      }),
    onSuccess: ({ token }) => {
      setIsCopied(false);
      // Where that is not allowed, there is the button.
      if (token !== undefined)
        navigator.clipboard?.writeText(shareUrl(token)).then(
          () => setIsCopied(true),
          () => {},
        );
      return changed();
    },
  });
  const revoke = useMutation({ mutationFn: revokeShare, onSettled: changed });
  const fields = create.error instanceof ApiError ? create.error.fields : {};
  const problem = session.error ?? links.error ?? create.error ?? revoke.error;
  const made = links.data?.some(({ id }) => id === create.data?.id) ? create.data : undefined;

  return (
    <Modal label={t('Share chat')} onClose={onClose}>
      <h2 className="font-semibold text-lg">
        {messageId === undefined ? t('Share this chat') : t('Share up to this message')}
      </h2>
      <p className="mt-1 text-soft text-sm">
        {t(
          'Anyone with the link reads what was written up to here, and which tools were used, without an account.',
        )}
      </p>
      <p className="mt-1 mb-4 text-soft text-sm">
        {t('Later messages, other versions, files, reasoning and your name are not shown.')}
      </p>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (last !== undefined) create.mutate(last);
        }}
      >
        <Field
          label={t('Title')}
          maxLength={200}
          value={title}
          onChange={(event) => setWritten(event.target.value)}
          error={fields.title}
          hint={t('What readers see above the chat.')}
        />
        <Check
          label={t('Show what tools were given and returned')}
          checked={includeTools}
          onChange={setIncludeTools}
          hint={t('That can contain private data.')}
        />
        <Select
          label={t('Lasts')}
          value={days}
          options={LIFETIMES.map(({ value, label }) => ({ value, label: t(label) }))}
          onChange={setDays}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('Close')}</Button>
          <Button
            type="submit"
            look="primary"
            busy={create.isPending}
            disabled={last === undefined}
          >
            {t('Create link')}
          </Button>
        </div>
      </form>
      {made?.token !== undefined && <NewLink url={shareUrl(made.token)} isCopied={isCopied} />}
      {links.data !== undefined && links.data.length > 0 && (
        <section className="mt-4 border-line border-t pt-3">
          <h3 className="font-medium text-sm">{t('Links to this chat')}</h3>
          <ul>
            {links.data.map((share) => (
              <LinkRow key={share.id} share={share} onRevoke={() => revoke.mutate(share.id)} />
            ))}
          </ul>
        </section>
      )}
      {problem !== null && (
        <p role="alert" className="mt-2 text-bad text-sm">
          {problem.message}
        </p>
      )}
    </Modal>
  );
}

function LinkRow({ share, onRevoke }: { share: Share; onRevoke: () => void }) {
  return (
    <li className="flex items-center gap-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm">{shareTitle(share)}</p>
        <p className="text-soft text-xs">{shareNote(share)}</p>
      </div>
      <Button
        aria-label={t('Revoke the link “{title}”', { title: shareTitle(share) })}
        onClick={onRevoke}
      >
        {t('Revoke')}
      </Button>
    </li>
  );
}

function NewLink({ url, isCopied }: { url: string; isCopied: boolean }) {
  return (
    <div role="status" className="mt-4 rounded-lg bg-accent-tint p-3 text-sm">
      <p className="mb-1">
        {isCopied
          ? t('The link is copied. It is not shown again.')
          : t('Copy the link now. It is not shown again.')}
      </p>
      <p className="flex items-center gap-2">
        <a href={url} target="_blank" rel="noopener" className="min-w-0 flex-1 break-all text-xs">
          {url}
        </a>
        <CopyButton label={t('Copy link')} text={() => url} />
      </p>
    </div>
  );
}
