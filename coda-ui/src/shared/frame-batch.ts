/** Collects items and hands them over once per animation frame, or soon in a hidden tab. */
export function frameBatch<T>(deliver: (items: readonly T[]) => void) {
  let items: T[] = [];
  let scheduled: (() => void) | undefined;

  const flush = () => {
    scheduled?.();
    scheduled = undefined;
    if (items.length === 0) return;
    const ready = items;
    items = [];
    deliver(ready);
  };

  const schedule = (): (() => void) => {
    if (document.hidden) {
      const timer = setTimeout(flush, 100);
      return () => clearTimeout(timer);
    }
    const frame = requestAnimationFrame(flush);
    return () => cancelAnimationFrame(frame);
  };

  const add = (item: T) => {
    items.push(item);
    scheduled ??= schedule();
  };

  return { add, flush };
}
