/**
 * Whether a text fits a pattern in which `*` stands for any number of characters and `?` for one. Takes at most their lengths
 * multiplied: a mismatch goes back to the last `*` alone, where a regular expression would try every one.
 */
export function fitsGlob(pattern: string, text: string): boolean {
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (pattern[p] === '?' || (p < pattern.length && pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
