import { locale } from './format';

/** "98.5%" of 0.985, as it is written in the page's language. */
export const formatPercent = (share: number, digits = 0) =>
  share.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: digits });

/** A number with this many digits after the point. */
export const formatDecimal = (value: number, digits: number) =>
  value.toLocaleString(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
