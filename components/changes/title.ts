/** Most characters of a reason that stand as a title. */
const LONGEST = 140;

/** A reason as a title; what does not fit into one is the whole reason, to stand below it. */
export function titleOf(reason: string): { title: string; rest: string | null } {
  const [line = reason, ...more] = reason.split('\n');
  if (line.length <= LONGEST) return { title: line, rest: more.join('\n').trim() || null };
  return { title: `${line.slice(0, LONGEST).trimEnd()}…`, rest: reason };
}
