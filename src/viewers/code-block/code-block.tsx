import css from './code-block.module.css';

interface CodeBlockProps {
  readonly text: string;
  /** As notebooks and fences name it: `python`. */
  readonly language: string | undefined;
}

/** A short piece of code inside a document. */
export function CodeBlock({ text, language }: CodeBlockProps) {
  return (
    <pre className={css['code']} data-language={language}>
      {text}
    </pre>
  );
}
