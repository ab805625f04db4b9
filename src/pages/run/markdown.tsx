import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import css from './run-note.module.css';

/**
 * Notes are written by anybody: no HTML, and no image, since showing one would fetch an address of somebody else's
 * choice (MLflow's own page does).
 */
const schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img'),
};

const COMPONENTS: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  ),
};

export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className={css.markdown}>
      <ReactMarkdown rehypePlugins={[[rehypeSanitize, schema]]} components={COMPONENTS}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
