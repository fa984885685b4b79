// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { forgetKey, takeKey } from '../src/session/key';

describe('the access key', () => {
  afterEach(() => {
    sessionStorage.clear();
    history.replaceState(null, '', '/');
  });

  it('is taken from the fragment, which then holds it no more', () => {
    history.replaceState(null, '', '/?q=x#key=fraud_1_secret&other=1');
    expect(takeKey(location, history, sessionStorage)).toBe('fraud_1_secret');
    expect(location.href).not.toContain('secret');
    expect(location.search + location.hash).toBe('?q=x#other=1');
  });

  it('is remembered by the tab until it is forgotten', () => {
    history.replaceState(null, '', '/#key=k');
    takeKey(location, history, sessionStorage);
    expect(takeKey(location, history, sessionStorage)).toBe('k');
    forgetKey(sessionStorage);
    expect(takeKey(location, history, sessionStorage)).toBeNull();
  });
});
