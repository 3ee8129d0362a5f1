import { useState } from 'react';
import { useNow } from '@/shared/hooks/useNow';
import { t } from '@/shared/i18n/translate';
import { serverNow } from '@/shared/server-time';

/** Counts down to when the server will listen again. */
export function RetryCountdown({ seconds }: { seconds: number }) {
  const [end] = useState(() => serverNow() + seconds * 1000);
  const left = Math.max(0, Math.ceil((end - useNow(true, 500)) / 1000));
  return (
    <span>{left > 0 ? t('Try again in {n} s.', { n: left }) : t('You can try again now.')}</span>
  );
}
