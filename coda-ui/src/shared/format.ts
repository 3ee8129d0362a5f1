import { currentLanguage } from './i18n/translate';

/** The browser's own variety of the language of the texts, or that language. */
export function locale(): string {
  const own = globalThis.navigator?.language ?? 'en-US';
  return own.startsWith(currentLanguage()) ? own : currentLanguage();
}

export const formatCount = (value: number) => value.toLocaleString(locale());

const oneDigit = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** "840 ms", "12.4 s", "2 min 5 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toLocaleString(locale(), oneDigit)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** "840 B", "12 KB", "3.4 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toLocaleString(locale(), oneDigit)} MB`;
}

/** Dollars and cents, in the order of the page's language. */
export const formatDollars = (
  dollars: number,
  digits: Intl.NumberFormatOptions = { minimumFractionDigits: 2, maximumFractionDigits: 2 },
) =>
  dollars.toLocaleString(locale(), {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    ...digits,
  });

/** Dollars with as many digits as a small sum needs. */
export function formatCost(dollars: number): string {
  if (dollars === 0 || dollars >= 1) return formatDollars(dollars);
  return formatDollars(
    dollars,
    dollars < 0.01
      ? { minimumSignificantDigits: 2, maximumSignificantDigits: 2 }
      : { minimumFractionDigits: 4, maximumFractionDigits: 4 },
  );
}

/** "14:05" of today, otherwise with the date; in the words of the page's language. */
export function formatTime(time: number, now = new Date()): string {
  const date = new Date(time);
  const clock = date.toLocaleTimeString(locale(), { hour: 'numeric', minute: '2-digit' });
  if (date.toDateString() === now.toDateString()) return clock;
  const sameYear = date.getFullYear() === now.getFullYear();
  const day = date.toLocaleDateString(locale(), {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
  return `${day}, ${clock}`;
}

/** A value on one short line. */
export function formatInline(value: unknown, limit = 80): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const line = text.replace(/\s+/g, ' ');
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

/** JSON for reading: what fits on a line stays on one. */
export function formatJson(value: unknown, indent = ''): string {
  const flat = flatJson(value);
  if (indent.length + flat.length <= 76 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => inner + formatJson(item, inner))
    : Object.entries(value).map(
        ([key, item]) => `${inner}${JSON.stringify(key)}: ${formatJson(item, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function flatJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${flatJson(item)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
