import type { ReactNode } from 'react';

export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <h3>
        {title} {note !== undefined && <span className="muted">{note}</span>}
      </h3>
      {children}
    </section>
  );
}
