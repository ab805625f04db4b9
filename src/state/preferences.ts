import { useSyncExternalStore } from 'react';
import * as v from 'valibot';
import type { Direction } from '../domain/statistics/metric-statistic.ts';

export type Theme = 'light' | 'dark' | 'system';
export type Locale = 'en' | 'ko';

/** What this person set in this browser. Nothing that another person has to see, no credentials. */
export interface Preferences {
  readonly theme: Theme;
  readonly locale: Locale;
  /** Width of the runs table beside the tabs. */
  readonly tablePercent: number;
  /** The server that was chosen last; undefined: what the page was set up with. */
  readonly serverUrl?: string | undefined;
  /** Which runs are this person's own; undefined: not said yet. */
  readonly mine?: MineRule | undefined;
  /** Filters that were in force, newest first. */
  readonly recentFilters: readonly string[];
  /** What was last chosen for the runs table, by experiment ids joined with commas; the latest change is last. */
  readonly tables?: Readonly<Record<string, RememberedTable>> | undefined;
  /** What goes on is told by its counts alone. */
  readonly isActivityFolded: boolean;
  /** Experiments that the person starred or opened, by the source they are of. */
  readonly experiments?: Readonly<Record<string, RememberedExperiments>> | undefined;
  /** Ids of runs that the person starred, by the source they are of. */
  readonly starredRuns?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface RememberedExperiments {
  /** Ids. */
  readonly starred: readonly string[];
  /** Ids of those that were opened, the last one first. */
  readonly recent: readonly string[];
}

export interface RememberedTable {
  /** Texts of columns, as in links; undefined: none was chosen. */
  readonly columns?: readonly string[] | undefined;
  readonly pinned?: readonly string[] | undefined;
  readonly better?: Readonly<Record<string, Direction>> | undefined;
  /** Text of the metric's column that the runs were sorted by last. */
  readonly sorted?: string | undefined;
}

const rememberedExperiments = v.object({
  starred: v.fallback(v.array(v.string()), []),
  recent: v.fallback(v.array(v.string()), []),
});

const rememberedTable = v.object({
  columns: v.fallback(v.optional(v.array(v.string())), undefined),
  pinned: v.fallback(v.optional(v.array(v.string())), undefined),
  better: v.fallback(v.optional(v.record(v.string(), v.picklist(['lower', 'higher']))), undefined),
  sorted: v.fallback(v.optional(v.string()), undefined),
});

/** A run is one's own if its user is `value`, or if its tag `tagKey` is. */
export interface MineRule {
  readonly tagKey?: string | undefined;
  readonly value: string;
}

const STORAGE_KEY = 'runlens:preferences';

/** Each value is read alone; one that means nothing has its default. Unknown ones are kept for a newer version. */
function createSchema(locale: Locale) {
  return v.looseObject({
    theme: v.fallback(v.picklist(['light', 'dark', 'system']), 'system'),
    locale: v.fallback(v.picklist(['en', 'ko']), locale),
    tablePercent: v.fallback(v.pipe(v.number(), v.minValue(5), v.maxValue(95)), 47),
    serverUrl: v.fallback(v.optional(v.string()), undefined),
    mine: v.fallback(
      v.optional(v.object({ tagKey: v.optional(v.string()), value: v.pipe(v.string(), v.minLength(1)) })),
      undefined,
    ),
    recentFilters: v.fallback(v.array(v.string()), []),
    tables: v.fallback(v.optional(v.record(v.string(), rememberedTable)), undefined),
    isActivityFolded: v.fallback(v.boolean(), false),
    experiments: v.fallback(v.optional(v.record(v.string(), rememberedExperiments)), undefined),
    starredRuns: v.fallback(v.optional(v.record(v.string(), v.array(v.string()))), undefined),
  });
}

export interface PreferencesStore {
  readonly read: () => Preferences;
  readonly update: (change: Partial<Preferences>) => void;
  readonly subscribe: (onChange: () => void) => () => void;
}

/**
 * Where storage is blocked (a private window, a sandboxed frame, a full disk) preferences last as long as the page.
 * `getStorage` may throw: the property itself does where a browser blocks it.
 */
export function createPreferencesStore(
  getStorage: () => Storage,
  languages: readonly string[],
): PreferencesStore {
  const schema = createSchema(chooseLocale(languages));
  const decode = (text: string | null): Preferences => v.parse(schema, parseObject(text));
  const listeners = new Set<() => void>();
  let current = decode(attempt(() => getStorage().getItem(STORAGE_KEY)) ?? null);
  const change = (next: Preferences) => {
    current = next;
    for (const listener of listeners) listener();
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key === STORAGE_KEY) change(decode(event.newValue));
  };
  return {
    read: () => current,
    update: (values) => {
      change({ ...current, ...values });
      attempt(() => getStorage().setItem(STORAGE_KEY, JSON.stringify(current)));
    },
    subscribe: (listener) => {
      if (listeners.size === 0) window.addEventListener('storage', onStorage);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.removeEventListener('storage', onStorage);
      };
    },
  };
}

/** The first of the person's languages that Runlens speaks, else English. */
function chooseLocale(languages: readonly string[]): Locale {
  const spoken = languages.map((language) => language.toLowerCase().split('-')[0]);
  return spoken.find((language): language is Locale => language === 'en' || language === 'ko') ?? 'en';
}

function parseObject(text: string | null): object {
  const value: unknown = attempt(() => JSON.parse(text ?? '{}') as unknown);
  return typeof value === 'object' && value !== null ? value : {};
}

function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

let shared: PreferencesStore | undefined;

/** The one store of this page, made at its first use. */
export function preferencesStore(): PreferencesStore {
  return startPreferences(undefined);
}

/** To be called before anything reads it; `language`: of the place, for those who have not chosen one. */
export function startPreferences(language: Locale | undefined): PreferencesStore {
  const languages = language === undefined ? navigator.languages : [language];
  shared ??= createPreferencesStore(() => window.localStorage, languages);
  return shared;
}

export function usePreferences(): {
  readonly preferences: Preferences;
  readonly update: (change: Partial<Preferences>) => void;
} {
  const { subscribe, read, update } = preferencesStore();
  return { preferences: useSyncExternalStore(subscribe, read), update };
}
