import { type ComponentProps, type ReactNode, useState } from 'react';
import { later } from '../later';

export type MenuItem = {
  label: string;
  icon: ReactNode;
  onSelect: () => void;
  isDisabled?: boolean;
  look?: 'bad';
  /** A line separates it from the items before it. */
  beginsGroup?: boolean;
};

export type MenuProps = {
  button: ComponentProps<'button'>;
  items: readonly MenuItem[];
  /** Above the items. */
  heading?: ReactNode;
  side?: 'top' | 'bottom';
  align?: 'start' | 'end';
  offset?: number;
};

/** How a menu was opened for the first time. */
export type Opening = 'keyboard' | 'pointer';

const Menu = later(
  () => import('./Menu').then((module) => module.Menu),
  ({ button }: MenuProps & { opening: Opening }) => <ClosedButton {...button} aria-busy />,
);

/** A button that opens a menu, whose code is loaded when somebody is about to open the first. */
export function MenuButton(props: MenuProps) {
  const [opening, setOpening] = useState<Opening>();
  if (opening !== undefined) return <Menu {...props} opening={opening} />;
  return (
    <ClosedButton
      {...props.button}
      onPointerEnter={Menu.load}
      onFocus={Menu.load}
      // A click without a pointer is a key.
      onClick={({ detail }) => setOpening(detail === 0 ? 'keyboard' : 'pointer')}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        setOpening('keyboard');
      }}
    />
  );
}

const ClosedButton = (props: ComponentProps<'button'>) => (
  <button type="button" aria-haspopup="menu" aria-expanded={false} data-state="closed" {...props} />
);
