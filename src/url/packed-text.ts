/**
 * What links often say, for the first one of each to be a reference already. Part of the format: another text here
 * would change what old links mean, and needs another mark before it.
 */
const KNOWN_TEXT = [
  'linear","log","relative","wall","epoch:metric:step:time:expression:fold_{n}/seed_{n}/_mean_std_best',
  '"range":[null,"brushes":[{"scale":"inverted":true,"texts":["but":["lanes":["missing","other","nan","not":true',
  '"open":["closed":["against":"images":"swipe","unified":true,"same":true,"order":"size","within":"find":"',
  '"heatmap":{"kind":"runs","rank":true,"show":"sort":"-metrics.","scatter":{"xkind":"log","ykind":"log","trend":',
  'true,"front":true,"all":true,"xbetter":"lower","ybetter":"higher","zoom":[0,"bars":{"by":"runs","shape":"box"',
  '"parallel":{"axes":[{"column":"params.","color":"metrics.","matters":true,"judge":"join":"name","tags.',
  '"layout":{"cards":{"pinned":["m:"order":{"sections":["made":{"c:1":{"c:2":{"keys":["height":"width":',
  '"axes":{"m:val/loss":{"y":"log","smooth":"none"},"m:train/loss":{"clip":"iqr:1.5","percentile:0.01","measure":',
  '"difference","ratio","level":"best","refs":{"m:val/":[[0.95,"goal"]],"sharey":true,"legend":"{name} {params.',
  '"fields":["bands":{"f:fold_{n}/":"median ci95 members","mean std","min-max","se"},"groupband":"opengroups":[',
  '"[["params.learning_rate","number 0.","group":["dataset","experiment","groupbut":["params.seed"],"folded":["',
  '","system"],"delta":"percent","added":["~","shading":"heat","shades":{"metrics.":"bar","spark":"same":[["params.',
  '","params.training.learning_rate"]],"keep":true,"tree":{"all":true},"filesof":"files":{"diff":{"as":"text","table',
  '"better":{"val/accuracy":"higher","lower","loss":"widths":{"name":220,"180,"240,"start_time":"pinned":["name"],',
  '"x":"log","y":"log","axis":"relative","smooth":"ema:0.6","0.9","gaussian:"running-mean:","zoom":["zoomsystem":',
  '"xrange":[0,"yrange":[null],"clip":"cards":3,"pin":[100,"step"],"asof":17',
  '"params.batch_size","params.optimizer","params.weight_decay","params.dropout","params.epochs","params.model',
  '"metrics.accuracy","metrics.f1","metrics.auc","metrics.rmse","metrics.train/accuracy","metrics.train/loss',
  '"metrics.test/accuracy","metrics.test_loss","metrics.val_loss","metrics.val_acc","metrics.train_loss',
  '","user","duration","metrics.loss","metrics.val/accuracy","metrics.val/loss","params.seed","params.lr',
  '"columns":["name","status","start_time","duration","metrics.","params.","tags."]}',
].join('');

const WINDOW = 4096;
const MIN_MATCH = 3;
const MAX_MATCH = MIN_MATCH + 31;
/** Of one place: older ones are further away and rarely longer. */
const MOST_TRIED = 32;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const known = new TextEncoder().encode(KNOWN_TEXT);

/**
 * A short text for links: LZ77 (Ziv, Lempel 1977) that begins with a known text behind it, as bits in the characters of
 * base64url.
 *
 * ```
 * 0 + 7 bits                  a character of ASCII; 0 (never in JSON) stands before the 8 bits of another byte
 * 1 + 12 bits + 5 bits        from so far back, less 1, so many bytes, less 3
 * ```
 */
export function squeezeText(text: string): string {
  const added = new TextEncoder().encode(text);
  const bytes = new Uint8Array(known.length + added.length);
  bytes.set(known);
  bytes.set(added, known.length);
  const places = new Places(bytes);
  const bits = new BitWriter();
  let at = known.length;
  while (at < bytes.length) {
    const { length, distance } = places.longestBefore(at);
    if (length < MIN_MATCH) {
      const byte = bytes[at] ?? 0;
      if (byte === 0 || byte > 127) bits.write(0, 8);
      bits.write(byte, 8);
      at += 1;
      continue;
    }
    bits.write(1, 1);
    bits.write(distance - 1, 12);
    bits.write(length - MIN_MATCH, 5);
    at += length;
  }
  return bits.end();
}

