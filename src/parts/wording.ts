import type { MetricStatistic } from '../domain/statistics/metric-statistic.ts';
import type { RunStatus } from '../domain/runs/run.ts';
import type { FamilyPart, RunColumn, RunSort } from '../domain/runs/run-sort.ts';
import { unreachable } from '../base/assert.ts';
import { formatDayTime } from '../base/format-time.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import type { TrackingFailure } from '../tracking/errors.ts';

/** The only map from codes to sentences: nothing else turns a failure, a status or a column into words. */
export interface FailureWords {
  readonly title: string;
  readonly body: string;
}

export function failureWords(failure: TrackingFailure, pageOrigin: string): FailureWords {
  const words = causeWords(failure, pageOrigin) ?? mixedWords(failure, pageOrigin) ?? kindWords(failure);
  return { title: words[0], body: words[1] };
}

function causeWords(failure: TrackingFailure, pageOrigin: string): [string, string] | undefined {
  const subject = failure.subject ?? '';
  switch (failure.cause) {
    case undefined:
      return undefined;
    case 'host-refused':
      return [m.fail_host_title(), m.fail_host_body()];
    case 'origin-refused':
      return [m.fail_origin_title(), m.fail_origin_body({ origin: pageOrigin })];
    case 'policy-refused':
      return [m.fail_policy_title({ server: originOf(subject) }), m.fail_policy_body()];
    case 'permission-denied':
      return [m.fail_forbidden_title(), m.fail_forbidden_body()];
    case 'no-workspaces':
      return [m.fail_no_workspaces_title(), m.fail_no_workspaces_body({ name: subject })];
    case 'no-such-workspace':
      return [m.fail_workspace_title({ name: subject }), m.fail_workspace_body()];
    case 'no-registry':
      return [m.registry_none_title(), m.registry_none_body()];
    case 'rate-limited':
      return [m.fail_ratelimit_title(), m.fail_ratelimit_body()];
    case 'timeout':
      return [m.fail_timeout_title(), m.fail_timeout_body()];
    case 'truncated':
      return [m.fail_truncated_title(), m.fail_truncated_body()];
    case 'not-mlflow':
      return [m.fail_notmlflow_title(), m.fail_notmlflow_body()];
    case 'not-a-database':
      return [m.fail_notdatabase_title({ subject }), m.fail_notdatabase_body()];
    case 'not-an-mlflow-database':
      return [m.fail_foreigndb_title({ subject }), m.fail_foreigndb_body()];
    case 'worker-restarted':
      return [m.fail_restarted_title(), m.fail_restarted_body()];
    default:
      return unreachable(failure.cause);
  }
}

/** A browser tells no script that it held a request back because the page came over https and the server does not. */
function mixedWords(
  { kind, status, subject = '' }: TrackingFailure,
  pageOrigin: string,
): [string, string] | undefined {
  if (kind !== 'network' || status !== undefined || !URL.canParse(subject)) return undefined;
  const { protocol, origin, hostname } = new URL(subject);
  // Browsers trust the way to this machine itself.
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (!pageOrigin.startsWith('https:') || protocol !== 'http:' || isHere) return undefined;
  return [m.fail_mixed_title(), m.fail_mixed_body({ server: origin })];
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}

function kindWords(failure: TrackingFailure): [string, string] {
  switch (failure.kind) {
    case 'network':
      return [m.fail_network_title(), m.fail_network_body()];
    case 'unauthorized':
      return [m.fail_unauthorized_title(), m.fail_unauthorized_body()];
    case 'forbidden':
      return [m.fail_forbidden_title(), m.fail_forbidden_body()];
    case 'not-found':
      return [m.fail_notfound_title(), m.fail_notfound_body()];
    case 'conflict':
      return [m.fail_conflict_title(), m.fail_conflict_body()];
    case 'rejected':
      return [m.fail_rejected_title(), m.fail_rejected_body()];
    case 'server':
      return [m.fail_server_title(), m.fail_server_body({ status: failure.status ?? '–' })];
    case 'bad-response':
      return [m.fail_badresponse_title(), m.fail_badresponse_body()];
    case 'aborted':
      return [m.fail_aborted_title(), m.fail_aborted_body()];
    case 'unsupported':
      return [m.fail_unsupported_title(), m.fail_unsupported_body()];
    default:
      return unreachable(failure.kind);
  }
}

