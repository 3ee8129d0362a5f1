import { type ComponentType, useEffect, useReducer } from 'react';
import { t } from './i18n/translate';
import { showToast } from './ui/toast';

/**
 * A component whose code is loaded when it is first shown, or before that by `load`. Until then
 * `Meanwhile` is in its place. Where the code cannot be loaded, a toast reports it, and it is tried
 * again when the network is back or when the component is shown the next time.
 */
export function later<P extends object>(
  read: () => Promise<ComponentType<P>>,
  Meanwhile: ComponentType<P> = Nothing,
) {
  let Loaded: ComponentType<P> | undefined;
  let loading: Promise<void> | undefined;
  const load = (): Promise<void> => {
    loading ??= read().then(
      (component) => {
        Loaded = component;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };

  function Later(props: P) {
    const [, showLoaded] = useReducer((times: number) => times + 1, 0);
    useEffect(() => {
      if (Loaded !== undefined) return;
      const attempt = () => void load().then(showLoaded, reportFailure);
      attempt();
      addEventListener('online', attempt);
      return () => removeEventListener('online', attempt);
    }, []);
    return Loaded === undefined ? <Meanwhile {...props} /> : <Loaded {...props} />;
  }
  return Object.assign(Later, {
    /** Loads the code ahead; a failure shows when the component is needed. */
    load: () => void load().catch(() => {}),
  });
}

const Nothing = () => null;

function reportFailure(): void {
  showToast({
    tone: 'bad',
    text: t('A part of this page could not be loaded.'),
    action: { label: t('Reload'), run: () => location.reload() },
  });
}
