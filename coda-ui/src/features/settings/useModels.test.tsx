// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSettings } from '@/store/settingsStore';
import { useModels } from './useModels';

const model = (provider: string, name: string) => ({ provider, name, available: true });
const DEMO = model('demo', 'demo');
const HOSTED = model('hosted', 'vendor/x');

function serve(...models: object[]) {
  const bodies: unknown[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (init.method === 'PATCH') bodies.push([url, JSON.parse(String(init.body))]);
    return Response.json(init.method === 'PATCH' ? { id: 's' } : { items: models });
  });
  return bodies;
}

function show(chat: Parameters<typeof useModels>[0] = {}) {
  return renderHook(() => useModels(chat), {
    wrapper: ({ children }) => (
      <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
    ),
  }).result;
}

beforeEach(() => useSettings.setState({ model: undefined }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('keeps to the model that was chosen, though it is not offered now', async () => {
  serve(DEMO);
  useSettings.setState({ model: 'hosted/vendor/x' });
  const models = show();
  await waitFor(() => expect(models.current.models).toHaveLength(1));
  expect(models.current.choice).toEqual({ model_provider: 'hosted', model_name: 'vendor/x' });
  expect(models.current.problem).toMatch(/hosted\/vendor\/x is not available/);
});

it('says that the demo answers where nothing else can', async () => {
  serve(DEMO);
  const models = show();
  await waitFor(() => expect(models.current.notice).toMatch(/demo/));
  expect(models.current.choice).toEqual({ model_provider: 'demo', model_name: 'demo' });
});

it('continues a chat with its own model, or else with the one that answered last', async () => {
  serve(DEMO, HOSTED);
  useSettings.setState({ model: 'demo/demo' });
  const own = show({ sessionId: 's', own: 'hosted/vendor/x', last: 'demo/demo' });
  await waitFor(() => expect(own.current.selectedId).toBe('hosted/vendor/x'));
  cleanup();
  const last = show({ sessionId: 's', last: 'hosted/vendor/x' });
  await waitFor(() => expect(last.current.selectedId).toBe('hosted/vendor/x'));
});

it('remembers a choice with the chat that it was made in', async () => {
  const patches = serve(DEMO, HOSTED);
  const models = show({ sessionId: 's', last: 'demo/demo' });
  await waitFor(() => expect(models.current.models).toHaveLength(2));
  act(() => models.current.choose('hosted/vendor/x'));
  await waitFor(() => expect(models.current.selectedId).toBe('hosted/vendor/x'));
  await waitFor(() =>
    expect(patches).toEqual([
      ['/api/v1/sessions/s', { model_provider: 'hosted', model_name: 'vendor/x' }],
    ]),
  );
});

it('keeps the choice for a chat that has just been created, be it a route of several models', async () => {
  const patches = serve(DEMO, model('route', 'fast'));
  useSettings.setState({ model: 'route/fast' });
  const models = show();
  await waitFor(() => expect(models.current.models).toHaveLength(2));
  act(() => models.current.keep('new'));
  await waitFor(() =>
    expect(patches).toEqual([
      ['/api/v1/sessions/new', { model_provider: 'route', model_name: 'fast' }],
    ]),
  );
});
