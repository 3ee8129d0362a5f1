import { type RefObject, useEffect, useRef } from 'react';

/** Calls back each time an element comes into view. */
export function useInView(element: RefObject<Element | null>, seen: () => void): void {
  const latest = useRef(seen);
  latest.current = seen;
  useEffect(() => {
    const target = element.current;
    if (target === null || globalThis.IntersectionObserver === undefined) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
    });
    observer.observe(target);
    return () => observer.disconnect();
  });
}
