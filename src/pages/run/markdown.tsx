import ReactMarkdown, { type Components } from 'react-markdown';
import css from './run-note.module.css';

const COMPONENTS: Components = {
  // An address that was refused (`javascript:`) leaves its text.
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noreferrer">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  img: ({ src, alt }) => (
    <a href={typeof src === 'string' ? src : undefined} target="_blank" rel="noreferrer">
      {alt || 'image'}
    </a>
  ),
};

/**
 * Notes are written by anybody. React Markdown makes no element of HTML in them: it is shown as the text that it is
 * (rehype-sanitize would drop it without a word). An image is a link: showing one would fetch an address
 * of somebody else's choice, as MLflow's own page does.
 */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className={css.markdown}>
      <ReactMarkdown components={COMPONENTS}>{text}</ReactMarkdown>
    </div>
  );
}
