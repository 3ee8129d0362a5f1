import { useQuery } from '@tanstack/react-query';
import { modelsQuery } from '@/api/models';
import { useSettings } from '@/store/settingsStore';

/** The models on offer, and the chosen one: what the user picked, if it still exists. */
export function useModels() {
  const { data } = useQuery(modelsQuery);
  const wanted = useSettings((state) => state.model);
  const models = (data ?? []).map((model) => ({ ...model, id: `${model.provider}/${model.name}` }));
  const usable = models.filter((model) => model.available);
  const selected = usable.find((model) => model.id === wanted) ?? usable[0];
  return { models, selected };
}
