type Bytes = Uint8Array<ArrayBuffer>;

const textBytes = (text: string): Bytes => new TextEncoder().encode(text);

export interface MadeDocument {
  readonly path: string;
  readonly bytes: Bytes;
  /** Of `runlens:view-ready`, behind `artifact:`. */
  readonly kind: string;
}

/** Everything that a document can carry to run in the page or to reach somebody; `origin` is theirs. */
export function makeAttacks(origin: string): readonly MadeDocument[] {
  const script = `<script>try { parent.taken = 1 } catch {} window.taken = 1; new Image().src = "${origin}/img";
fetch("${origin}/fetch").catch(() => 0); try { localStorage.taken = 1 } catch {}
document.documentElement.append("inside the sandbox"); setTimeout(() => { location.href = "${origin}/leave" }, 50)</script>`;
  const markup = `<img src=x onerror="window.taken=2"><iframe src="${origin}/frame"></iframe>`;
  const markdown = `# Attack\n\n${markup}\n\n[click](javascript:window.taken=3) ![remote](${origin}/remote.png)\n\n${script.replaceAll('\n', ' ')}`;
  return [
    { path: 'attack.html', bytes: textBytes(`<body>${script}${markup}</body>`), kind: 'html' },
    {
      path: 'attack.svg',
      bytes: textBytes(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="parent.taken=4"><script>window.taken=5</script><image href="${origin}/svg.png" width="9" height="9"/><rect width="40" height="40"/></svg>`,
      ),
      kind: 'image',
    },
    { path: 'attack.md', bytes: textBytes(markdown), kind: 'markdown' },
    {
      path: 'attack.ipynb',
      bytes: textBytes(
        JSON.stringify({
          cells: [
            { cell_type: 'markdown', source: markdown },
            {
              cell_type: 'code',
              source: script,
              outputs: [
                {
                  output_type: 'display_data',
                  data: { 'text/html': script + markup, 'text/plain': 'plain' },
                },
                { output_type: 'display_data', data: { 'application/javascript': 'window.taken=6' } },
              ],
            },
          ],
        }),
      ),
      kind: 'notebook',
    },
  ];
}
