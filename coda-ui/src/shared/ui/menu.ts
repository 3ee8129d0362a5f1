/** The look of every menu. It is above a modal, which it may belong to. */
export const menuClass =
  'z-50 min-w-44 animate-appear rounded-xl border border-line bg-raised p-1 text-sm shadow-float';

export const menuItemClass =
  'flex min-h-9 cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 outline-none data-highlighted:bg-hover pointer-coarse:min-h-11';

export const popoverClass =
  'z-30 max-w-[calc(100vw-1rem)] animate-appear rounded-xl border border-line bg-raised p-3 text-sm shadow-float';
