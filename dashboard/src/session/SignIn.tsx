import { useState, type SyntheticEvent } from 'react';

interface SignInProps {
  /** Why the last key did not do; null before the first. */
  problem: string | null;
  checking: boolean;
  onKey: (key: string) => void;
}

/** Asks for the access key. */
export function SignIn({ problem, checking, onKey }: SignInProps) {
  const [key, setKey] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (key.trim() !== '') onKey(key.trim());
  };
  return (
    <main className="sign-in">
      <form onSubmit={submit} className="card">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <h1>Fraud</h1>
        <p className="muted">Enter an access key with the scope alerts:read.</p>
        <label htmlFor="access-key">Access key</label>
        <input
          id="access-key"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          value={key}
          onChange={(event) => {
            setKey(event.target.value);
          }}
          aria-describedby={problem ? 'sign-in-problem' : undefined}
          aria-invalid={problem !== null}
        />
        {problem && (
          <p id="sign-in-problem" className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="button primary" disabled={checking || key.trim() === ''}>
          {checking ? 'Checking…' : 'Sign in'}
        </button>
      </form>
    </main>
  );
}
