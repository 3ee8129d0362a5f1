import { formatJson } from '@/shared/format';
import { HighlightedCode } from '@/shared/markdown/HighlightedCode';
import { CopyButton } from '@/shared/ui/CopyButton';
import { cx } from '@/shared/ui/cx';

type ToolDataProps = { label: string; value: unknown; tone?: 'bad' };

/** What went into a tool or came out of it. */
export function ToolData({ label, value, tone }: ToolDataProps) {
  const isText = typeof value === 'string';
  const text = isText ? value : formatJson(value);
  return (
    <div>
      <div className="flex items-center justify-between">
        <h4 className="font-medium text-2xs text-soft uppercase tracking-wide">{label}</h4>
        <CopyButton label={`Copy ${label.toLowerCase()}`} text={() => text} />
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={cx(
          'max-h-72 overflow-auto whitespace-pre-wrap break-words rounded-lg border border-line bg-raised p-2.5 font-mono text-xs',
          tone === 'bad' && 'text-bad',
        )}
      >
        {isText ? text : <HighlightedCode code={text} language="json" />}
      </pre>
    </div>
  );
}
