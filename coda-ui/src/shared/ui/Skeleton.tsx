import { cx } from './cx';

/** A grey shape where content is about to be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx('animate-pulse rounded-md bg-hover', className)} />;
}
