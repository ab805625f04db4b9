import { bytesOfArray, makeNpy, makeSafetensors, makeZip } from '../src/testing/made-arrays.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const textBytes = (text: string): Bytes => new TextEncoder().encode(text);

/** 2 × 2 pixels. */
const PNG = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==',
  ),
  (letter) => letter.codePointAt(0) ?? 0,
);

const NOTEBOOK = {
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  cells: [
    { cell_type: 'markdown', source: ['# Evaluation notebook'] },
    {
      cell_type: 'code',
      execution_count: 1,
      source: 'print("accuracy", 0.97)',
      outputs: [{ output_type: 'stream', name: 'stdout', text: 'accuracy 0.97\n' }],
    },
  ],
};

const MLMODEL = `flavors:
  python_function: {loader_module: mlflow.sklearn, python_version: 3.11.7}
  sklearn: {sklearn_version: 1.9.1}
mlflow_version: 3.17.2
signature:
  inputs: '[{"type": "double", "name": "age"}]'
`;

/** One page with a line of text; offsets in its table are counted, as readers want them. */
function makePdf(words: string): Bytes {
  const stream = `BT /F1 24 Tf 40 100 Td (${words}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, place) => {
    const offset = text.length;
    text += `${place + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  return textBytes(
    `${text}${head}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
  );
}

/** A tenth of a second of silence. */
function makeWav(): Bytes {
  const sampleBytes = 800;
  const bytes = new Uint8Array(44 + sampleBytes).fill(128, 44);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string) => bytes.set(textBytes(text), at);
  write(0, 'RIFF');
  view.setUint32(4, 36 + sampleBytes, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 8000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  write(36, 'data');
  view.setUint32(40, sampleBytes, true);
  return bytes;
}

export interface MadeDocument {
  readonly path: string;
  readonly bytes: Bytes;
  /** Of `runlens:view-ready`, behind `artifact:`. */
  readonly kind: string;
}

/** One file of each kind of document, picture, array, sound. */
export async function makeDocuments(): Promise<readonly MadeDocument[]> {
  const array = makeNpy('<f4', [2, 3], bytesOfArray(Float32Array.of(1, 2, 3, 4, 5, 6)));
  return [
    { path: 'plot.png', bytes: PNG, kind: 'image' },
    {
      path: 'drawing.svg',
      bytes: textBytes(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>',
      ),
      kind: 'image',
    },
    {
      path: 'report.html',
      bytes: textBytes(
        '<!doctype html><h1>Report</h1><script>document.body.append("drawn by script")</script>',
      ),
      kind: 'html',
    },
    {
      path: 'README.md',
      bytes: textBytes('# Read me\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'),
      kind: 'markdown',
    },
    { path: 'eval.ipynb', bytes: textBytes(JSON.stringify(NOTEBOOK)), kind: 'notebook' },
    { path: 'config.json', bytes: textBytes('{"lr": 1e-3, "seed": 12345678901234567890}'), kind: 'tree' },
    { path: 'params.yaml', bytes: textBytes('lr: 1e-3\nlayers: [64, 32]\n'), kind: 'tree' },
    { path: 'MLmodel', bytes: textBytes(MLMODEL), kind: 'model' },
    { path: 'weights.npy', bytes: array, kind: 'array' },
    {
      path: 'weights.npz',
      bytes: await makeZip([{ name: 'w.npy', data: array, isDeflated: true }]),
      kind: 'array',
    },
    { path: 'model.safetensors', bytes: makeSafetensors({ 'layer.weight': [4, 2] }), kind: 'tensors' },
    { path: 'paper.pdf', bytes: makePdf('Runlens'), kind: 'pdf' },
    { path: 'beep.wav', bytes: makeWav(), kind: 'media' },
  ];
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
