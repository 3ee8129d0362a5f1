import { useEffect, useRef } from 'react';
import { t } from '@/shared/i18n/translate';

/** A page of ours that waits for what it is to show; the server sends it with a policy of its own. */
const FRAME = '/artifact-frame.html';

type ArtifactFrameProps = { title: string; html: string };

/**
 * A page that an answer has written, with its scripts. It has an origin that nothing else has, so it
 * reaches neither this page nor the user's sign-in; and it has no network, no dialogs, no other windows.
 */
export function ArtifactFrame({ title, html }: ArtifactFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const onMessage = ({ source, data }: MessageEvent) => {
      const view = frame.current?.contentWindow;
      // An origin that has no name can only be written to as any.
      if (data === 'ready' && source !== null && source === view) view.postMessage(html, '*');
    };
    addEventListener('message', onMessage);
    return () => removeEventListener('message', onMessage);
  }, [html]);
  return (
    <div className="flex h-full flex-col gap-2">
      <p className="text-soft text-xs">
        {t('This page runs by itself: without the network, and without access to Coda.')}
      </p>
      <iframe
        ref={frame}
        title={title}
        src={FRAME}
        sandbox="allow-scripts"
        referrerPolicy="no-referrer"
        className="min-h-96 w-full flex-1 rounded-lg border border-line bg-white"
      />
    </div>
  );
}
