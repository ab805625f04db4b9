import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Experiment, ExperimentId } from '../../../domain/runs/experiment.ts';
import { useConnection } from '../../../queries/data-client-context.tsx';
import { experimentsQuery } from '../../../queries/run-queries.ts';

/** All experiments, deleted ones too; undefined until they are known. */
export function useExperimentsById(): ReadonlyMap<ExperimentId, Experiment> | undefined {
  const scope = useConnection();
  const { data: active } = useQuery(experimentsQuery(scope, 'active'));
  const { data: deleted } = useQuery(experimentsQuery(scope, 'deleted'));
  return useMemo(
    () => active && deleted && new Map([...deleted, ...active].map((each) => [each.id, each])),
    [active, deleted],
  );
}
