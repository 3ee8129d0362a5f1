import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from './cx';

type ModalProps = {
  label: string;
  onClose: () => void;
  children: ReactNode;
  /** `start` and `end` slide in as drawers from that side. */
  side?: 'center' | 'start' | 'end';
  /** `bare`: without a margin around its content. */
  look?: 'padded' | 'bare';
  width?: 'narrow' | 'wide';
};

const SIDES = {
  center: 'm-auto rounded-xl',
  start: 'my-0 me-auto ms-0 h-dvh max-h-none w-[min(19rem,85vw)] rounded-none',
  end: 'my-0 me-0 ms-auto h-dvh max-h-none w-[min(22rem,90vw)] rounded-none',
};

const WIDTHS = {
  narrow: 'w-[min(26rem,calc(100vw-2rem))]',
  wide: 'w-[min(34rem,calc(100vw-2rem))]',
};

/** A modal: the browser keeps the focus in it, closes it on Esc and puts the focus back. */
export function Modal({
  label,
  onClose,
  children,
  side = 'center',
  look = 'padded',
  width = 'narrow',
}: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog without our help
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className={cx(
        'animate-appear border border-line bg-raised text-ink shadow-float',
        SIDES[side],
        side === 'center' && WIDTHS[width],
        side === 'center' && look === 'padded' && 'p-5',
      )}
    >
      {children}
    </dialog>
  );
}
