import { useEffect, useState } from 'react';
import { serverNow } from '../server-time';

/** The current time by the server's clock, renewed while `active`. */
export function useNow(active: boolean, everyMs: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (!active) return;
    const tick = () => setNow(serverNow());
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [active, everyMs]);
  return now;
}
