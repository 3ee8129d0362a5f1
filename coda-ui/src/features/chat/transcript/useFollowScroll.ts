import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** How near to the end, in pixels, counts as being there. */
const NEAR = 32;

/** What a reader does to scroll. */
const READER = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/**
 * Keeps the end of a growing list in view while the reader is there. Any move upwards lets go;
 * coming back to the end, a jump, or a new question takes hold again.
 */
export function useFollowScroll(scroller: RefObject<HTMLElement | null>, question?: string) {
  const following = useRef(true);
  /** The list is on its way to a message; only the reader takes hold of the end again. */
  const seeking = useRef(false);
  const [atEnd, setAtEnd] = useState(true);

  const jumpToEnd = useCallback(() => {
    following.current = true;
    seeking.current = false;
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    setAtEnd(true);
  }, [scroller]);

  const letGo = useCallback(() => {
    following.current = false;
    seeking.current = true;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question is the trigger
  useEffect(jumpToEnd, [jumpToEnd, question]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let lastTop = element.scrollTop;
    let lastHeight = element.scrollHeight;

    const onScroll = () => {
      const end = element.scrollHeight - element.clientHeight - element.scrollTop <= NEAR;
      // A list that got shorter also moves the view up, but nobody scrolled.
      if (element.scrollTop < lastTop - 1 && element.scrollHeight >= lastHeight && !end) {
        following.current = false;
      }
      if (end && !seeking.current) following.current = true;
      lastTop = element.scrollTop;
      lastHeight = element.scrollHeight;
      setAtEnd(end || following.current);
    };
    const onReader = () => {
      seeking.current = false;
    };
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && element.scrollTop > 0) following.current = false;
    };
    const onGrowth = () => {
      if (following.current) element.scrollTop = element.scrollHeight;
      // A list that now fits has no scroll event to tell that its end is in view.
      onScroll();
    };

    const growth = new ResizeObserver(onGrowth);
    growth.observe(element);
    if (element.firstElementChild !== null) growth.observe(element.firstElementChild);
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: true });
    for (const type of READER) element.addEventListener(type, onReader, { passive: true });
    return () => {
      growth.disconnect();
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
      for (const type of READER) element.removeEventListener(type, onReader);
    };
  }, [scroller]);

  return { atEnd, jumpToEnd, letGo };
}
