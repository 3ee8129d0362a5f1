import { useEffect, useRef, useState } from 'react';

/** Follows a value, but no more often than once per `everyMs`; 0 follows every change. */
export function useThrottled<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    if (everyMs === 0) return;
    const timer = setTimeout(
      () => {
        last.current = Date.now();
        setShown(value);
      },
      Math.max(0, last.current + everyMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [value, everyMs]);
  return everyMs === 0 ? value : shown;
}
