import { useCallback, useEffect, useRef, useState } from 'react';
import { AlertList } from './alerts/AlertList';
import type { AlertKey, AlertRow } from './api/types';
import { AlertDrawer } from './detail/AlertDrawer';
import { CaseworkProvider } from './detail/Casework';
import { useLive, useSession } from './live/LiveContext';
import { OverviewBoard } from './overview/OverviewBoard';
import { Help } from './ui/Help';
import { TopBar } from './TopBar';
import { useKeyboard } from './ui/useKeyboard';
import { readView, writeView } from './view';

/** The one page behind the sign-in: overview, live list and, beside them, one alert. */
export function Console() {
  const { live } = useSession();
  const [open, setOpen] = useState<AlertKey | null>(() => readView(location.search).alert);
  const [help, setHelp] = useState(false);
  const filter = useLive((state) => state.filter);
  const minutes = useLive((state) => state.minutes);
  const search = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const address = location.pathname + writeView({ filter, minutes, alert: open });
    if (address !== location.pathname + location.search) history.replaceState(history.state, '', address);
  }, [filter, minutes, open]);

  const show = useCallback((row: AlertRow) => {
    setOpen({ payment_id: row.payment_id, account_id: row.account_id });
  }, []);
  const close = useCallback(() => {
    setOpen(null);
  }, []);

  useKeyboard({
    Escape: open && !help ? close : undefined,
    '?': () => {
      setHelp(true);
    },
    '/': () => {
      search.current?.focus();
    },
    p: () => {
      live.hold(!live.getState().held);
    },
  });

  return (
    <CaseworkProvider>
      <div className="console" data-drawer={open !== null}>
        <TopBar
          onHelp={() => {
            setHelp(true);
          }}
        />
        <main>
          <OverviewBoard />
          <AlertList open={open} onOpen={show} search={search} />
        </main>
        {open && (
          <AlertDrawer key={`${open.account_id}/${open.payment_id}`} alertKey={open} onClose={close} onOpen={setOpen} />
        )}
        <Help open={help} onOpenChange={setHelp} />
      </div>
    </CaseworkProvider>
  );
}
