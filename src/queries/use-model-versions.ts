import { useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import {
  namedVersionsBeyond,
  type RegisteredModel,
  type RegisteredVersion,
  withVersions,
} from '../domain/registry/registered-model.ts';
import { useConnection } from './data-client-context.tsx';
import { versionsByNumberQuery, versionsOfModelQuery } from './registry-queries.ts';

export interface ReadVersions {
  /** The highest first. */
  readonly versions: readonly RegisteredVersion[];
  /** All are read. */
  readonly isComplete: boolean;
  /** Numbers that the model names and that are not there: the server said so when it was asked for them. */
  readonly gone: readonly string[];
  /** Numbers that the model names and that could not be asked for: whether they are there is not known. */
  readonly unread: readonly string[];
}

/**
 * The versions of a model, read again when it says that it has changed. The model is looked at more often than its
 * versions: one that it names and that is not among them is asked for by its number before anything is said of it.
 */
export function useModelVersions(name: string, model: RegisteredModel | undefined) {
  const scope = useConnection();
  const [soFar, setSoFar] = useState(NO_VERSIONS);
  const query = useQuery(versionsOfModelQuery(scope, name, setSoFar));
  const listed = query.data ?? soFar;
  const isComplete = query.data !== undefined;
  const open = useMemo(
    () => (model && isComplete ? namedVersionsBeyond(model, listed) : NO_NUMBERS),
    [model, isComplete, listed],
  );
  const looked = useQuery(versionsByNumberQuery(scope, name, open)).data;
  // What was answered for other numbers stands until the answer for these has come.
  const answer = useMemo(() => {
    const isOpen = (version: string) => open.includes(version);
    return {
      found: looked?.found.filter(({ version }) => isOpen(version)) ?? NO_VERSIONS,
      gone: looked?.gone.filter(isOpen) ?? NO_NUMBERS,
      unread: looked?.unread.filter(isOpen) ?? NO_NUMBERS,
    };
  }, [open, looked]);
  const read = useMemo<ReadVersions>(() => {
    const { found, ...others } = answer;
    return { versions: withVersions(listed, found), isComplete, ...others };
  }, [listed, isComplete, answer]);
  const { refetch } = query;
  useReadAgainWith(model, refetch);
  const foundNumbers = answer.found.map(({ version }) => version).join(',');
  useEffect(() => {
    // Others may have been made with it; a reading that is under way will tell.
    if (foundNumbers !== '') void refetch({ cancelRefetch: false });
  }, [foundNumbers, refetch]);
  return { read, query };
}

/** Calls `refetch` when the model says that it, or a version of it, has changed since it was first seen here. */
export function useReadAgainWith(
  model: Pick<RegisteredModel, 'updatedMs'> | undefined,
  refetch: () => unknown,
): void {
  const seenMs = useRef<number>(undefined);
  const updatedMs = model?.updatedMs;
  useEffect(() => {
    if (updatedMs === undefined) return;
    if (seenMs.current !== undefined && seenMs.current !== updatedMs) void refetch();
    seenMs.current = updatedMs;
  }, [updatedMs, refetch]);
}

const NO_VERSIONS: readonly RegisteredVersion[] = [];
const NO_NUMBERS: readonly string[] = [];
