import { escapeXml } from '../base/escape-xml.ts';
import type { DrawingContext } from './trace-line.ts';

/** What a figure is drawn on: a canvas, or `SvgContext`. */
export type FigureContext = DrawingContext &
  Pick<CanvasRenderingContext2D, 'fillText'> & {
    /** `600 13px family`: always with the weight. */
    font: string;
    textAlign: CanvasTextAlign;
    setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  };

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Takes what would be drawn on a canvas and writes it as SVG: paths stay paths, and text stays text. Only what figures
 * use: transforms scale and move, clips are one box, arcs are whole circles.
 *
 * @param scale size of a unit of the SVG in units of the canvas: 2 where the canvas has two pixels for each
 */
export class SvgContext implements FigureContext {
  fillStyle: string | CanvasGradient | CanvasPattern = '#000';
  strokeStyle: string | CanvasGradient | CanvasPattern = '#000';
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'miter';
  lineCap: CanvasLineCap = 'butt';
  globalAlpha = 1;
  font = '400 11px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  private dash: readonly number[] = [];
  private readonly parts: string[] = [];
  private readonly clips: Box[] = [];
  private readonly scale: number;
  private factor: number;
  private moveX = 0;
  private moveY = 0;
  /** The path under construction, with its first and its last place. */
  private path: string[] = [];
  private start = '';
  private end = '';
  private rects: Box[] = [];
  private clipIndex: number | undefined;
  private readonly saved: (number | undefined)[] = [];
  /** The clip that the open group has. */
  private group: number | undefined;
  /** The last stroke, which the next one may go on with. */
  private open: { readonly attributes: string; readonly path: string[]; end: string } | undefined;

  constructor(scale: number) {
    this.scale = scale;
    this.factor = 1 / scale;
  }

