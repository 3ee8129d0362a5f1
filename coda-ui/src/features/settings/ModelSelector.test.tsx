// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
// Loaded already, so that no test waits for it.
import './ModelMenu';
import { ModelSelector } from './ModelSelector';

const LARGE = {
  provider: 'openai',
  name: 'large',
  available: true,
  context_window: 128_000,
  input_price: '2.5',
  output_price: '10',
  capabilities: ['tools', 'structured_output'],
};
const LOCAL = { provider: 'hosted', name: 'small', available: true };
const LOCKED = { provider: 'google', name: 'flash', available: false };

const onChoose = vi.fn();

afterEach(() => {
  cleanup();
  onChoose.mockReset();
});

async function open() {
  // jsdom has no layout to scroll in.
  Element.prototype.scrollIntoView = () => {};
  render(
    <ModelSelector models={[LARGE, LOCAL, LOCKED]} selectedId="hosted/small" onChoose={onChoose} />,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Model: hosted/small' }));
  await screen.findByRole('listbox');
}

const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent);

it('says what each model reads, costs and can do, as far as it is known', async () => {
  await open();
  expect(options()).toEqual([
    'openai/large128k · $2.50 in, $10.00 outtools · structured output',
    'hosted/small',
    'google/flashneeds a key',
  ]);
});

it('finds a model by what it can do, and chooses it', async () => {
  await open();
  fireEvent.change(screen.getByRole('combobox'), { target: { value: 'tools' } });
  expect(options()).toHaveLength(1);
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' });
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('openai/large');
});

it('chooses no model that needs a key first', async () => {
  await open();
  fireEvent.click(screen.getByRole('option', { name: /google/ }));
  expect(onChoose).not.toHaveBeenCalled();
});
