import { describe, expect, it } from 'vitest';
import { matches, NO_FILTER, toQuery } from '../src/alerts/filter';
import { readView, writeView } from '../src/view';
import { alert } from './samples';

describe('the filter', () => {
  const row = alert(1, { merchant_id: 'M-Kiosk', device_id: 'D7', ip: '192.0.2.9', outcome: 'decline' });

  it.each([
    [{}, true],
    [{ outcome: ['decline' as const] }, true],
    [{ outcome: ['review' as const] }, false],
    [{ status: ['closed' as const] }, false],
    [{ rule: 'card-velocity' }, true],
    [{ rule: 'other' }, false],
    [{ text: ' KIOSK ' }, true],
    [{ text: '192.0.2' }, true],
    [{ text: 'd7' }, true],
    [{ text: 'many pay' }, true],
    [{ text: 'nothing' }, false],
    [{ text: 'kiosk', outcome: ['review' as const] }, false],
  ])('%o matches: %s', (part, expected) => {
    expect(matches({ ...NO_FILTER, ...part }, row)).toBe(expected);
  });

  it('asks the server the same question', () => {
    expect(toQuery({ status: ['open', 'assigned'], outcome: [], rule: 'r', text: ' x ' })).toEqual({
      status: 'open,assigned',
      outcome: undefined,
      rule: 'r',
      q: 'x',
    });
  });
});

describe('the address', () => {
  it('holds the whole view', () => {
    const view = {
      filter: { status: ['open' as const], outcome: ['decline' as const], rule: 'r-1', text: 'a b&c' },
      minutes: 60,
      alert: { payment_id: 'P/1', account_id: 'A 1' },
    };
    expect(readView(writeView(view))).toEqual(view);
  });

  it('is empty for the usual view', () => {
    expect(writeView(readView(''))).toBe('');
  });

  it('ignores what it does not know', () => {
    expect(readView('?status=open,none&minutes=7&alert=P1')).toEqual({
      filter: { ...NO_FILTER, status: ['open'] },
      minutes: 15,
      alert: null,
    });
  });
});