  /** The document. */
  finish(width: number, height: number, title: string): readonly string[] {
    this.flush();
    if (this.group !== undefined) this.parts.push('</g>\n');
    const clips = this.clips.map(
      (box, index) => `<clipPath id="plot${index}"><rect ${boxAttributes(box)}/></clipPath>\n`,
    );
    const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">\n<title>${escapeXml(title)}</title>\n`,
      ...(clips.length > 0 ? ['<defs>\n', ...clips, '</defs>\n'] : []),
      ...this.parts,
      '</svg>\n',
    ];
  }

  setTransform(a: number, _b: number, _c: number, _d: number, e: number, f: number): void {
    this.factor = a / this.scale;
    this.moveX = e / this.scale;
    this.moveY = f / this.scale;
  }

  save(): void {
    this.saved.push(this.clipIndex);
  }

  restore(): void {
    this.clipIndex = this.saved.pop();
  }

  beginPath(): void {
    this.path = [];
    this.start = '';
    this.rects = [];
  }

  moveTo(x: number, y: number): void {
    this.end = this.place(x, y);
    if (this.path.length === 0) this.start = this.end;
    this.path.push('M', this.end);
  }

  lineTo(x: number, y: number): void {
    this.end = this.place(x, y);
    this.path.push(this.path.length === 0 ? 'M' : ' ', this.end);
  }

  closePath(): void {
    this.path.push('Z');
  }

  arc(x: number, y: number, radius: number): void {
    const r = number(radius * this.factor);
    const across = (to: number) => `A${r} ${r} 0 1 1 ${this.place(to, y)}`;
    this.path.push('M', this.place(x + radius, y), across(x - radius), across(x + radius), 'Z');
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.rects.push(this.boxOf(x, y, width, height));
  }

  clip(): void {
    const [box] = this.rects;
    if (!box) return;
    const text = boxAttributes(box);
    const known = this.clips.findIndex((other) => boxAttributes(other) === text);
    this.clipIndex = known < 0 ? this.clips.push(box) - 1 : known;
  }

  setLineDash(dash: readonly number[]): void {
    this.dash = dash;
  }

  clearRect(): void {
    // Nothing stands there yet.
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.put(`<rect ${boxAttributes(this.boxOf(x, y, width, height))}${this.fillAttributes()}/>\n`);
  }

  fill(): void {
    if (this.path.length > 0) this.put(`<path${this.fillAttributes()} d="${this.path.join('')}"/>\n`);
  }

  stroke(): void {
    if (this.path.length === 0) return;
    const attributes = this.strokeAttributes();
    const { open, path } = this;
    // A long line comes in pieces, each from the last point of the one before: they are one path again.
    if (open && this.group === this.clipIndex && open.attributes === attributes && open.end === this.start) {
      open.path.push(' ', ...path.slice(path[2] === ' ' ? 3 : 2));
      open.end = this.end;
      return;
    }
    this.flush();
    this.regroup();
    this.open = { attributes, path, end: this.end };
  }

  fillText(text: string, x: number, y: number): void {
    const [, weight = '400', size = '11', family = 'sans-serif'] =
      /^(\d+) ([\d.]+)px (.*)$/.exec(this.font) ?? [];
    const anchor = { left: 'start', right: 'end', center: 'middle', start: 'start', end: 'end' }[
      this.textAlign
    ];
    const [px, py] = this.place(x, y).split(' ');
    const font = `font-family="${escapeXml(family)}" font-size="${number(Number(size) * this.factor)}"`;
    const look = `${font} font-weight="${weight}" text-anchor="${anchor}"`;
    // Runs of spaces are part of names.
    const space = /^\s|\s$|\s\s/.test(text) ? ' xml:space="preserve"' : '';
    this.put(`<text x="${px}" y="${py}" ${look}${space}${this.fillAttributes()}>${escapeXml(text)}</text>\n`);
  }

  private put(element: string): void {
    this.flush();
    this.regroup();
    this.parts.push(element);
  }

  private flush(): void {
    if (!this.open) return;
    this.parts.push(`<path${this.open.attributes} d="${this.open.path.join('')}"/>\n`);
    this.open = undefined;
  }

  private regroup(): void {
    if (this.group === this.clipIndex) return;
    if (this.group !== undefined) this.parts.push('</g>\n');
    if (this.clipIndex !== undefined) this.parts.push(`<g clip-path="url(#plot${this.clipIndex})">\n`);
    this.group = this.clipIndex;
  }

  private place(x: number, y: number): string {
    return `${number(x * this.factor + this.moveX)} ${number(y * this.factor + this.moveY)}`;
  }

  private boxOf(x: number, y: number, width: number, height: number): Box {
    return {
      x: x * this.factor + this.moveX,
      y: y * this.factor + this.moveY,
      width: width * this.factor,
      height: height * this.factor,
    };
  }

  private fillAttributes(): string {
    return ` fill="${paintOf(this.fillStyle)}"${this.alphaOf('fill')}`;
  }

  private strokeAttributes(): string {
    const dash = this.dash.map((px) => number(px * this.factor)).join(' ');
    const width = ` stroke-width="${number(this.lineWidth * this.factor)}" stroke-linejoin="${this.lineJoin}"`;
    const paint = ` fill="none" stroke="${paintOf(this.strokeStyle)}"${this.alphaOf('stroke')}`;
    return paint + width + (dash === '' ? '' : ` stroke-dasharray="${dash}"`);
  }

  private alphaOf(what: 'fill' | 'stroke'): string {
    return this.globalAlpha < 1 ? ` ${what}-opacity="${number(this.globalAlpha)}"` : '';
  }
}

function boxAttributes({ x, y, width, height }: Box): string {
  return `x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"`;
}

/** Hundredths: a fifth of what a screen of four pixels per unit can show. */
function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function paintOf(style: string | CanvasGradient | CanvasPattern): string {
  return typeof style === 'string' ? escapeXml(style) : 'gray';
}
