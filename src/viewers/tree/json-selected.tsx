import { isContainer } from '../../domain/artifacts/json-rows.ts';
import { type JsonTape, pathOfNode, rawValue, valueText } from '../../domain/artifacts/json-tape.ts';
import { m } from '../../paraglide/messages.js';
import { CopyButton } from '../../ui/copy-button.tsx';
import css from './json-tree.module.css';

const MOST_CHARS = 20_000;

/** The chosen value: where it stands, and all of it where it is a text. */
export function JsonSelected({ tape, node }: { readonly tape: JsonTape; readonly node: number }) {
  const path = pathOfNode(tape, node);
  const isText = !isContainer(tape, node);
  const text = isText ? valueText(tape, node) : '';
  return (
    <div className={css['selected']}>
      <div className={css['path']}>
        <code title={path}>{path}</code>
        <CopyButton
          text={path}
          label={m.view_tree_copy_path()}
          copiedLabel={m.copied()}
          fieldLabel={m.copy_by_hand()}
        />
        <span className={css['label']}>{m.view_tree_value()}</span>
        <CopyButton
          text={() => (isText ? text : rawValue(tape, node))}
          label={m.view_tree_copy_value()}
          copiedLabel={m.copied()}
          fieldLabel={m.copy_by_hand()}
        />
      </div>
      {isText ? <pre className={css['whole']}>{cut(text)}</pre> : null}
    </div>
  );
}

function cut(text: string): string {
  return text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS)}…` : text;
}
