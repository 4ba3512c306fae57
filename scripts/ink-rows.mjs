// Makes Ink's last step fast for a screen whose rows are each one text: Ink splits every cell of every row apart and puts
// it together again, three quarters of the time of a picture. A row that is one write, from the left edge, is that write.
// Everything else goes the way Ink made it. test/tui/ink-rows.test.ts compares the two.

const shortcut = `
    rowsOfOneWriteEach() {
        const rows = new Array(this.height).fill(undefined);
        for (const operation of this.operations) {
            const { type, x, y, text } = operation;
            if (type !== 'write' || x !== 0 || !(y in rows) || rows[y] !== undefined || text.includes('\\n')) return undefined;
            rows[y] = operation.transformers.reduce((line, transform) => transform(line, 0), text).trimEnd();
        }
        return { output: rows.map(row => row ?? '').join('\\n'), height: rows.length };
    }
    get() {
        const rows = this.rowsOfOneWriteEach();
        if (rows !== undefined) return rows;
`;

/** ink/build/output.js with the shortcut in it; throws when the file is not the one it was made for. */
export function fastRows(source) {
  const parts = source.split('\n    get() {\n');
  if (parts.length !== 2) throw new Error('ink/build/output.js has changed: look at scripts/ink-rows.mjs again');
  return parts.join(shortcut);
}
