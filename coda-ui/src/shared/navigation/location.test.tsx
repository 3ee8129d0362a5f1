// @vitest-environment jsdom
import { act, cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import { type ComponentType, lazy, Suspense } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ErrorBoundary } from './ErrorBoundary';
import { Link } from './Link';
import { currentAddress, navigate, useAddress } from './location';

beforeEach(() => history.replaceState(null, '', '/a'));
afterEach(cleanup);

/** Shows a page for each address, and one whose code arrives when the test says so. */
function show() {
  let arrive: (page: { default: ComponentType }) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const Slow = lazy(
    () =>
      new Promise<{ default: ComponentType }>((resolve, reject) => {
        arrive = resolve;
        fail = reject;
      }),
  );
  function App() {
    const address = useAddress();
    return (
      <ErrorBoundary address={address} failed={(error) => <h1>{String(error)}</h1>}>
        <Suspense fallback={<h1>nothing</h1>}>
          {address === '/slow' ? <Slow /> : <h1>{address}</h1>}
          <Link to="/b?x=1">b</Link>
        </Suspense>
      </ErrorBoundary>
    );
  }
  render(<App />);
  return {
    arrive: () => act(async () => arrive({ default: () => <h1>slow</h1> })),
    fail: () => act(async () => fail(new Error('lost'))),
  };
}

const go = (address: string) => act(async () => void navigate(address));

const heading = () => screen.getByRole('heading').textContent;

it('shows another page and comes back from it', async () => {
  show();
  await go('/b');
  expect(heading()).toBe('/b');
  await act(async () => {
    history.back();
    await new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
  });
  expect(heading()).toBe('/a');
});

it('keeps a page in view until the code of the next one is there', async () => {
  const { arrive } = show();
  const done = vi.fn();
  await act(async () => void navigate('/slow').then(done));
  expect(currentAddress()).toBe('/slow');
  expect(heading()).toBe('/a');
  expect(done).not.toHaveBeenCalled();
  await arrive();
  expect(heading()).toBe('slow');
  expect(done).toHaveBeenCalledOnce();
});

it('says that a page could not be loaded, until another one is opened', async () => {
  const { fail } = show();
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await go('/slow');
  await fail();
  expect(heading()).toBe('Error: lost');
  await go('/b');
  expect(heading()).toBe('/b');
});

it('adds nothing to the history where the address is the same, or replaces another', async () => {
  show();
  const before = history.length;
  await go('/a');
  await act(async () => void navigate('/b', { replace: true }));
  expect(history.length).toBe(before);
});

it('follows a plain click on a link, and leaves any other one to the browser', async () => {
  show();
  const link = screen.getByRole('link');
  expect(link.getAttribute('href')).toBe('/b?x=1');
  const click = async (how: object) => {
    const event = createEvent.click(link, { button: 0, ...how });
    await act(async () => void fireEvent(link, event));
    return event.defaultPrevented;
  };
  for (const how of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])
    expect(await click(how)).toBe(false);
  expect(heading()).toBe('/a');
  expect(await click({})).toBe(true);
  expect(heading()).toBe('/b?x=1');
});
