import { useId, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { isSystemSection, metricPrefix } from '../../domain/charts/metric-sections.ts';
import { holdsText } from '../../domain/runs/search-text.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import { m } from '../../paraglide/messages.js';
import { ChoiceList } from '../../ui/choice-list.tsx';
import type { MetricOfSet } from '../../worker/runs/runs-protocol.ts';
import { axisName } from './axis-words.ts';
import choiceCss from '../../ui/choice.module.css';
import css from './axes-panels.module.css';
import { ExpressionBox, useExpressionDraft } from './expression-box.tsx';
import { useExpressionKeys } from './use-expression-keys.ts';

interface XAxisPanelProps {
  readonly axis: XAxis;
  readonly metrics: readonly MetricOfSet[];
  readonly onAxis: (axis: XAxis) => void;
}

const TIMES: readonly XAxis[] = [{ kind: 'step' }, { kind: 'relative' }, { kind: 'wall' }];
const JOINS = ['step', 'time'] as const;

/** What x means on all cards. */
export function XAxisPanel({ axis, metrics, onAxis }: XAxisPanelProps) {
  const name = useId();
  const epochs = metrics.filter(({ key }) => isEpoch(key));
  const hasSystem = metrics.some(({ key }) => isSystemSection(metricPrefix(key)));
  const choices = [...TIMES, ...epochs.map(({ key }): XAxis => ({ kind: 'epoch', key }))];
  const isOther = axis.kind === 'metric';
  return (
    <div className={css.panel}>
      <fieldset className={css.choices}>
        <legend className={css.legend}>{m.axis_x()}</legend>
        {choices.map((choice) => (
          <label key={idOf(choice)} className={choiceCss.choice}>
            <input
              type="radio"
              name={name}
              checked={idOf(choice) === idOf(axis)}
              onChange={() => onAxis(choice)}
            />
            <span className={choiceCss.text}>
              {choice.kind === 'epoch' ? m.axis_epoch({ key: choice.key }) : axisName(choice)}
            </span>
            {choice.kind === 'relative' ? (
              <span className={choiceCss.hint}>{m.axis_relative_hint()}</span>
            ) : null}
          </label>
        ))}
      </fieldset>
      <MetricChoice axis={isOther ? axis : undefined} metrics={metrics} onAxis={onAxis} />
      <ExpressionChoice text={axis.kind === 'expression' ? axis.text : ''} onAxis={onAxis} />
      {hasSystem && (axis.kind === 'step' || axis.kind === 'expression') ? (
        <p className={choiceCss.hint}>{m.axis_system_note()}</p>
      ) : null}
    </div>
  );
}

interface ExpressionChoiceProps extends Pick<XAxisPanelProps, 'onAxis'> {
  /** Empty: x is no expression. */
  readonly text: string;
}

const EXAMPLE = 'step * params.batch_size';

function ExpressionChoice({ text, onAxis }: ExpressionChoiceProps) {
  const draft = useExpressionDraft(text, useExpressionKeys());
  const use = () => {
    const taken = draft.take();
    if (taken !== undefined && taken !== text) onAxis({ kind: 'expression', text: taken });
  };
  const isUsed = text !== '' && draft.text.trim() === text;
  return (
    <form
      className={css.choices}
      aria-label={m.axis_expression()}
      onSubmit={(event) => {
        event.preventDefault();
        use();
      }}
    >
      <span className={css.legend}>{m.axis_expression()}</span>
      <p className={choiceCss.hint}>{m.axis_expression_hint()}</p>
      <div className={css.expression}>
        <ExpressionBox
          draft={draft}
          label={m.axis_expression()}
          placeholder={EXAMPLE}
          button={m.axis_expression_use()}
          onApply={use}
        >
          <Button
            type="submit"
            size="compact-sm"
            variant="default"
            disabled={draft.text.trim() === '' || isUsed}
          >
            {isUsed ? m.axis_expression_used() : m.axis_expression_use()}
          </Button>
        </ExpressionBox>
      </div>
    </form>
  );
}

interface MetricChoiceProps extends Omit<XAxisPanelProps, 'axis'> {
  /** Undefined: x is no metric. */
  readonly axis: Extract<XAxis, { kind: 'metric' }> | undefined;
}

function MetricChoice({ axis, metrics, onAxis }: MetricChoiceProps) {
  const name = useId();
  const [join, setJoin] = useState(axis?.join ?? 'step');
  const choices = metrics.map(({ key }) => ({ id: key, text: key, isChosen: axis?.key === key }));
  return (
    <fieldset className={css.choices}>
      <legend className={css.legend}>{m.axis_metric()}</legend>
      <p className={choiceCss.hint}>{m.axis_metric_hint()}</p>
      <ChoiceList
        label={m.axis_metric_find()}
        choices={choices}
        isMeant={({ text }, typed) => holdsText(text, typed)}
        radioName={name}
        noneText={(text) => m.axis_metric_none({ text })}
        moreText={(count) => m.axis_metric_more({ count: formatCount(count) })}
        onChoose={({ id }) => onAxis({ kind: 'metric', key: id, join })}
      />
      <div className={css.row} role="group" aria-label={m.axis_join()}>
        <span className={choiceCss.hint}>{m.axis_join()}</span>
        {JOINS.map((each) => (
          <label key={each} className={choiceCss.choice}>
            <input
              type="radio"
              name={`${name} join`}
              checked={join === each}
              onChange={() => {
                setJoin(each);
                if (axis) onAxis({ ...axis, join: each });
              }}
            />
            {each === 'step' ? m.axis_join_step() : m.axis_join_time()}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** `epoch`, `train/epoch`. */
function isEpoch(key: string): boolean {
  return key.slice(key.lastIndexOf('/') + 1).toLowerCase() === 'epoch';
}

function idOf(axis: XAxis): string {
  return axis.kind === 'epoch' ? `epoch ${axis.key}` : axis.kind;
}
