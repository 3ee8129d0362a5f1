import { ChevronLeft, ChevronRight, Code, Download, Eye, X } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/shared/i18n/translate';
import { saveFile } from '@/shared/save-file';
import { CopyButton } from '@/shared/ui/CopyButton';
import { IconButton } from '@/shared/ui/IconButton';
import { Select } from '@/shared/ui/Select';
import { showMessage } from '@/store/chatStore';
import { ArtifactView } from './ArtifactView';
import type { Artifact } from './artifacts';

type ArtifactPanelProps = { artifacts: readonly Artifact[]; onClose: () => void };

/** What answers have written to be looked at for itself, beside the chat, with its versions. */
export function ArtifactPanel({ artifacts, onClose }: ArtifactPanelProps) {
  const [key, setKey] = useState<string>();
  const [back, setBack] = useState(0);
  const [source, setSource] = useState(false);
  const artifact = artifacts.find((each) => each.key === key) ?? artifacts.at(-1);
  if (artifact === undefined) return null;
  const { versions, kind } = artifact;
  const at = Math.max(0, versions.length - 1 - back);
  const version = versions[at];
  if (version === undefined) return null;
  const choose = (chosen: string) => {
    setKey(chosen);
    setBack(0);
    setSource(false);
  };
  const hasSource = kind !== 'image' && kind !== 'code';

  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b ps-3 pe-2">
        <Select
          look="compact"
          label={t('Artifact')}
          value={artifact.key}
          options={artifacts.map((each) => ({ value: each.key, label: each.title }))}
          onChange={choose}
          className="min-w-0 flex-1"
        />
        {hasSource && (
          <IconButton
            label={source ? t('Show the preview') : t('Show the source')}
            icon={source ? <Eye size={15} /> : <Code size={15} />}
            onClick={() => setSource(!source)}
          />
        )}
        {kind !== 'image' && <CopyButton label={t('Copy')} text={() => version.text} />}
        {kind !== 'image' && (
          <IconButton
            label={t('Download')}
            icon={<Download size={15} />}
            onClick={() => saveFile(new Blob([version.text]), fileNameOf(artifact))}
          />
        )}
        <IconButton label={t('Close the panel')} icon={<X size={16} />} onClick={onClose} />
      </header>
      <div className="flex items-center gap-1 border-line border-b bg-sunken px-2 py-1 text-xs">
        {versions.length > 1 && (
          <fieldset aria-label={t('Versions')} className="flex items-center">
            <IconButton
              label={t('Previous version')}
              icon={<ChevronLeft size={15} className="rtl:-scale-x-100" />}
              disabled={at === 0}
              onClick={() => setBack(back + 1)}
            />
            <span className="tabular-nums">
              {t('Version {n} of {all}', { n: at + 1, all: versions.length })}
            </span>
            <IconButton
              label={t('Next version')}
              icon={<ChevronRight size={15} className="rtl:-scale-x-100" />}
              disabled={back === 0}
              onClick={() => setBack(back - 1)}
            />
          </fieldset>
        )}
        <button
          type="button"
          onClick={() => showMessage(version.messageId)}
          className="touch-target ms-auto px-2 font-medium text-accent"
        >
          {t('Show in the chat')}
        </button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        <ArtifactView artifact={artifact} version={version} source={source} />
      </div>
    </div>
  );
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  python: 'py',
  javascript: 'js',
  typescript: 'ts',
  markdown: 'md',
  '': 'txt',
};

function fileNameOf({ title, language }: Artifact): string {
  if (/\.\w{1,8}$/.test(title)) return title.split('/').at(-1) ?? title;
  const name = title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'artifact';
  return `${name}.${EXTENSIONS[language] ?? language}`;
}
