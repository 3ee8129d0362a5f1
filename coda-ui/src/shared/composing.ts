import type { KeyboardEvent } from 'react';

/** Whether a key belongs to an input method, which Safari says by code 229 alone. */
export const isComposing = (event: KeyboardEvent) =>
  event.nativeEvent.isComposing || event.keyCode === 229;
