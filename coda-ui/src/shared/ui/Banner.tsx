import type { ReactNode } from 'react';
import { cx } from './cx';

type BannerProps = { tone: 'warn' | 'bad'; children: ReactNode; action?: ReactNode };

/** One line about something that went wrong, with the one thing to do about it. */
export function Banner({ tone, children, action }: BannerProps) {
  return (
    <div
      className={cx(
        'flex animate-appear flex-wrap items-center gap-x-3 gap-y-2 rounded-lg px-3 py-2 text-sm',
        tone === 'warn' ? 'bg-warn-tint text-warn' : 'bg-bad-tint text-bad',
      )}
    >
      <span className="min-w-0 flex-1 break-words">{children}</span>
      {action}
    </div>
  );
}