/** The inverse of `squeezeText`; undefined for what it does not make. */
export function unsqueezeText(text: string): string | undefined {
  const bits = new BitReader(text);
  const bytes = [...known];
  while (bits.left >= 8) {
    if (bits.read(1) === 0) {
      const byte = bits.read(7);
      bytes.push(byte === 0 ? bits.read(8) : byte);
      continue;
    }
    const distance = bits.read(12) + 1;
    const length = bits.read(5) + MIN_MATCH;
    if (distance > bytes.length) return undefined;
    for (let count = 0; count < length; count += 1) bytes.push(bytes[bytes.length - distance] ?? 0);
  }
  if (bits.isBroken) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes.slice(known.length)));
  } catch {
    return undefined;
  }
}

/** Where each three bytes stood before. */
class Places {
  private readonly bytes: Uint8Array;
  private readonly added = new Map<number, number[]>();
  private noted = known.length - MIN_MATCH + 1;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  longestBefore(at: number): { readonly length: number; readonly distance: number } {
    for (; this.noted < at; this.noted += 1) note(this.added, startAt(this.bytes, this.noted), this.noted);
    const start = startAt(this.bytes, at);
    let best = { length: 0, distance: 0 };
    for (const list of [this.added.get(start) ?? [], placesOfKnown().get(start) ?? []]) {
      for (let index = list.length - 1; index >= Math.max(0, list.length - MOST_TRIED); index -= 1) {
        const place = list[index] ?? 0;
        if (at - place > WINDOW) break;
        const length = this.matchAt(place, at);
        if (length > best.length) best = { length, distance: at - place };
      }
    }
    return best;
  }

  private matchAt(place: number, at: number): number {
    const { bytes } = this;
    const most = Math.min(MAX_MATCH, bytes.length - at);
    let length = 0;
    while (length < most && bytes[place + length] === bytes[at + length]) length += 1;
    return length;
  }
}

let knownPlaces: Map<number, number[]> | undefined;

function placesOfKnown(): ReadonlyMap<number, readonly number[]> {
  if (knownPlaces) return knownPlaces;
  knownPlaces = new Map();
  for (let at = 0; at + MIN_MATCH <= known.length; at += 1) note(knownPlaces, startAt(known, at), at);
  return knownPlaces;
}

function note(places: Map<number, number[]>, start: number, at: number): void {
  const list = places.get(start);
  if (list) list.push(at);
  else places.set(start, [at]);
}

function startAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

class BitWriter {
  private text = '';
  private held = 0;
  private count = 0;

  write(value: number, width: number): void {
    for (let bit = width - 1; bit >= 0; bit -= 1) {
      this.held = (this.held << 1) | ((value >> bit) & 1);
      this.count += 1;
      if (this.count === 6) this.flush();
    }
  }

  end(): string {
    if (this.count > 0) {
      this.held <<= 6 - this.count;
      this.flush();
    }
    return this.text;
  }

  private flush(): void {
    this.text += ALPHABET[this.held];
    this.held = 0;
    this.count = 0;
  }
}

class BitReader {
  left: number;
  /** It ended in the middle, or holds characters that are no bits. */
  isBroken = false;
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.left = text.length * 6;
  }

  read(width: number): number {
    if (width > this.left) this.isBroken = true;
    let value = 0;
    for (let count = 0; count < width; count += 1) {
      const six = ALPHABET.indexOf(this.text[Math.floor(this.at / 6)] ?? 'A');
      if (six < 0) this.isBroken = true;
      value = (value << 1) | ((six >> (5 - (this.at % 6))) & 1);
      this.at += 1;
    }
    this.left = Math.max(0, this.left - width);
    return value;
  }
}
