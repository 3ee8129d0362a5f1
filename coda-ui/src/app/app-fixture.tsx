import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { vi } from 'vitest';
import { clearPrompts, clearUserData } from '@/store/owner';
import { useSettings } from '@/store/settingsStore';
// Loaded already, so that no test waits for it.
import '@/features/chat/transcript/MessageList';
import '@/shared/ui/Menu';
import '@/shared/ui/Modal';
import './routes/AnalyticsRoute';
import './OwnPages';
import './routes/LoginRoute';
import './routes/RegisterRoute';
import './routes/SettingsDialog';
import './routes/SharedRoute';
import { App } from './App';
import { forgetUser } from './sign-out';

type Answer = () => Response | Promise<Response>;

class FakeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

export const ADA = { id: 'ada', email: 'ada@example.org', name: 'Ada Lovelace' };
export const CHAT = {
  id: 'bread',
  title: 'Bread for a week',
  created_at: '2026-01-05T10:00:00Z',
  updated_at: '2026-01-05T10:00:00Z',
};

export const problem = (status: number, code: string, detail: string) =>
  Response.json({ code, detail }, { status });
const unauthorized = () => problem(401, 'unauthorized', 'Sign in first.');

/** A server for the whole application, on which Ada is signed in and has one chat. */
export class FakeServer {
  isSignedIn = true;
  readonly calls: string[] = [];
  /** By method and path, such as `GET /sessions`. */
  answers: Record<string, Answer> = {};

  readonly fetch = async (url: string, init: RequestInit = {}) => {
    const path = url.replace('/api/v1', '').replace(/\?.*/, '');
    const call = `${init.method ?? 'GET'} ${path}`;
    this.calls.push(call);
    const answer = this.answers[call];
    if (answer !== undefined) return answer();
    if (call === 'POST /auth/login') this.isSignedIn = true;
    else if (!this.isSignedIn) return unauthorized();
    if (path === '/auth/me') return Response.json(ADA);
    if (path === '/sessions') return Response.json({ items: [CHAT] });
    if (path === `/sessions/${CHAT.id}`) return Response.json(CHAT);
    return Response.json({ items: [] });
  };
}

/** Opens the application at an address, in a wide window unless it is said otherwise. */
export function openApp(path: string, server = new FakeServer(), isWide = true) {
  configure({ asyncUtilTimeout: 4_000 });
  vi.stubGlobal('fetch', server.fetch);
  vi.stubGlobal('matchMedia', () => ({
    matches: isWide,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  vi.stubGlobal('IntersectionObserver', FakeObserver);
  vi.stubGlobal('ResizeObserver', FakeObserver);
  window.scrollTo = () => {};
  Element.prototype.scrollTo = () => {};
  Element.prototype.scrollIntoView = () => {};
  history.replaceState(null, '', path);
  render(<App />);
  return server;
}

/** Leaves nothing of a test for the next one. */
export function closeApp(): void {
  cleanup();
  forgetUser();
  clearUserData();
  clearPrompts();
  useSettings.setState(useSettings.getInitialState(), true);
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no other way
  document.cookie = 'coda_csrf=; max-age=0';
  vi.unstubAllGlobals();
}

export const address = () => location.pathname + location.search;
export const press = (name: string | RegExp) =>
  fireEvent.click(screen.getByRole('button', { name }));
export const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
export const heading = (name: string) => screen.findByRole('heading', { name });
