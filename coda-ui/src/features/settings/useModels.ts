import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { modelsQuery } from '@/api/models';
import type { Model } from '@/api/schema';
import { changeSession } from '@/api/sessions';
import { t } from '@/shared/i18n/translate';
import { useSettings } from '@/store/settingsStore';

/** The chat that a model is for, and the ids of models that are known of it. */
export type ModelledChat = {
  sessionId?: string | undefined;
  /** The one that the chat was set to. */
  own?: string | undefined;
  /** The one that gave the last answer. */
  last?: string | undefined;
};

const DEMO = 'demo';
const RETRY_MS = 10_000;

export const idOf = (model: { provider: string; name: string }) =>
  `${model.provider}/${model.name}`;

/**
 * The models on offer, and the one that the next message goes to: the chat's own, then the one that
 * answered last, then the user's choice. It is never replaced by another one because it is missing.
 */
export function useModels({ sessionId, own, last }: ModelledChat) {
  const client = useQueryClient();
  const preferred = useSettings((state) => state.model);
  const set = useMutation({
    mutationFn: ({ session, id }: { session: string; id: string }) =>
      changeSession(session, choiceOf(id)),
    onSuccess: (_, { session }) => client.invalidateQueries({ queryKey: ['session', session] }),
  });
  const chosen =
    set.variables?.session === sessionId && !set.isError ? set.variables?.id : undefined;
  const wanted = chosen ?? own ?? last ?? preferred;
  // A host may start later than the server; its models appear without a reload.
  const { data = NO_MODELS } = useQuery({
    ...modelsQuery,
    refetchInterval: ({ state }) => (isReady(state.data ?? NO_MODELS, wanted) ? false : RETRY_MS),
  });
  const usable = data.filter(({ available }) => available);
  const selectedId = wanted ?? (usable[0] === undefined ? undefined : idOf(usable[0]));
  const choose = (id: string) => {
    useSettings.setState({ model: id });
    if (sessionId !== undefined) set.mutate({ session: sessionId, id });
  };
  return {
    models: data,
    selectedId,
    /** What is known of the selected one. */
    selected: data.find((model) => idOf(model) === selectedId),
    choice: selectedId === undefined ? {} : choiceOf(selectedId),
    /** Why messages may fail. */
    problem: set.error?.message ?? problemOf(data, selectedId),
    /** What to know before the first message. */
    notice: noticeOf(data),
    choose,
    /** Makes the choice that of a session that was created with it. */
    keep: (created: string) => {
      if (selectedId !== undefined) set.mutate({ session: created, id: selectedId });
    },
  };
}

const NO_MODELS: readonly Model[] = [];

/** The name of a model may hold slashes, that of a provider does not. */
function choiceOf(id: string) {
  const cut = id.indexOf('/');
  return { model_provider: id.slice(0, cut), model_name: id.slice(cut + 1) };
}

const isOffered = (models: readonly Model[], id: string) =>
  models.some((model) => model.available && idOf(model) === id);

const isReady = (models: readonly Model[], wanted: string | undefined) =>
  wanted === undefined
    ? models.some(({ provider }) => provider !== DEMO)
    : isOffered(models, wanted);

const problemOf = (models: readonly Model[], selected: string | undefined) =>
  selected === undefined || models.length === 0 || isOffered(models, selected)
    ? undefined
    : t('{name} is not available right now. Choose another model, or wait until it is back.', {
        name: selected,
      });

const noticeOf = (models: readonly Model[]) =>
  models.length > 0 && models.every(({ provider }) => provider === DEMO)
    ? t(
        "No model is set up, so Coda's built-in demo answers: a handful of fixed rules, not a language model.",
      )
    : undefined;
