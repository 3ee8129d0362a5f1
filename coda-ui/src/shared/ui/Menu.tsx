import { DropdownMenu } from 'radix-ui';
import { type FocusEvent, Fragment, useRef } from 'react';
import { cx } from './cx';
import type { MenuProps, Opening } from './MenuButton';
import { menuClass, menuItemClass } from './menu';

/** A menu that was just opened, and can be opened again. */
export function Menu({
  button,
  items,
  heading,
  side = 'bottom',
  align = 'start',
  offset,
  opening,
}: MenuProps & { opening: Opening }) {
  const isEntered = useRef(opening === 'pointer');
  /** Radix has not seen the key that opened the menu for the first time, so it chooses no item. */
  const enter = ({ target, currentTarget }: FocusEvent) => {
    if (isEntered.current || target !== currentTarget) return;
    isEntered.current = true;
    currentTarget.querySelector<HTMLElement>('[role=menuitem]:not([data-disabled])')?.focus();
  };
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger {...button} />
      <DropdownMenu.Content
        side={side}
        align={align}
        sideOffset={offset ?? 4}
        onFocus={enter}
        className={menuClass}
      >
        {heading !== undefined && (
          <>
            <DropdownMenu.Label className="truncate px-2.5 py-1.5 text-soft text-xs">
              {heading}
            </DropdownMenu.Label>
            <Separator />
          </>
        )}
        {items.map(({ label, icon, onSelect, isDisabled = false, look, beginsGroup }) => (
          <Fragment key={label}>
            {beginsGroup && <Separator />}
            <DropdownMenu.Item
              disabled={isDisabled}
              onSelect={onSelect}
              className={cx(menuItemClass, look === 'bad' && 'text-bad')}
            >
              {icon} {label}
            </DropdownMenu.Item>
          </Fragment>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

const Separator = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />;
