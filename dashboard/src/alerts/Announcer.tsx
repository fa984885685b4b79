import { useEffect, useRef, useState } from 'react';
import { useLive } from '../live/LiveContext';
import { count } from '../ui/format';

const INTERVAL_MS = 15_000;

/** Tells a screen reader how many alerts came, seldom enough to be listened to. */
export function Announcer() {
  const position = useLive((state) => state.list.position);
  const latest = useRef(position);
  const [text, setText] = useState('');
  useEffect(() => {
    latest.current = position;
  }, [position]);
  useEffect(() => {
    let said = latest.current;
    const timer = setInterval(() => {
      const fresh = latest.current - said;
      if (fresh > 0 && said > 0) setText(`${count(fresh)} new alerts`);
      said = latest.current;
    }, INTERVAL_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
