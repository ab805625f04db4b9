import ReactMarkdown, { type Components, defaultUrlTransform } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import css from './markdown.module.css';

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

/** Pictures that a document holds itself; `attachment:` names one of a notebook's cell. */
const OWN_PICTURE = /^(?:data:image\/(?:png|jpe?g|gif|webp|bmp|svg\+xml);base64,|attachment:)/i;

const SCHEMA: typeof defaultSchema = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, src: ['http', 'https', 'data', 'attachment'] },
};

interface Node {
  readonly children?: readonly Node[];
  type: string;
}

/** HTML is shown as the text that it is: sanitising would drop it without a word. */
function rawAsText() {
  return (tree: Node): void => {
    const visit = (node: Node) => {
      if (node.type === 'raw') node.type = 'text';
      for (const child of node.children ?? []) visit(child);
    };
    visit(tree);
  };
}

interface MarkdownProps {
  readonly text: string;
  /** Instead of links that open a tab and pictures that are links. */
  readonly components?: Components;
}

/**
 * Notes and documents are written by anybody. No element is made of HTML in them, and what Markdown itself makes is
 * sanitised. An image is a link: showing one would fetch an address of somebody else's choice, as MLflow's own page
 * does.
 */
export function Markdown({ text, components }: MarkdownProps) {
  return (
    <div className={css.markdown}>
      <ReactMarkdown
        components={components ? { ...COMPONENTS, ...components } : COMPONENTS}
        remarkPlugins={[remarkGfm]}
        // Sanitising prefixes ids: twice would part footnotes from their marks.
        remarkRehypeOptions={{ clobberPrefix: '' }}
        rehypePlugins={[rawAsText, [rehypeSanitize, SCHEMA]]}
        urlTransform={(url, key) => (key === 'src' && OWN_PICTURE.test(url) ? url : defaultUrlTransform(url))}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}
