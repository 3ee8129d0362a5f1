// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useFileDrop } from './useFileDrop';

afterEach(cleanup);

function drag(type: string, types: string[], files: File[] = []): Event {
  const event = Object.assign(new Event(type, { cancelable: true }), {
    dataTransfer: { types, files },
    relatedTarget: null,
  });
  act(() => void dispatchEvent(event));
  return event;
}

it('takes files that are dropped, which the browser would open in place of the page', () => {
  const onFiles = vi.fn();
  const { result } = renderHook(() => useFileDrop(onFiles));
  const file = new File(['x'], 'a.txt');
  expect(drag('dragover', ['Files']).defaultPrevented).toBe(true);
  expect(result.current).toBe(true);
  expect(drag('drop', ['Files'], [file]).defaultPrevented).toBe(true);
  expect(onFiles).toHaveBeenCalledExactlyOnceWith([file]);
  expect(result.current).toBe(false);
});

it('leaves texts alone, and forgets files that are carried away', () => {
  const onFiles = vi.fn();
  const { result } = renderHook(() => useFileDrop(onFiles));
  expect(drag('dragover', ['text/plain']).defaultPrevented).toBe(false);
  expect(drag('drop', ['text/plain']).defaultPrevented).toBe(false);
  drag('dragover', ['Files']);
  drag('dragleave', ['Files']);
  expect(result.current).toBe(false);
  expect(onFiles).not.toHaveBeenCalled();
});
