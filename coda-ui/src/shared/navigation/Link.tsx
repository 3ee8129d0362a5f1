import type { ComponentProps, MouseEvent } from 'react';
import { navigate } from './location';

type LinkProps = Omit<ComponentProps<'a'>, 'href'> & { to: string };

/** A link to another page of this site, which loads no new document. */
export function Link({ to, onClick, ...attributes }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    // Any other click asks the browser for a new tab or window.
    const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || event.button !== 0 || !isPlain) return;
    event.preventDefault();
    void navigate(to);
  };
  return <a {...attributes} href={to} onClick={follow} />;
}
