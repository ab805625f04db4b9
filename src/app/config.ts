import * as v from 'valibot';
import type { SourceSpec } from '../worker/data-protocol.ts';

/** `config.json` beside `index.html`: one build serves every place. */
const configSchema = v.object({
  source: v.optional(
    v.variant('kind', [
      v.object({ kind: v.literal('demo') }),
      /** `baseUrl` may be relative to the page: `.` where a proxy serves both, `..` behind the server itself. */
      v.object({ kind: v.literal('mlflow'), baseUrl: v.string() }),
    ]),
    { kind: 'demo' },
  ),
  /** Address of MLflow's own UI, for links to what Runlens does not show; relative to the page or whole. */
  mlflowUi: v.optional(v.string()),
  /** The name of this place, beside the logo and in the title of the window. */
  title: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))),
  /** Of those who have not chosen one. */
  language: v.optional(v.picklist(['en', 'ko'])),
  /** Further addresses in the header: a guide, a chat, other tools. */
  links: v.optional(
    v.pipe(
      v.array(v.object({ text: v.pipe(v.string(), v.trim(), v.minLength(1)), href: v.string() })),
      v.maxLength(12),
    ),
    [],
  ),
  /** Address of this page as others open it: of shared links, also where somebody opened it at localhost. */
  shareBase: v.optional(v.pipe(v.string(), v.url(), v.regex(/^https?:/i))),
});

export type Config = v.InferOutput<typeof configSchema>;

/** What the shell shows of the place that Runlens is hosted at. */
export interface Place {
  readonly title: string | undefined;
  readonly links: readonly { readonly text: string; readonly href: string }[];
  /** Whole, without a slash at its end. */
  readonly mlflowUi: string | undefined;
  /** Address of this page as others open it. */
  readonly shareBase: string | undefined;
  /** It names a server itself. Else whatever server is opened was chosen by the person. */
  readonly hasOwnServer: boolean;
}

/** A broken file is an error, never ignored: it would open the demo in place of the server. */
export function parseConfig(value: unknown): Config {
  return v.parse(configSchema, value);
}

/** Throws where an address is none that a person may be led to. */
export function readPlace(config: Config, baseUri: string): Place {
  const { title, links, mlflowUi, shareBase, source } = config;
  return {
    title,
    links: links.map(({ text, href }) => ({ text, href: webAddress(href, baseUri) })),
    mlflowUi: mlflowUi === undefined ? undefined : webAddress(mlflowUi, baseUri).replace(/\/+$/, ''),
    shareBase,
    hasOwnServer: source.kind === 'mlflow',
  };
}

function webAddress(text: string, baseUri: string): string {
  if (!URL.canParse(text, baseUri)) throw new Error(`config.json: ${text} is not an address`);
  const url = new URL(text, baseUri);
  if (url.protocol === 'https:' || url.protocol === 'http:') return url.href;
  throw new Error(`config.json: ${text} is not an address of the web`);
}

/**
 * What is opened first: the server that this place is set up for; else the one that the person chose here last; else
 * the demo.
 */
export function chooseSource(
  config: Config,
  baseUri: string,
  chosenServer: string | undefined,
): { initial: SourceSpec; demo: SourceSpec } {
  const demo: SourceSpec = {
    kind: 'sqlite-url',
    url: new URL('demo/mlflow.db.gz', baseUri).href,
    label: 'Demo',
    files: {
      filesUrl: new URL('demo/artifacts', baseUri).href,
      indexUrl: new URL('demo/artifacts.json', baseUri).href,
    },
  };
  const { source, mlflowUi } = config;
  if (source.kind === 'mlflow') {
    return { initial: serverAt(new URL(source.baseUrl, baseUri).href, mlflowUi), demo };
  }
  return { initial: chosenServer === undefined ? demo : serverAt(chosenServer), demo };
}

/** Behind a proxy, the address of MLflow's UI tells which server it is; our own would name the proxy. */
function serverAt(address: string, mlflowUi?: string): SourceSpec {
  const baseUrl = address.replace(/\/+$/, '');
  const label = mlflowUi !== undefined && URL.canParse(mlflowUi) ? new URL(mlflowUi).host : '';
  return label === '' ? { kind: 'mlflow', baseUrl } : { kind: 'mlflow', baseUrl, label };
}
