import { GitFork, Pencil } from 'lucide-react';
import { use, useState } from 'react';
import { CopyButton } from '@/shared/ui/CopyButton';
import { IconButton } from '@/shared/ui/IconButton';
import { EditForm } from './EditForm';
import { MessageActionsContext } from './message-actions';
import { SiblingSwitch } from './SiblingSwitch';
import { type MessageView, textOf } from './view';

/** What the user said, and what can be done with it. */
export function Question({ message }: { message: MessageView }) {
  const { isBusy, edit, fork } = use(MessageActionsContext);
  const [editing, setEditing] = useState(false);
  const text = textOf(message);
  const stored = message.siblingIds !== undefined;
  return (
    <article
      aria-label="You"
      data-message={message.id}
      className="group flex flex-col items-end py-3 ps-10"
    >
      {editing ? (
        <EditForm
          text={text}
          onCancel={() => setEditing(false)}
          onSubmit={(content) => edit(message.id, content)}
        />
      ) : (
        <p className="whitespace-pre-wrap break-words rounded-2xl rounded-ee-md bg-hover px-4 py-2.5">
          {text}
        </p>
      )}
      {stored && !editing && (
        <div className="-me-2 flex items-center transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-fine:opacity-0">
          <SiblingSwitch message={message} />
          <IconButton
            label="Edit and ask again"
            icon={<Pencil size={14} />}
            disabled={isBusy}
            onClick={() => setEditing(true)}
          />
          <IconButton
            label="Fork from here"
            icon={<GitFork size={14} />}
            disabled={isBusy}
            onClick={() => fork(message.id)}
          />
          <CopyButton label="Copy question" text={() => text} />
        </div>
      )}
    </article>
  );
}
