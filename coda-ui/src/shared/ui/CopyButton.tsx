import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '@/shared/i18n/translate';
import { IconButton } from './IconButton';

/** Copies a text and says so for a moment. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard?.writeText(text()).then(() => setCopied(true));
  return (
    <IconButton
      label={copied ? t('Copied') : label}
      onClick={copy}
      icon={copied ? <Check size={15} className="text-good" /> : <Copy size={15} />}
    />
  );
}