export function statusWord(status: RunStatus): string {
  switch (status) {
    case 'RUNNING':
      return m.status_RUNNING();
    case 'SCHEDULED':
      return m.status_SCHEDULED();
    case 'FINISHED':
      return m.status_FINISHED();
    case 'FAILED':
      return m.status_FAILED();
    case 'KILLED':
      return m.status_KILLED();
    default:
      return unreachable(status);
  }
}

/** Of a run that still counts as running: when it logged its last point. */
export function silentWords(sinceMs: number): string {
  return m.run_silent_since({ time: formatDayTime(sinceMs, Date.now(), getLocale()) });
}

/** What the header of a column says: the key as logged, or the attribute in words. */
export function columnWord(column: RunColumn): string {
  // The key first: it is cut in the middle, and both ends tell columns apart.
  if (column.kind === 'statistic') return `${column.key} · ${statisticWord(column.statistic)}`;
  if (column.kind === 'family') return `${column.key} · ${familyPartWord(column.part)}`;
  if (column.kind !== 'attribute') return column.key;
  switch (column.key) {
    case 'name':
      return m.runs_column_name();
    case 'status':
      return m.runs_column_status();
    case 'start_time':
      return m.runs_column_started();
    case 'end_time':
      return m.runs_column_ended();
    case 'duration':
      return m.runs_column_duration();
    case 'run_id':
      return m.runs_column_id();
    case 'dataset.name':
      return m.runs_column_dataset();
    case 'user':
      return m.runs_column_user();
    default:
      return unreachable(column);
  }
}

function familyPartWord(part: FamilyPart): string {
  if (part === 'n') return 'n';
  return part === 'std' ? m.band_std() : m.family_mean_std();
}

/** One number of a metric's history in words: `min`, `at step 100`. */
export function statisticWord(statistic: MetricStatistic): string {
  switch (statistic.name) {
    case 'best':
      return m.statistic_best();
    case 'min':
      return m.statistic_min();
    case 'max':
      return m.statistic_max();
    case 'first':
      return m.statistic_first();
    case 'mean':
      return m.statistic_mean({ count: statistic.count });
    case 'at':
      return m.statistic_at({ step: statistic.step });
    case 'at_best':
      return m.statistic_at_best({ metric: statistic.other });
    case 'step_of_best':
      return m.statistic_step_of_best();
    case 'count':
      return m.statistic_count();
    case 'last_step':
      return m.statistic_last_step();
    case 'last_logged':
      return m.statistic_last_logged();
    case 'first_nonfinite':
      return m.statistic_first_nonfinite();
    default:
      return unreachable(statistic);
  }
}

/** Servers and files have names of their own; the demo is called so in the reader's language. */
export function sourceWord(label: string): string {
  return label === 'Demo' ? m.connect_demo() : label;
}

export function sortWords(sort: RunSort, column = columnWord(sort.column)): string {
  return sort.isDescending ? m.sort_descending({ column }) : m.sort_ascending({ column });
}

/** How long ago, in words; `nowMs` is given so that the text can be tested. */
export function ageWords(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - atMs) / 1000));
  if (seconds < 3) return m.age_now();
  if (seconds < 60) return m.age_seconds({ count: seconds });
  if (seconds < 3600) return m.age_minutes({ count: Math.floor(seconds / 60) });
  if (seconds < 86_400) return m.age_hours({ count: Math.floor(seconds / 3600) });
  const days = Math.floor(seconds / 86_400);
  return m.age_days({ count: days, text: String(days) });
}
