import type { TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { HandlerContext } from '../rpc/rpc.ts';
import type { ArtifactReadReply, ArtifactReadRequest } from './artifact-protocol.ts';
import { ArtifactReader } from './artifact-reader.ts';

const readers = new WeakMap<TrackingSource, ArtifactReader>();

/** Hands the bytes out as progress, moved; what was read of this source before is kept. */
export function readArtifactBytes(
  source: TrackingSource,
  clock: Clock,
  request: ArtifactReadRequest,
  context: HandlerContext<'artifacts.read'>,
): Promise<ArtifactReadReply> {
  const reader = readers.get(source) ?? new ArtifactReader(source, clock);
  readers.set(source, reader);
  return reader.read(request, (bytes) => context.progress({ bytes }, [bytes.buffer]), context.signal);
}
