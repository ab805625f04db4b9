import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

/** One change of the views that an experiment keeps. */
export type ViewChange =
  /** `content`: text of the view, packed by the worker. */
  | { readonly kind: 'create'; readonly name: string; readonly content: string; readonly isDefault: boolean }
  /**
   * Another content under the same name. `generation`: of the content that it was made from; where another one stands
   * there by now, the answer is `changed`. Undefined: whatever stands there.
   */
  | {
      readonly kind: 'update';
      readonly id: string;
      readonly content: string;
      readonly generation: string | undefined;
    }
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  | { readonly kind: 'remove'; readonly id: string }
  /** The view that the experiment opens with; undefined: none. */
  | { readonly kind: 'set-default'; readonly id: string | undefined };

export interface ViewChangeRequest {
  readonly experimentId: ExperimentId;
  readonly change: ViewChange;
  /** What the person signed in as, for a server that does not tell; undefined: nobody did. */
  readonly enteredName?: string | undefined;
}

/** `after`: the experiment as the source has it then. */
export type ViewChangeReply =
  /** `id`: of the view that was made or changed. */
  | { readonly state: 'done'; readonly id: string | undefined; readonly after: Experiment }
  /** Somebody else saved it since; nothing was written. */
  | { readonly state: 'changed'; readonly after: Experiment }
  /** There is no such view, or it cannot be read; nothing was written. */
  | { readonly state: 'gone'; readonly after: Experiment }
  /** The views of the experiment would take so many bytes; nothing was written. */
  | { readonly state: 'full'; readonly bytes: number; readonly after: Experiment }
  /** The view is as it was before. */
  | { readonly state: 'refused'; readonly failure: TrackingFailure };
