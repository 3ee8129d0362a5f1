import { Calculator, ChartSpline, Clock, Wrench } from 'lucide-react';
import { msg, t } from '@/shared/i18n/translate';
import { Logo } from '@/shared/ui/Logo';

const PROMPTS = [
  {
    icon: ChartSpline,
    title: msg('Solve an optimisation problem'),
    prompt: 'use solver_optimize to maximize 3x + 2y subject to x + y <= 4, x + 3y <= 6',
  },
  { icon: Calculator, title: msg('Do the arithmetic'), prompt: 'what is 12*7' },
  { icon: Clock, title: msg('Check a clock far away'), prompt: 'what time is it in Tokyo?' },
  { icon: Wrench, title: msg('Find out what it can do'), prompt: 'which tools can you use?' },
];

type EmptyChatProps = {
  isNew: boolean;
  notice: string | undefined;
  onPick: (prompt: string) => void;
};

/** The first screen of a chat: what this is for, and four ways to begin. */
export function EmptyChat({ isNew, notice, onPick }: EmptyChatProps) {
  if (!isNew) {
    return (
      <p className="m-auto p-6 text-center text-soft text-sm">
        {t('Nothing has been said here yet.')}
      </p>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-4 py-8">
      <div className="m-auto w-full max-w-answer">
        <Logo size={36} />
        <h2 className="mt-4 font-semibold text-2xl tracking-tight">{t('What can I help with?')}</h2>
        <p className="mt-1 max-w-prose text-soft">
          {notice ??
            t('You see every tool that is called, every step of the reasoning, and what it cost.')}
        </p>
        <ul className="mt-6 grid gap-2 sm:grid-cols-2">
          {PROMPTS.map(({ icon: Icon, title, prompt }) => (
            <li key={prompt} className="flex">
              <button
                type="button"
                onClick={() => onPick(prompt)}
                className="group flex w-full gap-3 rounded-xl border border-line bg-raised p-3.5 text-start transition-colors hover:border-accent hover:bg-accent-tint"
              >
                <Icon size={18} aria-hidden className="mt-0.5 shrink-0 text-accent" />
                <span className="min-w-0">
                  <span className="block font-medium text-sm">{t(title)}</span>
                  <span className="mt-0.5 block text-soft text-xs">{prompt}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
