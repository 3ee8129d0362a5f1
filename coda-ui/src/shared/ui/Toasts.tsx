import { useRef } from 'react';
import { later } from '../later';
import { useToasts } from './toast';

const Toaster = later(() => import('./Toaster').then((module) => module.Toaster));

/** Where toasts appear, from the first one on. */
export function Toasts() {
  const hasSome = useToasts(({ toasts }) => toasts.length > 0);
  const hadSome = useRef(false);
  hadSome.current ||= hasSome;
  return hadSome.current ? <Toaster /> : null;
}
