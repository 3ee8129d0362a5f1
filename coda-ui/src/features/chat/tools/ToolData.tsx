import { useMemo, useState } from 'react';
import { formatCount, formatJson } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { HighlightedCode } from '@/shared/markdown/HighlightedCode';
import { CopyButton } from '@/shared/ui/CopyButton';
import { cx } from '@/shared/ui/cx';

/** The number of characters of a long value that are shown at first. */
const LONG = 20_000;

type ToolDataProps = { label: string; value: unknown; tone?: 'bad' };

/** What went into a tool or came out of it. */
export function ToolData({ label, value, tone }: ToolDataProps) {
  const isText = typeof value === 'string';
  const text = useMemo(() => (isText ? value : formatJson(value)), [isText, value]);
  const [isWhole, setWhole] = useState(text.length <= LONG);
  const shown = isWhole ? text : text.slice(0, LONG);
  return (
    <div>
      <div className="flex items-center justify-between">
        <h2 className="font-medium text-2xs text-soft uppercase tracking-wide">{label}</h2>
        <CopyButton label={t('Copy: {name}', { name: label })} text={() => text} />
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        dir={isText ? 'auto' : 'ltr'}
        className={cx(
          'max-h-72 overflow-auto whitespace-pre-wrap break-words rounded-lg border border-line bg-raised p-2.5 font-mono text-xs',
          tone === 'bad' && 'text-bad',
        )}
      >
        {isText || !isWhole ? shown : <HighlightedCode code={text} language="json" />}
      </pre>
      {!isWhole && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="touch-target mt-1 font-medium text-accent text-xs"
        >
          {t('Show all {n} characters', { n: formatCount(text.length) })}
        </button>
      )}
    </div>
  );
}
