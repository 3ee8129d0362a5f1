// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { setFiles, useAttachmentStore } from '@/store/attachmentStore';
import { clearUserData } from '@/store/owner';
import { useAttachments } from './useAttachments';

const model = (...capabilities: string[]) => ({
  provider: 'p',
  name: 'm',
  capabilities,
  available: true,
});
const uploaded = { id: 'f', name: 'a', media_type: 'image/png', size: 3 };
const file = (type: string) => ({ key: type, name: 'a', type, size: 3, uploaded });

beforeEach(clearUserData);
afterEach(cleanup);

it.each([
  ['image/png', 'images', 'm does not take images'],
  ['application/pdf', 'files', 'm does not take PDF files'],
])('says that a model does not take %s', (type, capability, words) => {
  setFiles('s', [file(type)]);
  const { result } = renderHook(() => useAttachments('s', model('tools')));
  expect(result.current.problem).toContain(words);
  expect(result.current.isReady).toBe(false);
  const able = renderHook(() => useAttachments('s', model(capability))).result;
  expect(able.current.problem).toBeUndefined();
  expect(able.current.isReady).toBe(true);
});

it('leaves texts to every model, and everything to one that is not listed', () => {
  setFiles('s', [file('text/csv')]);
  expect(renderHook(() => useAttachments('s', model())).result.current.isReady).toBe(true);
  setFiles('s', [file('image/png')]);
  expect(renderHook(() => useAttachments('s', undefined)).result.current.isReady).toBe(true);
});

it('is not ready while a file is under way', () => {
  const { uploaded: _, ...waiting } = file('text/csv');
  setFiles('s', [{ ...waiting, progress: 0.2 }]);
  expect(renderHook(() => useAttachments('s', undefined)).result.current.isReady).toBe(false);
});

it('puts back what could not be sent before what was added meanwhile', () => {
  setFiles('s', [file('image/png')]);
  const { result } = renderHook(() => useAttachments('s', undefined));
  let taken: ReturnType<typeof result.current.take> | undefined;
  act(() => {
    taken = result.current.take();
  });
  expect(taken?.uploaded).toEqual([uploaded]);
  expect(result.current.files).toEqual([]);
  act(() => {
    setFiles('s', [file('text/csv')]);
    taken?.putBack();
  });
  expect(useAttachmentStore.getState().files.s?.map(({ type }) => type)).toEqual([
    'image/png',
    'text/csv',
  ]);
});
