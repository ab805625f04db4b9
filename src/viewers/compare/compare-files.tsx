import { useMemo, useState } from 'react';
import { compareWays, isLoggedTable } from '../../domain/artifacts/compare/compare-ways.ts';
import type { CompareWay, FilesView } from '../../domain/artifacts/compare/files-view.ts';
import { imagesOfSameKey, parseLoggedImage } from '../../domain/artifacts/logged-image.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { fileOf } from '../../queries/compared-files.ts';
import { ImageSteps } from '../image/image-steps.tsx';
import css from './compare.module.css';
import { type FileOfRun, readFiles } from './compared-run-file.ts';
import { ImageCompare } from './image-compare.tsx';
import { RunStrip } from './run-strip.tsx';
import { TableCompare } from './table-compare.tsx';
import { TailCompare } from './tail-compare.tsx';
import { TextCompare } from './text-compare.tsx';
import { TreeCompare } from './tree-compare.tsx';
import { type FilesOfRuns, useComparedFiles } from './use-compared-files.ts';

interface CompareFilesProps {
  /** The baseline first, where it is one of them. */
  readonly runs: readonly ComparedRun[];
  readonly baselineId: RunId | undefined;
  readonly path: string;
  /** Of a file of logged models of this name; undefined: of the runs' own files. */
  readonly modelName?: string | undefined;
  /** Files of the same folder of the run that the tree is of. */
  readonly siblings: readonly string[];
  readonly view: FilesView;
  readonly onView: (change: Partial<FilesView>) => void;
  readonly onOpenPath: (path: string) => void;
}

/** Larger files are read on a click. */
const MOST_TEXT_BYTES = 2_000_000;
const MOST_IMAGE_BYTES = 20_000_000;
const TAIL_BYTES = 4_096;
const NO_FILES: readonly FileOfRun[] = [];

/** One path of the compared runs. */
export function CompareFiles(props: CompareFilesProps) {
  const { path, modelName, view } = props;
  const ways = compareWays(path);
  const way = ways.find((each) => each === view.way);
  const isTails = way === 'tails';
  const key = JSON.stringify([path, modelName, isTails]);
  return <FilesOfPath key={key} {...props} ways={ways} wanted={way} isTails={isTails} />;
}

interface FilesOfPathProps extends CompareFilesProps {
  readonly ways: readonly CompareWay[];
  readonly wanted: CompareWay | undefined;
  readonly isTails: boolean;
}

function FilesOfPath(props: FilesOfPathProps) {
  const { runs, baselineId, path, modelName, view, onView, ways, wanted, isTails } = props;
  const limitBytes = ways[0] === 'image' ? MOST_IMAGE_BYTES : MOST_TEXT_BYTES;
  const from = useComparedFiles(runs, {
    path,
    modelName,
    mostBytes: limitBytes,
    tailBytes: isTails ? TAIL_BYTES : undefined,
  });
  const read = useReadFiles(from);
  const way = wanted ?? guessWay(ways, read);
  const others = read.slice(1);
  const second =
    others.find(({ run }) => run.id === view.against) ?? others.find(({ isSame }) => !isSame) ?? others[0];
  const isPair = way === 'text' || (way === 'image' && view.imageMode !== 'grid');
  return (
    <div className={css['compare']} data-compare={way ?? 'bytes'}>
      <StepsOfImage {...props} />
      <WaysBar ways={ways} way={way} onView={onView} />
      <RunStrip
        runs={runs}
        baselineId={baselineId}
        from={from}
        read={isTails ? NO_FILES : read}
        limitBytes={limitBytes}
        against={isPair ? second?.run.id : undefined}
        onAgainst={isPair ? (id) => onView({ against: id }) : undefined}
      />
      <Content from={from} read={read} way={way} second={second} runs={runs} view={view} onView={onView} />
    </div>
  );
}

