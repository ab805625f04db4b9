// What a visit costs the tracking server: processor time of its whole process group (Linux; elsewhere not known).
import { readdirSync, readFileSync } from 'node:fs';

/** Of the files named stat, whatever the kernel's own clock does. */
const TICKS_PER_SECOND = 100;

/** @param group id of the process group, which is that of the process that was started */
export function cpuSeconds(group) {
  let ticks = 0;
  try {
    for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) ticks += ticksOf(name, group);
  } catch {
    return Number.NaN;
  }
  return ticks / TICKS_PER_SECOND;
}

function ticksOf(process, group) {
  try {
    // The program's name stands in brackets and may hold anything.
    const fields = readFileSync(`/proc/${process}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [, , processGroup] = fields;
    if (Number(processGroup) !== group) return 0;
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
    return user + system + childUser + childSystem;
  } catch {
    return 0;
  }
}
