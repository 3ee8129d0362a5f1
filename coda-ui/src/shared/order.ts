let last = 0;

/** Numbers what happens in this page, in its order. A clock can stand still, or be set back. */
export function nextInOrder(): number {
  last += 1;
  return last;
}
