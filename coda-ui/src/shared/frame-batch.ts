/**
 * Collects items and hands them over once per animation frame, or soon in a hidden tab. Where a frame
 * takes long, as much time after it is left to other work.
 */
export function frameBatch<T>(deliver: (items: readonly T[]) => void) {
  let items: T[] = [];
  let scheduled: (() => void) | undefined;
  /** When the next items may be handed over. */
  let rested = 0;

  const flush = () => {
    scheduled?.();
    scheduled = undefined;
    if (items.length === 0) return;
    const ready = items;
    items = [];
    deliver(ready);
  };

  const frame = (): (() => void) => {
    const request = requestAnimationFrame(() => {
      const began = performance.now();
      if (began < rested) {
        scheduled = frame();
        return;
      }
      flush();
      // The next task comes after the page is laid out and painted.
      setTimeout(() => {
        const end = performance.now();
        rested = end + (end - began);
      });
    });
    return () => cancelAnimationFrame(request);
  };

  const schedule = (): (() => void) => {
    if (!document.hidden) return frame();
    const timer = setTimeout(flush, 100);
    return () => clearTimeout(timer);
  };

  const add = (item: T) => {
    items.push(item);
    scheduled ??= schedule();
  };

  return { add, flush };
}
