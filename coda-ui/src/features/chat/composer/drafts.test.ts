// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { clearChatStore, setDraft, useChatStore } from '@/store/chatStore';
import { questionOf } from '../run/chat-reducer';
import { draftKeysOf, draftOf, quote, restoreDraft, writeDraft } from './drafts';

beforeEach(clearChatStore);

const message = (id: string, ...siblingIds: string[]) => ({ ...questionOf(id, id), siblingIds });
const left = draftKeysOf('s', [message('q', 'q'), message('a', 'a', 'b')]);
const right = draftKeysOf('s', [message('q', 'q'), message('b', 'a', 'b')]);
const shown = (keys: readonly string[]) => draftOf(useChatStore.getState().drafts, keys);

it('names a branch by the choices that lead to it', () => {
  expect(draftKeysOf(undefined, [])).toEqual(['new']);
  expect(draftKeysOf('s', [message('q', 'q')])).toEqual(['s']);
  expect(draftKeysOf('s', [message('p', 'o', 'p'), message('a', 'a', 'b')])).toEqual([
    's@a',
    's@p',
    's',
  ]);
});

it('keeps a draft for each branch', () => {
  writeDraft(left, 'left');
  writeDraft(right, 'right');
  expect([shown(left), shown(right)]).toEqual(['left', 'right']);
});

it('takes a draft along to the branch that grows from where it was written', () => {
  setDraft('s', 'typed before the answer was asked for again');
  expect(shown(right)).toBe('typed before the answer was asked for again');
  writeDraft(right, '');
  expect(useChatStore.getState().drafts).toEqual({});
});

it('puts back what could not be sent before what was typed meanwhile', () => {
  writeDraft(left, 'second');
  restoreDraft(left, 'first');
  expect(shown(left)).toBe('first\n\nsecond');
});

it('quotes under what is written', () => {
  quote(['s'], 'one\n\ntwo ');
  expect(shown(['s'])).toBe('> one\n>\n> two\n\n');
  quote(['s'], 'three');
  expect(shown(['s'])).toBe('> one\n>\n> two\n\n> three\n\n');
});
