import type { WorkerHandlers } from '../rpc/rpc.ts';
import type { FileProtocol } from './file-protocol.ts';

/** What the file worker answers. Libraries are loaded by the first message that needs them. */
export function createFileHandlers(): WorkerHandlers<FileProtocol> {
  return {
    'code.highlight': async ({ text, language }) => {
      const { highlightCode } = await import('./highlight-code.ts');
      return highlightCode(text, language);
    },
    'yaml.json': async ({ text }) => {
      const { yamlToJson } = await import('./yaml-to-json.ts');
      return yamlToJson(text);
    },
  };
}
