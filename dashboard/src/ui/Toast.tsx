import { useEffect, useRef } from 'react';
import { CloseIcon } from './icons';

interface ToastProps {
  text: string;
  problem: boolean;
  action?: { label: string; run: () => void } | undefined;
  onClose: () => void;
}

const SHOWN_MS = 8_000;

/** A sentence about what was just done, for a while. */
export function Toast({ text, problem, action, onClose }: ToastProps) {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (problem) return;
    const timer = setTimeout(() => {
      close.current();
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, problem]);
  return (
    <div className="toast card" role={problem ? 'alert' : 'status'} data-problem={problem}>
      <span>{text}</span>
      {action && (
        <button type="button" className="link" onClick={action.run}>
          {action.label} <kbd>u</kbd>
        </button>
      )}
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={onClose}>
        <CloseIcon />
      </button>
    </div>
  );
}
