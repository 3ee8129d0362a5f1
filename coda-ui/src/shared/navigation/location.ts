import { useDeferredValue, useEffect, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** Those who wait until the page that they have asked for is in view. */
let waiting: (() => void)[] = [];

/** The address of the page, without the host. */
export const currentAddress = () => location.pathname + location.search;

/**
 * Leads to another address of this site. The promise is kept when the page there is in view, which
 * takes longer where its code has to be loaded first.
 */
export async function navigate(address: string, { replace = false } = {}): Promise<void> {
  if (address === currentAddress()) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  const inView = new Promise<void>((resolve) => waiting.push(resolve));
  for (const changed of [...listeners]) changed();
  await inView;
}

/**
 * The address of the page to show. While the code of another page is being loaded, this stays the
 * address of the page before it. Where two addresses are of one page, the second is shown at once:
 * a chat that begins would otherwise lose its answer for a moment.
 */
export function useAddress(isOnePage: (from: string, to: string) => boolean = () => false): string {
  const asked = useSyncExternalStore(subscribe, currentAddress);
  const shown = useDeferredValue(asked);
  const address = isOnePage(shown, asked) ? asked : shown;
  useEffect(() => {
    if (address !== currentAddress()) return;
    const kept = waiting;
    waiting = [];
    for (const resolve of kept) resolve();
  });
  return address;
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  addEventListener('popstate', changed);
  return () => {
    listeners.delete(changed);
    removeEventListener('popstate', changed);
  };
}
