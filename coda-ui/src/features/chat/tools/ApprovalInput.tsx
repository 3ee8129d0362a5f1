import { useLayoutEffect, useRef } from 'react';
import { formatJson } from '@/shared/format';
import { t } from '@/shared/i18n/translate';

type ApprovalInputProps = {
  name: string;
  input: unknown;
  /** The JSON that was written instead of the input. */
  edited: string | undefined;
  onEdit: (text: string) => void;
  isWrong: boolean;
};

/** What a call goes in with: every argument whole and in its own words, or as JSON to be changed. */
export function ApprovalInput({ name, input, edited, onEdit, isWrong }: ApprovalInputProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [edited]);

  if (edited === undefined) return <Arguments input={input} />;
  return (
    <textarea
      ref={box}
      dir="ltr"
      value={edited}
      onChange={(event) => onEdit(event.target.value)}
      spellCheck={false}
      aria-label={t('Input of {name}', { name })}
      aria-invalid={isWrong}
      className="block max-h-[60dvh] w-full resize-y rounded-lg border border-edge bg-raised p-2.5 font-mono text-xs [overflow-wrap:anywhere]"
    />
  );
}

function Arguments({ input }: { input: unknown }) {
  if (input === undefined) {
    return (
      <p className="text-soft text-xs">
        {t('The input is too long to be shown here. Open the subagent to read it.')}
      </p>
    );
  }
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  const entries = isObject ? Object.entries(input) : [['input', input] as const];
  if (entries.length === 0) return <p className="text-soft text-xs">{t('It takes no input.')}</p>;
  return (
    <dl
      tabIndex={0}
      className="max-h-[60dvh] space-y-2 overflow-y-auto rounded-lg border border-line bg-sunken p-2.5 text-xs"
    >
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt className="text-soft">{name}</dt>
          <dd dir="auto" className="whitespace-pre-wrap font-mono [overflow-wrap:anywhere]">
            {typeof value === 'string' ? value : formatJson(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