/** The same list as long as nothing came. */
function useReadFiles({ asked, files }: FilesOfRuns): readonly FileOfRun[] {
  const [known, setKnown] = useState(NO_FILES);
  const read = readFiles(asked, files, known);
  if (read !== known) setKnown(read);
  return read;
}

function guessWay(ways: readonly CompareWay[], [first]: readonly FileOfRun[]): CompareWay | undefined {
  return ways[0] === 'tree' && ways.includes('table') && first && isLoggedTable(first.bytes)
    ? 'table'
    : ways[0];
}

interface ContentProps extends Pick<CompareFilesProps, 'runs' | 'view' | 'onView'> {
  readonly from: FilesOfRuns;
  readonly read: readonly FileOfRun[];
  readonly way: CompareWay | undefined;
  readonly second: FileOfRun | undefined;
}

function Content({ from, read, way, second, runs, view, onView }: ContentProps) {
  const [first] = read;
  const isReading = from.asked.some(({ id }) => {
    const { state } = fileOf(from.files, id);
    return state === 'reading' || state === 'waiting';
  });
  const isEnough = way === 'tails' || way === 'image' ? read.length > 0 : read.length > 1;
  if (isReading && !isEnough) return <Waiting words={m.cmp_reading()} rows={10} />;
  if (!first) return <EmptyState title={m.cmp_none()} body={m.cmp_none_body()} />;
  if (way === undefined) return <EmptyState title={m.cmp_no_way()} body={m.cmp_no_way_body()} />;
  if (way === 'tails') return <TailCompare files={read} runs={runs} />;
  if (way === 'image')
    return <ImageCompare files={read} runs={runs} second={second} view={view} onView={onView} />;
  if (!second) return <EmptyState title={m.cmp_single({ run: first.run.name })} body={m.cmp_single_body()} />;
  if (way === 'text')
    return <TextCompare first={first} second={second} runs={runs} view={view} onView={onView} />;
  if (way === 'tree') return <TreeCompare files={read} runs={runs} view={view} onView={onView} />;
  return <TableCompare files={read} runs={runs} view={view} onView={onView} />;
}

interface WaysBarProps {
  readonly ways: readonly CompareWay[];
  readonly way: CompareWay | undefined;
  readonly onView: (change: Partial<FilesView>) => void;
}

function WaysBar({ ways, way, onView }: WaysBarProps) {
  if (ways.length < 2) return null;
  return (
    <div className={css['ways']} role="radiogroup" aria-label={m.cmp_as()}>
      {ways.map((each) => (
        <label key={each} className={css['choice']}>
          <input
            type="radio"
            name="compare-way"
            checked={each === way}
            onChange={() => onView({ way: each })}
          />
          {wordOfWay(each)}
        </label>
      ))}
    </div>
  );
}

function wordOfWay(way: CompareWay): string {
  switch (way) {
    case 'text':
      return m.cmp_way_text();
    case 'tree':
      return m.cmp_way_tree();
    case 'table':
      return m.cmp_way_table();
    case 'image':
      return m.cmp_way_image();
    case 'tails':
      return m.cmp_way_tails();
  }
}

/** Steps of `log_image`: each run shows its image of the same one. */
function StepsOfImage({ path, siblings, onOpenPath }: CompareFilesProps) {
  const steps = useMemo(() => imagesOfSameKey(path, siblings), [path, siblings]);
  const [sliding, setSliding] = useState<string>();
  const shown = sliding ?? path;
  const exact = steps.findIndex((step) => step.path === shown);
  // Of an image that another run logged, the one of the same step stands here.
  const step = parseLoggedImage(shown)?.step;
  const place = exact >= 0 ? exact : steps.findIndex((each) => each.step === step);
  if (steps.length < 2 || place < 0) return null;
  return (
    <ImageSteps
      steps={steps}
      place={place}
      onShow={setSliding}
      onSettle={(to) => {
        if (to !== path) onOpenPath(to);
      }}
    />
  );
}
