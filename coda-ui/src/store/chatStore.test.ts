// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest';
import { clearChatStore, keyOf, moveDraft, setDraft, useChatStore } from './chatStore';
import { adoptUser } from './owner';
import { markUnread, useSessionStore } from './sessionStore';

beforeEach(() => {
  vi.restoreAllMocks();
  clearChatStore();
});

it('keeps what a user has not sent for the time after an expired sign-in', () => {
  adoptUser('ada');
  setDraft('new', 'a thought');
  adoptUser('ada');
  expect(useChatStore.getState().drafts).toEqual({ new: 'a thought' });
});

it('leaves nothing of one user for the next', () => {
  adoptUser('ada');
  setDraft('new', 'a secret');
  keyOf('new', 'another secret');
  markUnread('s1');
  adoptUser('bob');
  expect(useChatStore.getState()).toMatchObject({ drafts: {}, unconfirmed: {} });
  expect(useSessionStore.getState().unread).toEqual({});
  expect(localStorage.getItem('coda-drafts')).not.toContain('secret');
});

it('continues without keeping what the browser has no room for', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  setDraft('new', 'a very long text');
  expect(useChatStore.getState().drafts.new).toBe('a very long text');
});

it('moves what was typed while a chat was being created to that chat', () => {
  setDraft('new', 'next question');
  moveDraft('new', 's1');
  expect(useChatStore.getState().drafts).toEqual({ s1: 'next question' });
});
