/** Drawing that is due in the next frame, each once however often it was asked for. */
const due = new Set<() => void>();
let isAsked = false;

export function drawInFrame(draw: () => void): void {
  if (!isAsked) requestAnimationFrame(runAll);
  isAsked = true;
  due.add(draw);
}

export function forgetDrawing(draw: () => void): void {
  due.delete(draw);
}

function runAll(): void {
  isAsked = false;
  const draws = [...due];
  due.clear();
  for (const draw of draws) draw();
}
