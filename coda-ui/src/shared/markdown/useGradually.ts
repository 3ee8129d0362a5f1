import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { usePrinting } from '../hooks/usePrinting';
import { inTurn } from './in-turn';

/** The number that is made at once. */
const AT_ONCE = 3;

/**
 * Makes a long list from its end, one after the other, so that the page can be used meanwhile.
 * Returns the index of the first that is made; those that are added later are made at once.
 */
export function useGradually(count: number): number {
  const [first, setFirst] = useState(Math.max(0, count - AT_ONCE));
  const printing = usePrinting();
  const isDone = first === 0;
  useEffect(() => {
    if (isDone) return;
    return inTurn(() => flushSync(() => setFirst((before) => Math.max(0, before - 1))));
  }, [isDone]);
  return printing ? 0 : Math.min(first, Math.max(0, count - AT_ONCE));
}
