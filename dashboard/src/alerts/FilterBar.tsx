import { useEffect, useState, type RefObject } from 'react';
import type { AlertStatus, Outcome } from '../api/types';
import { useLive, useSession } from '../live/LiveContext';
import { CloseIcon, PauseIcon, PlayIcon, SearchIcon } from '../ui/icons';
import type { AlertFilter } from './filter';

const OUTCOMES: readonly Outcome[] = ['review', 'decline'];
const STATUSES: readonly AlertStatus[] = ['open', 'assigned', 'closed'];
const TYPING_PAUSE_MS = 250;

export function FilterBar({ search }: { search: RefObject<HTMLInputElement | null> }) {
  const { live } = useSession();
  const filter = useLive((state) => state.filter);
  const held = useLive((state) => state.held);
  const change = (part: Partial<AlertFilter>) => {
    live.setFilter({ ...filter, ...part });
  };
  return (
    <div className="filter-bar" role="search" aria-label="Filter alerts">
      <h2>Alerts</h2>
      <Choices
        label="Outcome"
        all={OUTCOMES}
        chosen={filter.outcome}
        onChange={(outcome) => {
          change({ outcome });
        }}
      />
      <Choices
        label="Status"
        all={STATUSES}
        chosen={filter.status}
        onChange={(status) => {
          change({ status });
        }}
      />
      <TextFilter
        text={filter.text}
        search={search}
        onChange={(text) => {
          change({ text });
        }}
      />
      {filter.rule !== '' && (
        <button
          type="button"
          className="pill removable"
          onClick={() => {
            change({ rule: '' });
          }}
          aria-label={`Remove the filter on rule ${filter.rule}`}
        >
          rule {filter.rule} <CloseIcon />
        </button>
      )}
      <div className="spacer" />
      <button
        type="button"
        className="button quiet"
        aria-pressed={held}
        title={held ? 'Let the list run (p)' : 'Hold the list still (p)'}
        onClick={() => {
          live.hold(!held);
        }}
      >
        {held ? <PlayIcon /> : <PauseIcon />}
        {held ? 'Resume' : 'Pause'}
      </button>
    </div>
  );
}

interface ChoicesProps<T extends string> {
  label: string;
  all: readonly T[];
  chosen: T[];
  onChange: (chosen: T[]) => void;
}

function Choices<T extends string>({ label, all, chosen, onChange }: ChoicesProps<T>) {
  return (
    <div className="segments" role="group" aria-label={label}>
      {all.map((value) => {
        const pressed = chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            aria-pressed={pressed}
            onClick={() => {
              onChange(pressed ? chosen.filter((other) => other !== value) : [...chosen, value]);
            }}
          >
            {value}
          </button>
        );
      })}
    </div>
  );
}

interface TextFilterProps {
  text: string;
  search: RefObject<HTMLInputElement | null>;
  onChange: (text: string) => void;
}

function TextFilter({ text, search, onChange }: TextFilterProps) {
  const [typed, setTyped] = useState(text);
  const [applied, setApplied] = useState(text);
  if (applied !== text) {
    // Set from elsewhere: what stands in the field follows.
    setApplied(text);
    setTyped(text);
  }
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => {
      onChange(typed);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  });
  return (
    <label className="search">
      <SearchIcon />
      <span className="visually-hidden">Search in ids, merchants, devices, addresses and reasons</span>
      <input
        ref={search}
        type="search"
        value={typed}
        maxLength={100}
        placeholder="Payment, account, merchant, reason…"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
      />
    </label>
  );
}
