import { create } from 'zustand';
import { randomId } from '@/shared/random-id';

export type Toast = {
  id: string;
  text: string;
  tone?: 'bad';
  /** What can be done about it while it is shown. */
  action?: { label: string; run: () => void };
  /** Called once, when it is gone without its action. */
  onGone?: () => void;
};

export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** Shows a short text for a few seconds. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, { id: randomId(), ...toast }] }));
}

/** Takes a toast away, by its action or because its time is over. */
export function endToast(id: string, how: 'action' | 'gone'): void {
  const toast = useToasts.getState().toasts.find((each) => each.id === id);
  if (toast === undefined) return;
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }));
  if (how === 'action') toast.action?.run();
  else toast.onGone?.();
}
