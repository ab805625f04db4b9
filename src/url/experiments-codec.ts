import {
  ACTIVITY_HOURS,
  DEFAULT_EXPERIMENTS_VIEW,
  EXPERIMENT_LISTS,
  EXPERIMENT_SORT_COLUMNS,
  type ExperimentsView,
  type TagFilter,
} from '../domain/runs/experiments-view.ts';
import type { ExperimentSort } from '../domain/runs/find-experiments.ts';
import { decodeText, formatList, formatSearch, parseList, parseSearch } from './search-field.ts';
import type { SearchEntry } from './search-field.ts';

const NAMES = ['q', 'tag', 'show', 'sort', 'flat', 'fold', 'hours'];

/** Each field is read alone; one that means nothing has its default. */
export function parseExperiments(search: string): ExperimentsView {
  const params = new Map(parseSearch(search).toReversed());
  const text = (name: string) => params.get(name) ?? '';
  const { list, hours } = DEFAULT_EXPERIMENTS_VIEW;
  return {
    search: text('q'),
    tags: parseList(text('tag')).map(parseTag),
    list: EXPERIMENT_LISTS.find((each) => each === text('show')) ?? list,
    sort: parseSort(text('sort')),
    isFlat: text('flat') === '1',
    toggled: parseList(text('fold')),
    hours: ACTIVITY_HOURS.find((each) => String(each) === text('hours')) ?? hours,
  };
}

/** What is at its default is left out; parameters of `search` that are not ours stay behind. */
export function formatExperiments(view: ExperimentsView, search = ''): string {
  const { list, hours, sort } = DEFAULT_EXPERIMENTS_VIEW;
  const entries: SearchEntry[] = [
    ['q', view.search],
    ['tag', formatList(view.tags.map(formatTag))],
    ['show', view.list === list ? '' : view.list],
    ['sort', formatSort(view.sort) === formatSort(sort) ? '' : formatSort(view.sort)],
    ['flat', view.isFlat ? '1' : ''],
    ['fold', formatList(view.toggled)],
    ['hours', view.hours === hours ? '' : String(view.hours)],
  ];
  const others = parseSearch(search).filter(([name]) => !NAMES.includes(name));
  return formatSearch([...entries.filter(([, value]) => value !== ''), ...others]);
}

/** `team=vision`, or `team` for any value. */
function formatTag({ key, value }: TagFilter): string {
  const name = key.replaceAll(/[%=]/g, encodeURIComponent);
  return value === undefined ? name : `${name}=${value}`;
}

function parseTag(text: string): TagFilter {
  const at = text.indexOf('=');
  const key = decodeText(at < 0 ? text : text.slice(0, at));
  return { key, value: at < 0 ? undefined : text.slice(at + 1) };
}

function formatSort({ columnId, isDescending }: ExperimentSort): string {
  return isDescending ? `-${columnId}` : columnId;
}

function parseSort(text: string): ExperimentSort {
  const isDescending = text.startsWith('-');
  const columnId = isDescending ? text.slice(1) : text;
  const isKnown = EXPERIMENT_SORT_COLUMNS.some((each) => each === columnId);
  return isKnown ? { columnId, isDescending } : DEFAULT_EXPERIMENTS_VIEW.sort;
}
