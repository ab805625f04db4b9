/** Control sequences of terminals: colours (CSI), titles (OSC), and the lone two-byte ones. */
// oxlint-disable-next-line no-control-regex
const ESCAPES = /\u001B(?:\[[\d;?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/g;

/**
 * What a terminal would show at the end: without colours, and of a line that was written over (a progress bar's
 * carriage returns) the last version. Backspaces are taken as written.
 */
export function terminalText(raw: string): string {
  return raw
    .replaceAll(ESCAPES, '')
    .split('\n')
    .map((line) => {
      if (!line.includes('\r')) return line;
      const written = line.split('\r').filter((part) => part !== '');
      return written.at(-1) ?? '';
    })
    .join('\n');
}
