// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, type ApiClient } from '../src/api/client';
import type { AlertRow } from '../src/api/types';
import { CaseActions } from '../src/detail/CaseActions';
import { CaseworkProvider } from '../src/detail/Casework';
import { SessionContext } from '../src/live/LiveContext';
import type { LiveStore } from '../src/live/liveStore';
import { alert } from './samples';

const row = alert(1);
const key = { payment_id: row.payment_id, account_id: row.account_id };

function show(post: ReturnType<typeof vi.fn>, scopes = ['alerts:read', 'alerts:write']) {
  const apply = vi.fn();
  const session = {
    client: { post } as unknown as ApiClient,
    caller: { name: 'ana', scopes },
    live: { apply } as unknown as LiveStore,
    signOut: () => undefined,
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SessionContext value={session}>
        <CaseworkProvider>
          <CaseActions alert={row} alertKey={key} />
        </CaseworkProvider>
      </SessionContext>
    </QueryClientProvider>,
  );
  return apply;
}

describe('work on an alert', () => {
  afterEach(cleanup);

  it('is a key for the verdict and a key to take it back', async () => {
    const closed: AlertRow = { ...row, status: 'closed', verdict: 'fraud' };
    const post = vi.fn().mockResolvedValueOnce(closed).mockResolvedValueOnce(row);
    const apply = show(post);
    await userEvent.keyboard('f');
    await screen.findByText('P1 marked as fraud.');
    expect(post).toHaveBeenLastCalledWith('/v1/alerts/P1/verdict', { account_id: 'A1' }, { fraud: true });
    expect(apply).toHaveBeenLastCalledWith(closed);
    await userEvent.keyboard('u');
    await screen.findByText('P1 is open again.');
    expect(post).toHaveBeenLastCalledWith('/v1/alerts/P1/reopen', { account_id: 'A1' }, {});
  });

  it('keeps the comment with the verdict, and keys typed into it are no commands', async () => {
    const post = vi.fn().mockResolvedValue(row);
    show(post);
    await userEvent.type(screen.getByRole('textbox'), 'for good reason');
    expect(post).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: /Genuine/ }));
    await screen.findByText('P1 marked as genuine.');
    expect(post).toHaveBeenCalledWith(
      '/v1/alerts/P1/verdict',
      { account_id: 'A1' },
      { fraud: false, comment: 'for good reason' },
    );
  });

  it('says why it was refused', async () => {
    show(vi.fn().mockRejectedValue(new ApiError(409, 'The alert has a verdict: reopen it first.')));
    await userEvent.click(screen.getByRole('button', { name: 'Assign to me' }));
    expect((await screen.findByRole('alert')).textContent).toContain('reopen it first');
  });

  it('is not offered to a key that may only read', () => {
    show(vi.fn(), ['alerts:read']);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
