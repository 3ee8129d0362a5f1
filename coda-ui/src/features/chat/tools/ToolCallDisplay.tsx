import { ChevronRight } from 'lucide-react';
import { use, useId } from 'react';
import { formatInline, formatTime } from '@/shared/format';
import { msg, t } from '@/shared/i18n/translate';
import { cx } from '@/shared/ui/cx';
import { setExpanded, useChatStore } from '@/store/chatStore';
import type { ToolBlock } from '../run/view';
import { MessageActionsContext } from '../transcript/message-actions';
import { ApprovalCard } from './ApprovalCard';
import { ArtifactLinks } from './ArtifactLinks';
import { NestedCards } from './NestedCards';
import { SubagentRun } from './SubagentRun';
import { ToolData } from './ToolData';
import { ToolStatusIcon, ToolStatusText } from './ToolStatus';

const ROW =
  'flex min-h-10 w-full items-center gap-2 px-3 py-1.5 text-start pointer-coarse:min-h-11';

/** A tool call on one line; unfolded, what went in and what came out. */
export function ToolCallDisplay({ tool }: { tool: ToolBlock }) {
  const open = useChatStore((state) => state.expanded[tool.key] ?? false);
  const bodyId = useId();
  const { isReadOnly = false } = use(MessageActionsContext);
  const canOpen = !isReadOnly || hasData(tool);
  return (
    <fieldset
      aria-label={t('Tool {name}', { name: tool.toolName })}
      data-tool={tool.toolName}
      data-status={tool.status}
      data-call={tool.callId}
      className="min-w-0 overflow-hidden rounded-xl border border-line bg-raised text-sm"
    >
      {canOpen ? (
        <button
          type="button"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setExpanded(tool.key, !open)}
          className={cx(ROW, 'hover:bg-sunken')}
        >
          <ToolLine tool={tool} open={open} />
          <ChevronRight
            size={15}
            aria-hidden
            className={cx('shrink-0 text-soft transition-transform', open && 'rotate-90')}
          />
        </button>
      ) : (
        <div className={ROW}>
          <ToolLine tool={tool} open={open} />
        </div>
      )}
      <div id={bodyId} hidden={!open} className="space-y-3 border-line border-t bg-sunken p-3">
        {open && <ToolBody tool={tool} />}
      </div>
      {tool.childRunId !== undefined && (
        <SubagentRun runId={tool.childRunId} name={tool.toolName} />
      )}
      {tool.live?.approval !== undefined && (
        <ApprovalCard key={tool.live.approval.seq} tool={tool} approval={tool.live.approval} />
      )}
      {tool.live?.nested !== undefined && <NestedCards nested={tool.live.nested} />}
    </fieldset>
  );
}

const hasData = ({ input, output, error }: ToolBlock) =>
  input !== undefined || output !== undefined || error !== undefined;

function ToolLine({ tool, open }: { tool: ToolBlock; open: boolean }) {
  return (
    <>
      <ToolStatusIcon status={tool.status} />
      <span className="shrink-0 font-mono text-[0.8125rem] font-medium">{tool.toolName}</span>
      <span dir="auto" className="min-w-0 flex-1 truncate text-soft text-xs">
        {!open && summaryOf(tool)}
      </span>
      <ToolStatusText tool={tool} />
    </>
  );
}

function ToolBody({ tool }: { tool: ToolBlock }) {
  const { isReadOnly = false, showCallSteps } = use(MessageActionsContext);
  return (
    <>
      {!isReadOnly && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-soft text-xs">
          {tool.decision !== undefined && <p>{decisionText(tool.decision)}</p>}
          <button
            type="button"
            onClick={() => showCallSteps(tool.callId)}
            className="touch-target font-medium text-accent"
          >
            {t('Show the steps behind this call')}
          </button>
        </div>
      )}
      <ToolData label={t('Input')} value={tool.input ?? tool.live?.inputText ?? ''} />
      {tool.error !== undefined && <ToolData label={t('Error')} value={tool.error} tone="bad" />}
      {tool.output !== undefined && <ToolData label={t('Output')} value={tool.output} />}
      {!isReadOnly && <ArtifactLinks output={tool.output} />}
    </>
  );
}

const DECISIONS = {
  approved: msg('You approved this call at {time}.'),
  edited: msg('You changed the input and approved this call at {time}.'),
  denied: msg('You denied this call at {time}.'),
  expired: msg('Nobody answered by {time}, so it was denied.'),
};

function decisionText({ how, edited, at }: NonNullable<ToolBlock['decision']>): string {
  return t(DECISIONS[edited ? 'edited' : how], { time: formatTime(at) });
}

function summaryOf(tool: ToolBlock): string {
  if (tool.live?.progress !== undefined) return tool.live.progress;
  if (tool.error !== undefined) return formatInline(tool.error);
  if (tool.output !== undefined) return `→ ${formatInline(tool.output)}`;
  return tool.input === undefined ? '' : formatInline(tool.input);
}
