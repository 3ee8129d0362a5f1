import { describe, expect, it } from 'vitest';
import { chatAddress, loginAddress, placeOf, registerAddress } from './addresses';

const CHAT = { page: 'chat', sessionId: undefined, find: undefined, at: undefined };

describe('placeOf', () => {
  it.each([
    ['/', CHAT],
    ['/sessions/s1', { ...CHAT, sessionId: 's1' }],
    ['/sessions/s1/', { ...CHAT, sessionId: 's1' }],
    ['/sessions/s1?find=two+words&at=m', { ...CHAT, sessionId: 's1', find: 'two words', at: 'm' }],
    ['/analytics', { page: 'analytics' }],
    ['/analytics/', { page: 'analytics' }],
    ['/shared/t%2Fk', { page: 'shared', token: 't/k' }],
    ['/login?deleted=true', { page: 'login', redirect: undefined, isDeleted: true }],
    ['/register', { page: 'register', redirect: undefined }],
    ['/sessions', { page: 'missing' }],
    ['/sessions/s1/more', { page: 'missing' }],
    ['/sessions/%E0%A4%A', { page: 'missing' }],
    ['/unheard-of', { page: 'missing' }],
  ])('reads %s', (address, place) => {
    expect(placeOf(address)).toEqual(place);
  });

  it.each(['//example.org', '/\\example.org', 'https://example.org', 'javascript:alert(1)'])(
    'leads nobody who signs in to %s',
    (redirect) => {
      expect(placeOf(loginAddress({ redirect }))).toMatchObject({ redirect: undefined });
    },
  );

  it('reads what it has written', () => {
    const found = { find: 'a & b = "c"', at: 'm' };
    expect(placeOf(chatAddress('s/1', found))).toEqual({ ...CHAT, sessionId: 's/1', ...found });
    const redirect = chatAddress('s', found);
    expect(placeOf(loginAddress({ redirect, deleted: true }))).toEqual({
      page: 'login',
      redirect,
      isDeleted: true,
    });
    expect(placeOf(registerAddress({ redirect }))).toEqual({ page: 'register', redirect });
  });
});
