import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconDots } from '@tabler/icons-react';
import { formatFullValue, formatValue } from '../../base/format-number.ts';
import {
  compareVersions,
  type ModelAlias,
  type RegisteredModel,
} from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { canWriteClipboard, writeClipboard } from '../../ui/write-clipboard.ts';
import { modelVersionHref } from '../../url/routes.ts';
import type { OpenedAlias } from './alias-dialog.tsx';
import { Cannot } from './cannot.tsx';
import { findChampion } from './champion.ts';
import css from './models.module.css';
import { Difference } from '../../parts/registry/difference.tsx';
import { stageWord } from '../../parts/registry/registry-words.ts';
import type { MoveAliases } from '../../parts/registry/use-alias-work.ts';
import type { RegistryRights } from '../../parts/registry/use-registry-rights.ts';
import type { ShownVersion, VersionTable } from './use-version-table.ts';

interface AliasBoardProps {
  readonly model: RegisteredModel;
  readonly table: VersionTable;
  /** Versions that the server says are not there. */
  readonly gone: readonly string[];
  /** Versions of which it could not be asked. */
  readonly unread: readonly string[];
  readonly rights: RegistryRights;
  readonly move: MoveAliases;
  readonly onOpen: (opened: OpenedAlias) => void;
}

/** A lane for each alias: the version that it points at, its key metrics, and how far these are from the champion's. */
export function AliasBoard(props: AliasBoardProps) {
  const { model, rights, onOpen } = props;
  const champion = findChampion(model.aliases);
  const inOrder = model.aliases.toSorted(
    (left, right) =>
      Number(right === champion) - Number(left === champion) ||
      compareVersions(right.version, left.version) ||
      (left.alias < right.alias ? -1 : 1),
  );
  return (
    <section className={css.board} aria-label={m.board_title()}>
      {inOrder.map((alias) => (
        <Lane key={alias.alias} {...props} alias={alias} champion={champion} />
      ))}
      <div className={css.newLane}>
        {model.aliases.length === 0 ? <p className={css.hint}>{m.board_none()}</p> : null}
        <Button
          size="compact-sm"
          variant="default"
          disabled={!rights.update.canWrite || props.table.all.length === 0}
          title={rights.update.reason}
          onClick={() => onOpen({ kind: 'set' })}
        >
          {m.alias_new()}
        </Button>
      </div>
    </section>
  );
}

interface LaneProps extends AliasBoardProps {
  readonly alias: ModelAlias;
  readonly champion: ModelAlias | undefined;
}

function Lane({ model, table, gone, unread, rights, move, onOpen, alias, champion }: LaneProps) {
  const row = table.rowOf(alias.version);
  const isBroken = gone.includes(alias.version);
  const base = champion && champion !== alias ? table.rowOf(champion.version) : undefined;
  const remove = () =>
    void move([{ alias: alias.alias, from: alias.version, to: undefined }], { tellsFailure: true }).catch(
      () => undefined,
    );
  return (
    <article className={css.lane} aria-label={alias.alias} data-broken={isBroken || undefined}>
      <div className={css.laneHead}>
        <b className={css.laneName} title={alias.alias}>
          {alias.alias}
        </b>
        <a className={css.version} href={modelVersionHref({ model: model.name, version: alias.version })}>
          {m.version_name({ version: alias.version })}
        </a>
        {row?.version.stage === undefined ? null : (
          <span className={css.stage}>{stageWord(row.version.stage)}</span>
        )}
        <span className={css.space} />
        <LaneMenu {...{ model, alias, rights, onOpen, remove }} />
      </div>
      {isBroken ? (
        <p className={css.broken} role="alert">
          <IconAlertTriangle size={14} aria-hidden="true" /> {m.alias_broken({ version: alias.version })}{' '}
          <button
            type="button"
            className={css.edit}
            disabled={!rights.delete.canWrite}
            title={rights.delete.reason}
            onClick={remove}
          >
            {m.alias_broken_fix()}
          </button>
        </p>
      ) : unread.includes(alias.version) ? (
        <p className={css.hint}>{m.alias_version_unread({ version: alias.version })}</p>
      ) : (
        <LaneMetrics row={row} base={base} table={table} />
      )}
    </article>
  );
}

interface LaneMetricsProps {
  readonly row: ShownVersion | undefined;
  readonly base: ShownVersion | undefined;
  readonly table: VersionTable;
}

function LaneMetrics({ row, base, table }: LaneMetricsProps) {
  if (row && row.version.runId === undefined) return <p className={css.hint}>{m.version_no_run()}</p>;
  if (row && !row.run && !table.runs.isReading) {
    const words = table.runs.failure ? m.version_run_unread() : m.version_run_gone();
    return <p className={css.hint}>{words}</p>;
  }
  return (
    <dl className={css.metrics} data-waiting={row === undefined || table.runs.isReading || undefined}>
      {table.metrics.slice(0, 4).map((key) => {
        const value = row?.metric(key);
        const from = base?.metric(key);
        return (
          <div key={key} className={css.metric}>
            <dt title={key}>{key}</dt>
            <dd>
              <span title={value === undefined ? undefined : formatFullValue(value)}>
                {value === undefined ? '–' : formatValue(value)}
              </span>
              {value === undefined || from === undefined ? null : (
                <Difference metric={key} value={value} from={from} />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface LaneMenuProps extends Pick<LaneProps, 'model' | 'alias' | 'rights' | 'onOpen'> {
  readonly remove: () => void;
}

function LaneMenu({ model, alias: { alias, version }, rights, onOpen, remove }: LaneMenuProps) {
  const label = m.alias_menu({ alias });
  const uri = `models:/${model.name}@${alias}`;
  return (
    <Menu position="bottom-end" shadow="none" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={css.icon} aria-label={label} title={label}>
          <IconDots size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={!rights.update.canWrite}
          title={rights.update.reason}
          onClick={() => onOpen({ kind: 'move', alias, from: version })}
        >
          {m.alias_move_to()}
        </Menu.Item>
        <Menu.Item
          disabled={!rights.delete.canWrite}
          title={rights.delete.reason}
          onClick={() => onOpen({ kind: 'rename', alias, from: version })}
        >
          {m.alias_rename()}
        </Menu.Item>
        <Menu.Item disabled={!rights.delete.canWrite} title={rights.delete.reason} onClick={remove}>
          {m.alias_remove()}
        </Menu.Item>
        {canWriteClipboard() ? (
          <Menu.Item onClick={() => void writeClipboard(uri)}>{m.copy_text({ text: uri })}</Menu.Item>
        ) : null}
        <Cannot rights={rights} />
      </Menu.Dropdown>
    </Menu>
  );
}
