/** The shapes of the HTTP and hub contract. Names are those of the JSON; times are RFC 3339 in UTC. */

export type Outcome = 'approve' | 'review' | 'decline';
export type AlertStatus = 'open' | 'assigned' | 'closed';
export type Verdict = 'fraud' | 'genuine';

export interface Reason {
  code: string;
  sentence: string;
  /** Absent when the reason comes from the model. */
  rule?: string;
  points: number;
}

export interface AlertRow {
  /** Position in the total order of alerts, from 1, without gaps. */
  seq: number;
  payment_id: string;
  account_id: string;
  amount_minor: number;
  currency: string;
  event_time: string;
  decided_time: string;
  outcome: Outcome;
  /** 0 to 1000. */
  score: number;
  probability?: number;
  reasons: Reason[];
  card_id?: string;
  merchant_id?: string;
  mcc?: string;
  country?: string;
  channel?: string;
  device_id?: string;
  ip?: string;
  status: AlertStatus;
  verdict?: Verdict;
  assignee?: string;
}

export interface AlertPage {
  feed: string;
  position: number;
  items: AlertRow[];
  next_before?: number;
}

export interface AlertBatch {
  feed: string;
  from: number;
  to: number;
  alerts: AlertRow[];
  /** How many alerts between `from` and `to` were left out: 0, or all of them. */
  skipped: number;
  skipped_by_outcome?: Partial<Record<Outcome, number>>;
  changed: AlertRow[];
  changes_missed: boolean;
}

export interface Overview {
  as_of: string;
  totals: { outcome: Outcome; currency: string; decisions: number; amount_minor: number }[];
  alerts: number;
  work: { open: number; assigned: number; fraud: number; genuine: number };
  at_risk: { currency: string; amount_minor: number }[];
  decisions_per_second: number;
  alerts_per_minute: number;
  latency?: { p50_ms: number; p99_ms: number; decisions: number };
  series: {
    from: string;
    step_seconds: number;
    approve: number[];
    review: number[];
    decline: number[];
    alerts: number[];
  };
  top_rules: HitCount[];
  top_reasons: HitCount[];
  projection: { records: number; updated_at?: string; rejected: number };
}

export interface HitCount {
  name: string;
  hits: number;
}

export interface DecisionRecord {
  policy: { name: string; version: number; digest: string };
  model?: { id: string; probability: number };
  late?: boolean;
  degraded?: boolean;
  position: { topic: string; partition: number; offset: number };
  profile_offsets?: Record<string, number>;
  feature_set: string;
}

export interface FeatureReading {
  name: string;
  unit: string;
  entity: string;
  definition: string;
  /** Absent: not enough history. */
  value?: number;
  typical?: { low: number; median: number; high: number };
}

export interface AccountPayment {
  payment_id: string;
  amount_minor: number;
  currency: string;
  event_time: string;
  outcome: Outcome;
  score: number;
  merchant_id?: string;
  verdict?: Verdict;
}

export interface AuditEntry {
  id: number;
  at: string;
  actor: string;
  action: 'verdict' | 'reopen' | 'assign' | 'comment';
  detail: { status: AlertStatus; verdict?: Verdict; assignee?: string; comment?: string };
}

export interface AlertDetail {
  alert: AlertRow;
  decision: DecisionRecord;
  payment: Record<string, unknown>;
  features: FeatureReading[];
  account_payments: AccountPayment[];
  audit: AuditEntry[];
}

export interface Caller {
  name: string;
  scopes: string[];
}

export interface AlertKey {
  payment_id: string;
  account_id: string;
}
