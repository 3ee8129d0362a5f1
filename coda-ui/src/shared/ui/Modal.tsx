import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
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
  center: 'inset-0 m-auto h-fit max-h-[calc(100dvh-2rem)] rounded-xl',
  start: 'inset-y-0 start-0 h-dvh w-[min(19rem,85vw)]',
  end: 'inset-y-0 end-0 h-dvh w-[min(22rem,90vw)]',
};

const WIDTHS = {
  narrow: 'w-[min(26rem,calc(100vw-2rem))]',
  wide: 'w-[min(44rem,calc(100vw-2rem))]',
};

/** A modal: it keeps the focus, closes on Esc or a click beside it, and puts the focus back. */
export function Modal({
  label,
  onClose,
  children,
  side = 'center',
  look = 'padded',
  width = 'narrow',
}: ModalProps) {
  const [opener] = useState(openerOf);
  const giveBack = (event: Event) => {
    event.preventDefault();
    if (opener instanceof HTMLElement) opener.focus();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Content
          data-modal
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          className={cx(
            'fixed z-40 animate-appear overflow-y-auto focus-visible:outline-none border border-line bg-raised text-ink shadow-float',
            SIDES[side],
            side === 'center' && WIDTHS[width],
            side === 'center' && look === 'padded' && 'p-5',
          )}
        >
          <Dialog.Title asChild>
            <span className="sr-only">{label}</span>
          </Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What has the focus; of a menu, which closes as the modal opens, the button that opened it. */
function openerOf(): Element | null {
  const menu = document.activeElement?.closest('[role=menu]');
  const button = menu?.getAttribute('aria-labelledby');
  return button ? document.getElementById(button) : document.activeElement;
}
