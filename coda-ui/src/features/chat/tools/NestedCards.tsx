import { t } from '@/shared/i18n/translate';
import type { NestedApproval } from '../run/view';
import { ApprovalCard } from './ApprovalCard';

/** What other agents ask on behalf of a call, each with the way to it. */
export function NestedCards({ nested }: { nested: readonly NestedApproval[] }) {
  return nested.map(({ tool, approval, path }) => (
    <div key={tool.key} data-nested={tool.toolName}>
      <p className="border-line border-t bg-sunken px-3 py-2 text-soft text-xs [overflow-wrap:anywhere]">
        {t('Asked by {path}', { path: path.join(' › ') })}
        {': '}
        <span className="font-medium font-mono text-ink">{tool.toolName}</span>
      </p>
      <ApprovalCard key={approval.seq} tool={tool} approval={approval} />
    </div>
  ));
}
